import { isCancellation, UserError } from '../base/errors.ts';
import { visibleText } from '../base/text.ts';
import type { BenchFile } from '../model/benchmark.ts';
import type { Config } from '../model/config.ts';
import type { MeasuredRangeCommit, RangeEvent, RangeOutcome, SkippedCommit } from '../model/history.ts';
import type { Environment, Run } from '../model/run.ts';
import { preparing, type CompareParts } from './compareRevisions.ts';
import { loadConfig } from './config/index.ts';
import type { RangeRequest } from './engine.ts';
import type { WorkspaceNode } from './environment/index.ts';
import {
  halvingOrder,
  isKnown,
  noteCounts,
  pickCommits,
  rangeEstimate,
  wantedBenchmarks,
  type NoteCounts,
  type RangeEstimate,
  type WantedFile,
} from './history/index.ts';
import { measureFolder, presetOf, readNode } from './measureRun.ts';
import { isFaultOfCommit, WORK_TREE, type Checkout } from './revisions/index.ts';
import type { MeasuredCommit } from './store/index.ts';

export interface RangeParts extends CompareParts {
  readonly readBenchFile: (root: string, file: string) => Promise<BenchFile>;
}

/** What is the same at every commit of the range. */
interface Measuring {
  readonly request: RangeRequest;
  readonly parts: RangeParts;
  readonly config: Config;
  readonly node: WorkspaceNode;
  readonly environment: Environment;
  /** What is on disk, whose bench files judge every commit; null where each runs its own. */
  readonly overlay: { readonly from: Checkout; readonly files: readonly WantedFile[] } | null;
  readonly estimate: RangeEstimate;
  readonly notes: NoteCounts;
  readonly onEvent: (event: RangeEvent) => void;
}

/**
 * A run at each chosen commit of a range, in a checkout, stored as one of that commit: both ends first, then the middles, so that the
 * history is whole early and gets finer. All commits run the bench files of the work tree, unless each is to run its own. What a
 * commit cannot do is told, and stops nothing.
 * @throws UserError where the range or the benchmarks are none, and where results cannot be stored, then or on the way
 */
export async function measureRange(
  request: RangeRequest,
  parts: RangeParts,
  onEvent: (event: RangeEvent) => void,
  signal: AbortSignal,
): Promise<RangeOutcome> {
  const { root, clock, revisions } = parts;
  const beganAtMs = clock.monotonicMs();
  refuseWithoutStore(parts);
  const { config } = await loadConfig(root);
  const { commits } = await revisions.range(request.range, { firstParent: true }, signal);
  const chosen = pickCommits(commits, request.choice ?? 'all', request.range);
  const { node, environment } = await readNode(request, config, parts, signal);
  const shared = { request, parts, config, node, environment, estimate: rangeEstimate(clock), notes: noteCounts(), onEvent };
  const measuring: Measuring = { ...shared, overlay: request.ownBenches ? null : await overlayFromDisk(shared, signal) };
  const isDone = knownCommits(measuring);
  const queue = halvingOrder(chosen.length)
    .map((index) => chosen[index]!)
    .filter(({ hash }) => !isDone(hash));
  onEvent({ kind: 'planned', commits: chosen.length, known: chosen.length - queue.length });

  const measured: MeasuredRangeCommit[] = [];
  const skipped: SkippedCommit[] = [];
  const outcome = (state: RangeOutcome['state']): RangeOutcome => ({
    state,
    commits: chosen.length,
    known: chosen.length - queue.length,
    measured,
    skipped,
    durationMs: clock.monotonicMs() - beganAtMs,
    notes: measuring.notes.all(),
  });
  try {
    for (const [index, { hash, authorName, authoredAtMs, subject }] of queue.entries()) {
      const commit = { hash, authorName, authoredAtMs, subject };
      onEvent({ kind: 'started', commit, done: index, total: queue.length });
      shared.estimate.start();
      const result = await measureAt(commit, queue.length - index - 1, measuring, signal);
      shared.estimate.end(result.kind);
      if (result.kind === 'measured') measured.push({ commit, ...result.counts });
      else if (!signal.aborted) skipped.push({ commit, message: result.message });
      if (signal.aborted) return outcome('cancelled');
      // A full disk, say: hours of measuring would be for nothing.
      refuseWithoutStore(parts);
      onEvent(result.kind === 'measured' ? { kind: 'measured', commit, ...result.counts } : { commit, ...result });
    }
  } catch (error) {
    if (!signal.aborted || !isCancellation(error)) throw error;
    return outcome('cancelled');
  }
  return outcome('complete');
}

type CommitResult =
  | { readonly kind: 'measured'; readonly counts: Omit<MeasuredRangeCommit, 'commit'> }
  | { readonly kind: 'skipped'; readonly message: string };

