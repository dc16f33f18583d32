import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { isUserError, UserError } from '../../base/errors.ts';
import type { Log } from '../../base/log.ts';
import { visibleText } from '../../base/text.ts';
import type { CompareEvent, Comparison } from '../../model/comparison.ts';
import type { Config } from '../../model/config.ts';
import type { FixedBenchmark, FixEvent, FixMeasurement, FixOutcome, FixOutputs, FixRequest, FixTests } from '../../model/fixMeasurement.ts';
import type { Environment } from '../../model/run.ts';
import { createLoadContext } from '../benchmarks/index.ts';
import { compareFolders, comparePlan, marginOf } from '../comparing/index.ts';
import type { ModuleImports } from '../discovery/index.ts';
import type { WorkspaceNode } from '../environment/index.ts';
import { startKeeper, type Keeper } from '../processes/index.ts';
import { WORK_TREE, type CheckoutStep, type ResolvedRevision, type Revisions, type WorkTreeCopies } from '../revisions/index.ts';
import { withWorker } from '../workers/index.ts';
import { compareOutputs } from './compareOutputs.ts';
import { fixedText } from './fixedText.ts';
import { isTestFile, reachingFiles, type CopiedFiles } from './reachingFiles.ts';
import { testFix } from './testing/testFix.ts';
import type { WatchedSides, WatchWorkerApi } from './watchWorker.ts';
import { outputsOf, reachingBenchmarks, type WatchedFile } from './witnessBenchmarks.ts';

export interface FixParts {
  readonly root: string;
  readonly distFolder: string;
  readonly laptimeVersion: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly config: Config;
  readonly node: WorkspaceNode;
  readonly environment: Environment;
  readonly revisions: Revisions;
  readonly findBenchFiles: (root: string, config: Config, signal: AbortSignal) => Promise<readonly string[]>;
  readonly readImports: (file: string, text: string) => Promise<ModuleImports | null>;
}

type Found = Pick<FixMeasurement, 'outcome' | 'reason' | 'benchmarks' | 'failures' | 'tests' | 'outputs' | 'notes'>;

const nothingMeasured = { benchmarks: [], failures: [], tests: null, outputs: null, notes: [] } as const;

const tooLarge = { code: 'fix-too-large', message: 'The file of the fix needs more memory than there is.' };

/**
 * Measures what a fix does, in copies of the work tree that are gone afterwards: which benchmarks execute the code, whether it still returns
 * the same, whether its tests still pass, and whether it is faster. Executes code of the workspace.
 * @throws UserError `fix-does-not-fit`, and where no copy can be made; AbortError when the signal is aborted
 */
export async function measureFix(
  request: FixRequest,
  parts: FixParts,
  onEvent: (event: FixEvent) => void,
  signal: AbortSignal,
): Promise<FixMeasurement> {
  const { clock, revisions, laptimeVersion, environment } = parts;
  const { rule, file, line, fix } = request;
  const startedAtMs = clock.nowMs();
  if (path.isAbsolute(file) || file.split('/').includes('..')) {
    throw new UserError('file-outside', `${visibleText(file)} is outside of the workspace folder, where no fix is measured.`);
  }
  const { commit, branch, dirtyHash } = await resolveWorkTree(revisions, signal);
  const found = await findOut(request, parts, onEvent, signal);
  return {
    ...{ rule, file, line, title: fix.title, kind: fix.kind },
    ...found,
    ...{ startedAtMs, durationMs: clock.nowMs() - startedAtMs, laptimeVersion, revision: { commit, branch, dirtyHash }, environment },
  };
}

/** @throws UserError `not-a-repository`, `no-commits` in words of fixes */
async function resolveWorkTree(revisions: Revisions, signal: AbortSignal): Promise<ResolvedRevision> {
  const byGit = 'Fixes are measured in copies that git makes';
  let revision: ResolvedRevision;
  try {
    revision = await revisions.resolve(WORK_TREE, signal);
  } catch (error) {
    if (!isUserError(error) || error.code !== 'not-a-repository') throw error;
    const message = `${byGit}, and this folder is not in a git repository. Make it one with git init, and commit.`;
    throw new UserError(error.code, message, { cause: error });
  }
  if (revision.commit !== null) return revision;
  throw new UserError('no-commits', `${byGit}, and this repository has no commits yet. Make the first with git commit.`);
}

