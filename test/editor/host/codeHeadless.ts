#!/usr/bin/env node
// Stands in for the desktop's executable, so that @vscode/test-electron runs its suite in the headless VS Code:
// `runTests({ vscodeExecutablePath: 'test/editor/host/codeHeadless.ts', … })`. LAPTIME_VSCODE names the release.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from '../../../.ci/setup/problem.mjs';
import { installVsCode } from './install.ts';
import { launch } from './launch.ts';

const args = process.argv.slice(2);
const valuesOf = (name: string) => args.filter((arg) => arg.startsWith(`--${name}=`)).map((arg) => arg.slice(name.length + 3));
const local = (name: string) => (name.startsWith('file:') ? fileURLToPath(name) : path.resolve(name));

async function main(): Promise<number> {
  const [tests] = valuesOf('extensionTestsPath');
  const folder = args.find((arg) => !arg.startsWith('-'));
  if (tests === undefined || folder === undefined)
    throw new Problem('codeHeadless runs tests only: a folder and --extensionTestsPath=… are needed.');
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupted.abort());
  const vscode = await installVsCode(process.env.LAPTIME_VSCODE === 'oldest' ? 'oldest' : 'newest');
  const outcome = await launch(
    {
      vscode,
      extensions: valuesOf('extensionDevelopmentPath').map(local),
      tests: local(tests),
      folder: local(folder),
      timeoutMs: Number(process.env.LAPTIME_HOST_TIMEOUT_MS ?? 1_800_000),
    },
    interrupted.signal,
  );
  if (outcome.state === 'no-verdict') console.error(`VS Code ${vscode.version}: ${outcome.reason}`);
  return outcome.state === 'passed' ? 0 : outcome.state === 'failed' ? 1 : 2;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Problem ? error.message : error);
  process.exitCode = 2;
}
