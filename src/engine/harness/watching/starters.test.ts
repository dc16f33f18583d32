import { describe, expect, it } from 'vitest';
import { isStarter } from './starters.ts';

describe('isStarter', () => {
  it.each([
    '/usr/lib/node_modules/npm/bin/npm-cli.js',
    '/project/node_modules/nodemon/bin/nodemon.js',
    '/project/node_modules/.bin/nodemon',
    'C:\\project\\node_modules\\tsx\\dist\\cli.mjs',
    '/project/node_modules/cross-env/src/bin/cross-env.js',
  ])('knows %s', (script) => {
    expect(isStarter(script, [], {})).toBe(true);
  });

  it.each(['/project/server.js', '/project/nodemon.js', '/project/node_modules/.bin/vite', '/project/tsx/server.js', undefined])(
    'leaves %s',
    (script) => {
      expect(isStarter(script, [], {})).toBe(false);
    },
  );

  it('tells the process that watches files from the one that it starts', () => {
    expect(isStarter('/project/server.js', ['--watch'], {})).toBe(true);
    expect(isStarter('/project/server.js', ['--watch-path=src'], {})).toBe(true);
    expect(isStarter('/project/server.js', ['--watch'], { WATCH_REPORT_DEPENDENCIES: '1' })).toBe(false);
    expect(isStarter('/project/server.js', ['--watchful'], {})).toBe(false);
  });
});