async function findOut(request: FixRequest, parts: FixParts, onEvent: (event: FixEvent) => void, signal: AbortSignal): Promise<Found> {
  const { file, text, fix, unsaved = {} } = request;
  const { config, node, revisions, distFolder, log } = parts;
  const unreached = (reason: string): Found => ({ outcome: 'unreached', reason, ...nothingMeasured });
  if (/\.(?:vue|svelte)$/iu.test(file)) return unreached('What runs of .vue and .svelte files cannot be told, so nothing was measured.');
  const fixed = fixedText(file, text, fix.edits);
  const ranges = fix.edits.map(({ range }) => range);
  const worker = { file: path.join(distFolder, 'workers', 'fixes.js'), name: 'laptime-fixes', tooLarge };
  const sides = await withWorker<WatchWorkerApi, WatchedSides>(worker, ({ watch }) => watch(file, text, fixed, ranges), signal);
  if (!sides.parses) return { outcome: 'refused', reason: 'It leaves code that cannot be parsed.', ...nothingMeasured };
  if (sides.before.places === 0) return unreached('It changes only what runs when the file is loaded, which benchmarks do not measure.');
  onEvent({ kind: 'preparing', message: 'Copying the work tree' });
  const onStep = (step: CheckoutStep) => {
    if (step.kind === 'build') onEvent({ kind: 'preparing', message: `Building the copy of the work tree: ${visibleText(step.command)}` });
  };
  const others = Object.entries(unsaved).filter(([name]) => name !== file);
  const texts = [text, fixed].map((own) => new Map([...others, [file, own] as const]));
  const keeper = startKeeper({ distFolder, nodeExecutable: node.executable, log });
  try {
    const copies = await revisions.copyWorkTree({ node, config: config.revisions, texts }, onStep, signal);
    try {
      const found = await findOutInCopies(request, { ...parts, copies, keeper, sides }, onEvent, signal);
      return { ...found, notes: [...copies.notes, ...found.notes] };
    } finally {
      await copies.release();
    }
  } finally {
    keeper.dispose();
  }
}

interface CopyParts extends FixParts {
  readonly copies: WorkTreeCopies;
  readonly keeper: Keeper;
  readonly sides: WatchedSides;
}

async function findOutInCopies(
  request: FixRequest,
  parts: CopyParts,
  onEvent: (event: FixEvent) => void,
  signal: AbortSignal,
): Promise<Found> {
  const { file, text } = request;
  const { copies, keeper, sides, config, node, distFolder, readImports } = parts;
  const [beforeRoot, afterRoot] = copies.roots as readonly [string, string];
  const [beforeTop, afterTop] = copies.tops as readonly [string, string];
  const copied: CopiedFiles = {
    top: beforeTop,
    prefix: path.relative(beforeTop, beforeRoot).replaceAll(path.sep, '/'),
    files: copies.files,
    readImports,
  };
  const benchFiles = await parts.findBenchFiles(beforeRoot, config, signal);
  const candidates = await reachingFiles(benchFiles, file, copied, signal);
  const watched: WatchedFile = { place: path.join(beforeRoot, file), before: sides.before.text, after: sides.after.text };
  const context = createLoadContext({ root: beforeRoot, distFolder, node, config, keeper });
  const onFile = (name: string) =>
    onEvent({ kind: 'finding', message: `Looking which benchmarks of ${visibleText(name)} execute the code` });
  const { benchmarks, ...reaching } = await reachingBenchmarks(candidates, watched, context, onFile, signal);
  const places = new Set(benchmarks.flatMap(({ output }) => Object.keys(output.report.reached))).size;
  const partly = `Benchmarks execute ${places} of the ${sides.before.places} places that the fix changes: of the others no outputs were compared.`;
  const everywhere = places === sides.before.places;
  const notes = everywhere || places === 0 ? reaching.notes : [...reaching.notes, partly];
  if (benchmarks.length === 0)
    return { outcome: 'unreached', reason: unreachedReason(benchFiles, candidates.sure), ...nothingMeasured, notes };
  onEvent({ kind: 'finding', message: 'Comparing what the code returns' });
  const outputs = compareOutputs(await outputsOf(benchmarks, watched, context, signal), everywhere);
  // From here on the copy is what it was made as.
  await writeFile(watched.place, text);
  onEvent({ kind: 'testing', message: 'Running the tests that reach the code' });
  const testFiles = await testFilesOf(file, copied, signal);
  const [before, after] = [
    { root: beforeRoot, top: beforeTop },
    { root: afterRoot, top: afterTop },
  ];
  const tests = await testFix({ before, after, file, testFiles, node, distFolder }, keeper, signal);
  const refusal = refusalOf(outputs, tests);
  if (refusal !== null) return { outcome: 'refused', reason: refusal, benchmarks: [], failures: [], tests, outputs, notes };
  const names = benchmarks.map(({ benchmark }) => benchmark);
  const comparisons = await compare(request, names, parts, onEvent, signal);
  const measured = comparisons.flatMap((each) => (each.state === 'compared' ? [toFixed(each)] : []));
  const failures = comparisons.flatMap((each) => (each.state === 'failed' ? [{ benchmark: each.benchmark, failure: each.failure }] : []));
  return { outcome: outcomeOf(measured), reason: null, benchmarks: measured, failures, tests, outputs, notes };
}

