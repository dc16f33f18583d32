import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { silentLog } from '../../base/log.ts';
import type { InsightReport } from '../../model/insight.ts';
import { defaultConfig } from '../config/index.ts';
import { observeBenchmark, type ObserveEvent } from './observeBenchmark.ts';

const repository = path.resolve(import.meta.dirname, '../../..');

/** Builds what the children run, unless it is up to date. */
export function build(): void {
  execFileSync(process.execPath, [path.join(repository, 'esbuild.mjs')], { stdio: 'pipe' });
}

/** Executables by what they are called in the names of tests: that of the tests, and the oldest that is supported where there is one. */
export const nodes: readonly (readonly [version: string, executable: string])[] = [
  [`Node ${process.versions.node.split('.')[0]}`, process.execPath] as const,
  ...['/usr/local/bin/node', '/usr/bin/node']
    .filter((file) => existsSync(file) && execFileSync(file, ['--version']).toString().startsWith('v20.'))
    .slice(0, 1)
    .map((file) => ['Node 20', file] as const),
];

/** Long enough for V8 to show what it does with small programs. */
const durations = { warmupMs: 500, measuredMs: 600, sampledMs: 250 };

/** What V8 says of the one benchmark of a bench file, which lies in a folder of its own with other files. */
export async function explain(
  benchFile: string,
  { executable = process.execPath, file = 'a.bench.js', others = {}, name, loader = 'auto', onEvent = () => {} }: ExplainOptions = {},
  signal: AbortSignal = AbortSignal.timeout(60_000),
): Promise<InsightReport> {
  const root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'laptime-insight-test-')));
  try {
    for (const [at, text] of Object.entries({ 'package.json': '{ "type": "module" }', ...others, [file]: benchFile })) {
      mkdirSync(path.dirname(path.join(root, at)), { recursive: true });
      writeFileSync(path.join(root, at), text);
    }
    if (loader === 'vite') symlinkSync(path.join(repository, 'node_modules'), path.join(root, 'node_modules'));
    const node = { executable, env: Object.fromEntries(Object.entries(process.env).map(([key, value]) => [key, value ?? ''])) };
    return await observeBenchmark(
      {
        ...{
          root,
          distFolder: path.join(repository, 'dist'),
          node,
          nodeVersion: '',
          config: { ...defaultConfig(), loader },
          durations,
          log: silentLog,
        },
        selections: [{ file }],
        nameFilter: name,
      },
      onEvent,
      signal,
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

interface ExplainOptions {
  readonly executable?: string;
  readonly file?: string;
  readonly others?: Readonly<Record<string, string>>;
  readonly name?: string;
  /** With `vite` the folder has the packages of this repository. */
  readonly loader?: 'auto' | 'vite';
  readonly onEvent?: (event: ObserveEvent) => void;
}
