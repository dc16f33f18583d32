// npm test: every check and every test, some at a time, on what may be two cores; the last line is `N passed, N failed`. The static
// checks count as one each. `npm test -- unit ui` runs only those named.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBrowser } from '../test/editor/host/browser.ts';
import { installVsCode } from '../test/editor/host/install.ts';
import { ensurePrometheus } from '../test/server/support/prometheus.ts';
import { root } from './setup/cache.mjs';
import { Problem } from './setup/problem.mjs';
import { run } from './setup/run.mjs';

interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed, a line each. */
  readonly failures?: readonly string[];
  /** What failed at first, and passed when it was tried again. */
  readonly retried?: readonly string[];
}

interface Suite {
  readonly name: string;
  readonly run: () => Promise<Tally>;
}

const results = path.join(root, 'test-results');
const one = (ok: boolean): Tally => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });

/** Runs a program with its output on ours. */
function show(file: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
}

/** Runs a program whose output is shown as a whole when it has ended, because another one runs beside it. */
async function showLater(name: string, file: string, args: readonly string[]): Promise<boolean> {
  const { ok, output } = await run(file, args, { cwd: root, shell: process.platform === 'win32' });
  console.log(`\n── ${name}\n${output.trimEnd()}`);
  return ok;
}

/** A check whose output is shown only when it fails. */
function check(name: string, file: string, ...args: string[]): Suite {
  return {
    name,
    async run() {
      const { ok, output } = await run(file, args, { cwd: root, shell: process.platform === 'win32' });
      console.log(`${ok ? '✔' : '✘'} ${name}${ok ? '' : `\n${output.trimEnd()}`}`);
      return one(ok);
    },
  };
}

/** Two builds of the same sources are the same, byte by byte. */
async function buildIsRepeatable(): Promise<Tally> {
  const folders = [1, 2].map(() => mkdtempSync(path.join(tmpdir(), 'laptime-build-')));
  try {
    const digests = await Promise.all(
      folders.map(async (folder) => {
        const built = await run(process.execPath, ['esbuild.mjs', '--production', '--outdir', folder], { cwd: root });
        return built.ok ? digestOf(folder) : built.output;
      }),
    );
    const ok = digests[0] === digests[1] && /^[0-9a-f]{64}$/.test(digests[0] ?? '');
    console.log(`${ok ? '✔' : '✘'} build${ok ? '' : `: two builds differ, or do not end:\n${digests.join('\n')}`}`);
    return one(ok);
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true });
  }
}

function digestOf(folder: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const file of files.map((entry) => path.join(entry.parentPath, entry.name)).toSorted()) {
    hash.update(path.relative(folder, file)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

interface VitestTest {
  readonly fullName: string;
  readonly status: string;
  /** Of all tries. */
  readonly failureMessages: readonly string[];
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    /** Absolute path. */
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly VitestTest[];
  }[];
}

const failureOf = (name: string, message = ''): string => `${name}: ${message.trim().split('\n')[0] ?? ''}`;

function failuresOf({ testResults }: VitestReport): string[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = path.relative(root, name);
    // A file that could not be loaded has no tests.
    if (status === 'failed' && assertionResults.length === 0) return [failureOf(file, message)];
    return linesOf(file, assertionResults, (test) => test.status === 'failed');
  });
}

const retriedOf = ({ testResults }: VitestReport): string[] =>
  testResults.flatMap(({ name, assertionResults }) =>
    linesOf(path.relative(root, name), assertionResults, (test) => test.status === 'passed' && test.failureMessages.length > 0),
  );

const linesOf = (file: string, tests: readonly VitestTest[], isMeant: (test: VitestTest) => boolean): string[] =>
  tests.filter(isMeant).map(({ fullName, failureMessages }) => failureOf(`${file}: ${fullName}`, failureMessages[0]));

interface VitestRun {
  readonly tally: Tally;
  /** Nothing went wrong but tests. */
  readonly isOnlyTests: boolean;
  /** Relative paths of the files with a test that failed. */
  readonly failedFiles: readonly string[];
  /** How many tests of each file passed. */
  readonly passedIn: ReadonlyMap<string, number>;
}

