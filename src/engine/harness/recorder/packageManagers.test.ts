import { describe, expect, it } from 'vitest';
import { isPackageManager } from './packageManagers.ts';

describe('isPackageManager', () => {
  it.each([
    '/usr/lib/node_modules/npm/bin/npm-cli.js',
    '/usr/lib/node_modules/npm/bin/npx-cli.js',
    'C:\\Program Files\\nodejs\\node_modules\\npm\\bin\\npm-cli.js',
    '/usr/bin/npm',
    '/home/a/.cache/node/corepack/v1/pnpm/9.1.0/bin/pnpm.cjs',
    '/project/.yarn/releases/yarn.cjs',
    '/usr/lib/node_modules/corepack/dist/yarn.js',
  ])('knows %s', (script) => {
    expect(isPackageManager(script)).toBe(true);
  });

  it.each(['/project/src/npm.js', '/project/node_modules/.bin/tsc', '/project/node_modules/vitest/vitest.mjs', 'server.js', undefined])(
    'leaves %s',
    (script) => {
      expect(isPackageManager(script)).toBe(false);
    },
  );
});
