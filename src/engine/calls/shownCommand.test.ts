import { describe, expect, it } from 'vitest';
import { shownCommand } from './shownCommand.ts';

describe('shownCommand', () => {
  it.each<[string, string]>([
    ['npx vitest run src/a.test.ts', 'npx vitest run src/a.test.ts'],
    ['env DB_PASSWORD=swordfish node a.js', 'env DB_PASSWORD=hidden1-h node a.js'],
    ['node a.js --password swordfish --port 80', 'node a.js --password hidden1-h --port 80'],
    ['node a.js --api-key=swordfish', 'node a.js --api-key=hidden1-h'],
    ['node /home/me/project/node_modules/vitest/vitest.mjs /home/me/project/a.test.ts', 'node node_modules/vitest/vitest.mjs a.test.ts'],
    ['node a.js known-to-the-shell', 'node a.js hidden1-hidden1-hi'],
  ])('of %s', (command, shown) => {
    expect(
      shownCommand(command.split(' '), { root: '/home/me/project', env: { MY_THING: 'known-to-the-shell', PWD: '/home/me/project' } }),
    ).toBe(shown);
  });
});
