import path from 'node:path';
import { expect, it } from 'vitest';
import { titleOf } from './titleOf.ts';

const cwd = path.resolve('/project');

it.each([
  [['/usr/bin/node', path.resolve('/project/src/server.js'), '--port', '3000'], 'node src/server.js --port 3000'],
  [['node', path.resolve('/elsewhere/server.js')], `node ${path.resolve('/elsewhere/server.js')}`],
  [['npm', 'run', 'dev'], 'npm run dev'],
  [['node', 'a.js', '--password', 'hunter2', 'x'], 'node a.js --password … x'],
  [['node', 'a.js', '--password', '--verbose'], 'node a.js --password --verbose'],
  [['node', 'a.js', '--api-key=abc', '--level=3'], 'node a.js --api-key=… --level=3'],
  [
    ['node', 'a.js', '--token=abc', '--github-token', 'abc', '--key', 'x', '--keys=all'],
    'node a.js --token=… --github-token … --key … --keys=all',
  ],
  [['node', 'a.js', 'postgres://user:secret@host/db'], 'node a.js postgres://host/db'],
])('%j is %s', (args, title) => {
  expect(titleOf(args, cwd)).toBe(title);
});

it('is not longer than anybody reads', () => {
  expect(titleOf(['node', '-e', 'x'.repeat(5000)], cwd).length).toBeLessThan(210);
});
