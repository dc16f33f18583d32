import { randomUUID } from 'node:crypto';
import { readFile, realpath, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { WorkspaceNode } from '../../environment/index.ts';
import type { Keeper } from '../../processes/index.ts';
import { lastLines, programEnvironment, runProgram } from '../../revisions/index.ts';
import { loadingFlags, type FoundRunner } from './findRunner.ts';
import { readResults, type RanTest } from './readResults.ts';

export interface TestRun {
  readonly found: FoundRunner;
  /** The changed file, absolute. */
  readonly file: string;
  /** Test files that reach it, absolute: for runners that do not look for them. */
  readonly testFiles: readonly string[];
  readonly node: WorkspaceNode;
  readonly distFolder: string;
}

export type TestRunOutcome =
  | { readonly state: 'run'; readonly tests: readonly RanTest[] }
  /** `reason`: in words for the user. */
  | { readonly state: 'failed'; readonly reason: string };

const TIME_LIMIT_MS = 5 * 60_000;

/** What a test runner tells its own children, should one have started Laptime; a debugger's variable would have them wait. */
const OF_ANOTHER_RUN = /^(?:NODE_TEST_CONTEXT|NODE_V8_COVERAGE|JEST_WORKER_ID|VITEST.*|VSCODE_INSPECTOR_OPTIONS)$/u;

/** Runs the tests that reach a file, in a process group of its own. Tests that fail are an outcome. */
export async function runTests(
  { found, file, testFiles, node, distFolder }: TestRun,
  keeper: Keeper,
  signal: AbortSignal,
): Promise<TestRunOutcome> {
  const { runner, folder } = found;
  const results = path.join(os.tmpdir(), `laptime-tests-${randomUUID()}.json`);
  try {
    const args = argumentsOf(found, { file, testFiles, results, reporter: path.join(distFolder, 'harness', 'testReporter.js') });
    if (args === null) return { state: 'failed', reason: `${runner} is not installed` };
    const inherited = Object.entries(programEnvironment(node, [path.join(folder, 'node_modules', '.bin')]));
    // Nothing watches, and no snapshot is written.
    const env = { ...Object.fromEntries(inherited.filter(([name]) => !OF_ANOTHER_RUN.test(name))), CI: 'true' };
    const program = { command: node.executable, args, cwd: folder, env, timeLimitMs: TIME_LIMIT_MS };
    const outcome = await runProgram(program, keeper, signal);
    if (outcome.state === 'missing') return { state: 'failed', reason: `${node.executable} is not there` };
    const text = await readFile(results, 'utf8').catch(() => null);
    const tests = text === null ? null : readResults(runner, text);
    if (tests !== null) return { state: 'run', tests: await withRealFiles(tests, folder) };
    // Without any related test some runners write nothing.
    if (outcome.state === 'done') return { state: 'run', tests: [] };
    return { state: 'failed', reason: `${runner} ended with ${outcome.reason}${lastLines(outcome.output)}` };
  } finally {
    await rm(results, { force: true });
  }
}

interface Places {
  readonly file: string;
  readonly testFiles: readonly string[];
  readonly results: string;
  readonly reporter: string;
}

/** Null where the runner is not installed. */
function argumentsOf({ runner, folder, script }: FoundRunner, { file, testFiles, results, reporter }: Places): string[] | null {
  if (runner === 'node') {
    const reporting = [`--test-reporter=${pathToFileURL(reporter).href}`, `--test-reporter-destination=${results}`];
    return [...loadingFlags(script), '--test', ...reporting, ...testFiles];
  }
  const command = commandOf(runner, folder);
  if (command === null) return null;
  switch (runner) {
    case 'vitest':
      return [
        command,
        'related',
        file,
        '--run',
        '--reporter=json',
        `--outputFile=${results}`,
        '--passWithNoTests',
        '--coverage.enabled=false',
      ];
    case 'jest':
      return [
        command,
        '--findRelatedTests',
        file,
        '--json',
        `--outputFile=${results}`,
        '--passWithNoTests',
        '--ci',
        '--watchman=false',
        '--coverage=false',
      ];
    case 'mocha':
      return [...loadingFlags(script), command, '--reporter', 'json', '--reporter-option', `output=${results}`, ...testFiles];
  }
}

function commandOf(runner: string, folder: string): string | null {
  try {
    const require = createRequire(path.join(folder, 'package.json'));
    const manifest = require.resolve(`${runner}/package.json`);
    const { bin } = require(manifest) as { readonly bin?: string | Readonly<Record<string, string>> };
    const command = typeof bin === 'string' ? bin : bin?.[runner];
    return command === undefined ? null : path.join(path.dirname(manifest), command);
  } catch {
    return null;
  }
}

/** As the copy of the work tree has them, whatever links the runner came through. */
const withRealFiles = (tests: readonly RanTest[], folder: string): Promise<readonly RanTest[]> =>
  Promise.all(
    tests.map(async (test) => {
      const place = path.resolve(folder, test.file);
      return { ...test, file: await realpath(place).catch(() => place) };
    }),
  );
