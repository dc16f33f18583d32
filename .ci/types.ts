// Checks the types of every part of the repository under the libraries that it may use.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const projects = [
  'tsconfig.json',
  '.ci/tsconfig.json',
  '.ci/tsconfig.portable.json',
  'src/webview/tsconfig.json',
  'src/webview/tsconfig.test.json',
  'test/tsconfig.json',
  'test/webview/page/tsconfig.json',
  'examples/tsconfig.json',
];

for (const project of projects) {
  const { status, error } = spawnSync('tsc', ['--project', project], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (error) console.error(`tsc could not be started (npm run types knows where it is): ${error.message}`);
  if (status !== 0) process.exitCode = 1;
}