async function measureAt(
  commit: SkippedCommit['commit'],
  waiting: number,
  measuring: Measuring,
  signal: AbortSignal,
): Promise<CommitResult> {
  const { request, parts, config, node, environment, overlay, estimate, notes, onEvent } = measuring;
  const revision = { ...(await parts.revisions.resolve(commit.hash, signal)), name: commit.hash.slice(0, 10) };
  const laid = overlay && { overlay: { from: overlay.from, files: overlay.files.map(({ file }) => file) } };
  const checkout = await parts.revisions
    .checkOut(
      revision,
      { node, config: config.revisions, ...laid },
      (step) => onEvent({ kind: 'preparing', message: preparing(step, revision) }),
      signal,
    )
    .catch((error: unknown) => {
      if (isFaultOfCommit(error)) return error;
      throw error;
    });
  if (checkout instanceof Error) return { kind: 'skipped', message: checkout.message };
  notes.add(checkout.notes, commit.hash);
  try {
    const files = overlay?.files ?? (await wantedIn(checkout.root, measuring, signal));
    let remainingMs: number | null = null;
    const run = await measureFolder(
      {
        root: checkout.root,
        revision: { commit: commit.hash, branch: null, dirtyHash: null },
        source: 'range',
        config,
        node,
        environment,
        preset: presetOf(request, config),
        selections: files.map(({ file }) => ({ file })),
        nameFilter: request.nameFilter,
      },
      parts,
      (event) => {
        if (event.kind === 'progress') remainingMs = estimate.remainingMs(event.remainingMs, waiting);
        onEvent({ kind: 'measuring', commit, event, remainingMs });
      },
      signal,
    );
    return resultOf(run);
  } finally {
    await checkout.release();
  }
}

/** Where nothing has a time, the first thing that went wrong stands for all. */
function resultOf({ id: runId, fileFailures, measurements }: Run): CommitResult {
  const benchmarks = measurements.filter(({ state }) => state === 'measured').length;
  const failed = measurements.flatMap((each) => (each.state === 'failed' ? [each.failure] : []));
  if (benchmarks > 0) return { kind: 'measured', counts: { runId, benchmarks, failures: fileFailures.length + failed.length } };
  return { kind: 'skipped', message: (fileFailures[0]?.failure ?? failed[0])?.message ?? 'It has no benchmark to measure.' };
}

function refuseWithoutStore({ store }: RangeParts): void {
  const problem = store.problem();
  if (problem) throw new UserError('no-history', `A range is measured for the history. ${problem.message}`, { cause: problem });
}

async function overlayFromDisk(measuring: Omit<Measuring, 'overlay'>, signal: AbortSignal): Promise<NonNullable<Measuring['overlay']>> {
  const { request, parts, node, config } = measuring;
  const workTree = await parts.revisions.resolve(WORK_TREE, signal);
  const from = await parts.revisions.checkOut(workTree, { node, config: config.revisions }, () => {}, signal);
  const files = await wantedIn(from.root, measuring, signal);
  if (files.length === 0) throw nothingWanted(request.nameFilter);
  return { from, files };
}

async function wantedIn(
  root: string,
  { request, parts, config }: Pick<Measuring, 'request' | 'parts' | 'config'>,
  signal: AbortSignal,
): Promise<readonly WantedFile[]> {
  const files = await parts.findBenchFiles(root, config, signal);
  return wantedBenchmarks(await Promise.all(files.map((file) => parts.readBenchFile(root, file))), request.nameFilter);
}

/** Which commits have all results that are asked for. */
function knownCommits({ request, parts, environment, overlay }: Measuring): (hash: string) => boolean {
  if (request.again === true) return () => false;
  const known = parts.store.measuredCommits(environment.id);
  return (hash) => (overlay ? isKnown(overlay.files, known.get(hash)) : hasAny(known.get(hash), request.nameFilter));
}

/** What a commit itself declares nobody knows before its checkout: any result will do. */
function hasAny(measured: MeasuredCommit | undefined, nameFilter = ''): boolean {
  const wanted = nameFilter.toLowerCase();
  return [...(measured?.benchmarkIds ?? [])].some((id) => id.toLowerCase().includes(wanted));
}

function nothingWanted(nameFilter: string | undefined): UserError {
  const message =
    nameFilter === undefined
      ? 'There are no bench files on disk, and these are what measures each commit. Add one, or have each commit run its own: `laptime run-range --own-benches`.'
      : `No benchmark on disk has '${visibleText(nameFilter)}' in its file or name. \`laptime bench --list\` shows all; with --own-benches each commit runs those that it has.`;
  return new UserError(nameFilter === undefined ? 'no-benchmarks' : 'unknown-benchmark', message);
}