async function runVitest(name: string, args: readonly string[], isBeside: boolean): Promise<VitestRun> {
  const file = path.join(results, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`, '--reporter=./.ci/unhandledReporter.ts'];
  const all = ['run', ...args, ...reporters];
  const ok = isBeside ? await showLater(name, 'vitest', all) : await show('vitest', all);
  const report = readReport<VitestReport>(file);
  if (report === undefined) return { tally: one(false), isOnlyTests: false, failedFiles: [], passedIn: new Map() };
  const failures = failuresOf(report);
  // Vitest fails for what no test shows, too.
  if (existsSync(`${file}.unhandled`)) failures.push(`${name}: an error that no test handled, see above`);
  else if (!ok && failures.length === 0) failures.push(`${name}: vitest failed, see above`);
  const skipped = report.numPendingTests + report.numTodoTests;
  const files = report.testResults.map((each) => ({ ...each, file: path.relative(root, each.name) }));
  return {
    tally: { passed: report.numPassedTests, failed: failures.length, skipped, failures, retried: retriedOf(report) },
    isOnlyTests: !existsSync(`${file}.unhandled`),
    failedFiles: files.filter(({ status }) => status === 'failed').map((each) => each.file),
    passedIn: new Map(files.map((each) => [each.file, each.assertionResults.filter(({ status }) => status === 'passed').length])),
  };
}

/** More that fail are no accident. */
const MOST_FILES_AGAIN = 2;

/** Tests that go on from what the one before left are tried once more with their file. */
function vitest(project: string, isBeside = false): Suite {
  return {
    name: project,
    async run() {
      if (!isBeside) console.log(`\n── ${project}`);
      const { tally, isOnlyTests, failedFiles, passedIn } = await runVitest(project, ['--project', project], isBeside);
      const isAccident = isOnlyTests && failedFiles.length > 0 && failedFiles.length <= MOST_FILES_AGAIN;
      if (process.env['CI'] !== 'true' || !isAccident) return tally;
      const again = await runVitest(`${project}-again`, ['--project', project, ...failedFiles], true);
      const passedBefore = failedFiles.reduce((sum, file) => sum + passedIn.get(file)!, 0);
      return {
        ...again.tally,
        passed: tally.passed - passedBefore + again.tally.passed,
        skipped: tally.skipped,
        retried: [...(tally.retried ?? []), ...(again.tally.failed > 0 ? [] : (tally.failures ?? []))],
      };
    },
  };
}

function host(name: string, ...flags: string[]): Suite {
  return {
    name,
    async run() {
      const file = path.join(results, `${name}.json`);
      const ok = await showLater(name, process.execPath, ['test/editor/host/run.ts', '--results', file, ...flags]);
      const tests = readReport<readonly { readonly title: string; readonly state: string; readonly error: string | null }[]>(file) ?? [];
      const count = (state: string) => tests.filter((test) => test.state === state).length;
      const failures = tests.filter(({ state }) => state === 'failed').map(({ title, error }) => failureOf(title, error ?? undefined));
      const failed = failures.length;
      return { passed: count('passed'), failed: ok || failed > 0 ? failed : 1, skipped: count('skipped'), failures };
    },
  };
}

function readReport<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    // The runner ended before it wrote one: the caller counts that as a failure.
    return undefined;
  }
}

/** What the tests need beyond npm's packages. A part that cannot be had fails here, in one line, and the rest goes on. */
const parts: readonly (() => Promise<unknown>)[] = [
  async () => {
    if (!(await run('git', ['--version'])).ok)
      throw new Problem('git is missing: install it (on Debian `apt-get install git`) and run again.');
  },
  ensureBrowser,
  ensurePrometheus,
  () => installVsCode('newest'),
  () => installVsCode('oldest'),
];

async function bringParts(): Promise<Tally> {
  let failed = 0;
  for (const bring of parts) {
    try {
      await bring();
    } catch (error) {
      failed += 1;
      console.error(error instanceof Problem ? error.message : error);
    }
  }
  return { passed: 0, failed, skipped: 0 };
}

const checks: readonly Suite[] = [
  check('format', 'oxfmt', '--check', '.'),
  check('lint', 'oxlint'),
  check('types', process.execPath, '.ci/types.ts'),
  check('dead code', 'knip'),
  { name: 'build', run: buildIsRepeatable },
];
/**
 * Row after row. Of a row with several suites two run at a time, the longest first.
 */
const suites: readonly (readonly Suite[])[] = [
  // A server waits for its clients. Pages do not: beside the units both took longer than one after the other.
  [vitest('unit', true), vitest('server', true)],
  [vitest('webview')],
  // Three programs at a time are as much as two cores bear.
  [vitest('diagnosis')],
  // It asserts verdicts of what is measured, which are inconclusive where another suite takes the cores.
  [vitest('cli')],
  [
    vitest('cli-untimed', true),
    host('host', '--part', 'editor'),
    host('oldest', '--oldest', '--part', 'editor'),
    host('host-engine', '--part', 'engine'),
    vitest('house', true),
  ],
  // Its windows are drawn by the processor: beside the others both took longer than one after the other.
  [vitest('ui')],
];

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const isWanted = (suite: Suite) => wanted.length === 0 || wanted.includes(suite.name);
  const names = [...checks, ...suites.flat()].map((suite) => suite.name);
  const strange = wanted.find((name) => !names.includes(name));
  if (strange !== undefined) throw new Problem(`There is no suite '${strange}': ${names.join(', ')}.`);
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const tallies: { readonly name: string; readonly tally: Tally; readonly seconds: number }[] = [];
  const note = async (name: string, work: () => Promise<Tally>) => {
    const startedAt = performance.now();
    const tally = await work();
    tallies.push({ name, tally, seconds: (performance.now() - startedAt) / 1000 });
  };
  await note('set-up', bringParts);
  for (const row of [checks, ...suites]) {
    const queue = row.filter(isWanted);
    const lane = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) await note(next.name, next.run);
    };
    await Promise.all([lane(), lane()]);
  }
  // Again, as the output of thousands of tests lies between them and its end.
  for (const { name, tally } of tallies) {
    for (const failure of tally.failures ?? []) console.log(`✘ ${name}: ${failure}`);
    for (const failure of tally.retried ?? []) console.log(`↻ ${name}, passed when it was tried again: ${failure}`);
  }
  const sum = (key: 'passed' | 'failed' | 'skipped') => tallies.reduce((total, { tally }) => total + tally[key], 0);
  console.log('');
  for (const { name, tally, seconds } of tallies) {
    const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : '';
    console.log(`${name.padEnd(10)} ${tally.passed} passed, ${tally.failed} failed${skipped} (${seconds.toFixed(0)} s)`);
  }
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  process.exitCode = sum('failed') === 0 && sum('passed') > 0 ? 0 : 1;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Problem ? error.message : error);
  process.exitCode = 1;
}