function unreachedReason(benchFiles: readonly string[], sure: readonly string[]): string {
  if (benchFiles.length === 0) return 'There are no bench files.';
  return sure.length === 0 ? 'No bench file loads this code.' : 'Benchmarks load this file, and none of them executes this code.';
}

/** Those of the runners that do not look for them themselves. */
async function testFilesOf(file: string, copied: CopiedFiles, signal: AbortSignal): Promise<readonly string[]> {
  const start = copied.prefix === '' ? '' : `${copied.prefix}/`;
  const own = copied.files.filter((name) => name.startsWith(start) && isTestFile(name)).map((name) => name.slice(start.length));
  const { sure } = await reachingFiles(own, file, copied, signal);
  return sure;
}

function refusalOf(outputs: FixOutputs, tests: FixTests): string | null {
  if (tests.state === 'run' && tests.broken.length > 0) {
    const [first, ...others] = tests.broken.map(({ name }) => `'${visibleText(name)}'`);
    const more = others.length === 0 ? 'fails' : `and ${others.length} more fail`;
    return `The test ${first} ${more} with it, and not without.`;
  }
  if (outputs.state !== 'differ') return null;
  return `The code does something else with it: ${visibleText(outputs.place)} is ${visibleText(outputs.after)}, and was ${visibleText(outputs.before)}.`;
}

async function compare(
  { timeSeconds }: FixRequest,
  benchmarks: readonly FixedBenchmark['benchmark'][],
  { copies, config, node, distFolder, log }: CopyParts,
  onEvent: (event: FixEvent) => void,
  signal: AbortSignal,
): Promise<readonly Comparison[]> {
  const [baseline, candidate] = copies.roots as readonly [string, string];
  const budgetMs = timeSeconds === undefined ? config.compare.budgetMs : timeSeconds * 1000;
  const onCompare = (event: CompareEvent) => {
    if (event.kind === 'started')
      onEvent({ kind: 'measuring', message: `Measuring ${visibleText(event.benchmark.path.join(' > '))} without the fix and with it` });
  };
  const { comparisons } = await compareFolders(
    {
      roots: { baseline, candidate },
      selections: benchmarks.map(({ file, path: names }) => ({ file, path: names })),
      plan: comparePlan(budgetMs),
      marginOf: (benchmark) => marginOf(benchmark, config),
      ...{ config, node, distFolder, log },
    },
    onCompare,
    signal,
  );
  // What was measured until then is no answer.
  signal.throwIfAborted();
  // A name may be that of several, of which not all execute the code.
  const ids = new Set(benchmarks.map(({ id }) => id));
  return comparisons.filter(({ benchmark }) => ids.has(benchmark.id));
}

function toFixed({ benchmark, estimate }: Extract<Comparison, { state: 'compared' }>): FixedBenchmark {
  const { verdict, ratio, interval, margin, noise, baselineNs, candidateNs } = estimate;
  return { benchmark, verdict, ratio, interval, margin, noise, baselineNs, candidateNs };
}

function outcomeOf(benchmarks: readonly FixedBenchmark[]): FixOutcome {
  const has = (verdict: FixedBenchmark['verdict']) => benchmarks.some((each) => each.verdict === verdict);
  if (has('faster')) return has('slower') ? 'mixed' : 'faster';
  if (has('slower')) return 'slower';
  return has('inconclusive') || benchmarks.length === 0 ? 'inconclusive' : 'no-difference';
}
