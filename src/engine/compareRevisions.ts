import { UserError } from '../base/errors.ts';
import { uuidv7 } from '../base/uuid.ts';
import type { CompareEvent, ComparedRevision, ComparisonRun, Side } from '../model/comparison.ts';
import type { Config } from '../model/config.ts';
import { readUnderMode, underMode } from '../model/mode.ts';
import { compareFolders, comparePlan, continueComparison, marginOf, type FolderOutcome } from './comparing/index.ts';
import { loadConfig } from './config/index.ts';
import type { CompareRequest } from './engine.ts';
import { environmentOf } from './environment/index.ts';
import type { RunParts } from './measureRun.ts';
import { WORK_TREE, type Checkout, type CheckoutStep, type ResolvedRevision, type Revisions } from './revisions/index.ts';
import { watchRun } from './watchRun.ts';

export interface CompareParts extends RunParts {
  readonly revisions: Revisions;
  readonly findBenchFiles: (root: string, config: Config, signal: AbortSignal) => Promise<readonly string[]>;
}

/** One comparison from the request to the store. */
export async function compareRevisions(
  request: CompareRequest,
  parts: CompareParts,
  onEvent: (event: CompareEvent) => void,
  signal: AbortSignal,
): Promise<ComparisonRun> {
  const { root, distFolder, store, nodeLookup, clock, log, revisions } = parts;
  const named = { baseline: sideOf(request.baseline), candidate: sideOf(request.candidate ?? WORK_TREE) };
  const { config } = await loadConfig(root, named.candidate.mode);
  const baselineConfig = (await loadConfig(root, named.baseline.mode)).config;
  const inTwoModes = baselineConfig.mode.name !== config.mode.name;
  const { ownBenches = false } = request;
  const node = await nodeLookup.findNode(root, request.nodeExecutable ?? config.node.executable, signal);
  const resolved = {
    baseline: await revisions.resolve(named.baseline.revision, signal),
    candidate: await revisions.resolve(named.candidate.revision, signal),
  };
  const before = request.continueFrom === undefined ? null : store.comparison(request.continueFrom);
  if (request.continueFrom !== undefined && !before) {
    const why = store.problem()?.message ?? 'It is not there any more.';
    throw new UserError('no-comparison', `The comparison that is to be measured on cannot be read. ${why} Compare anew.`);
  }
  const startedAtMs = clock.nowMs();
  const checkouts: Checkout[] = [];
  const checkOut = async (side: Side, overlay?: { from: Checkout; files: readonly string[] }): Promise<Checkout> => {
    const onStep = (step: CheckoutStep) => onEvent({ kind: 'preparing', message: preparing(step, resolved[side]) });
    const made = await revisions.checkOut(resolved[side], { node, config: config.revisions, ...(overlay && { overlay }) }, onStep, signal);
    checkouts.push(made);
    return made;
  };
  try {
    const candidate = await checkOut('candidate');
    const files = await parts.findBenchFiles(candidate.root, config, signal);
    const baseline = await checkOut('baseline', ownBenches ? undefined : { from: candidate, files });
    const baselineFiles = ownBenches ? await parts.findBenchFiles(baseline.root, config, signal) : files;
    const environment = await environmentOf(node, config);
    const baselineEnvironment = inTwoModes ? await environmentOf(node, baselineConfig) : null;
    const benches = ownBenches ? 'own' : 'candidate';
    const { selections: asked, nameFilter } = request;
    const continued = before && continueComparison(before, { ...resolved, environment, benches, selections: asked, nameFilter });
    const selections = continued?.selections ?? asked ?? [...new Set([...files, ...baselineFiles])].map((file) => ({ file }));
    const budgetMs = request.timeSeconds === undefined ? config.compare.budgetMs : request.timeSeconds * 1000;
    const watch = watchRun(parts.monitor, clock);
    let machine: ComparisonRun['machine'];
    let outcome: FolderOutcome;
    try {
      outcome = await compareFolders(
        {
          distFolder,
          node,
          roots: { baseline: baseline.root, candidate: candidate.root },
          selections,
          ...(continued ? { earlier: continued.earlier } : { nameFilter }),
          plan: comparePlan(budgetMs),
          marginOf: (benchmark) => request.margin ?? marginOf(benchmark, config),
          config,
          ...(inTwoModes && { baselineConfig }),
          log,
        },
        (event) => {
          if (event.kind === 'started') watch.begin();
          onEvent(event);
        },
        signal,
      );
    } finally {
      machine = watch.stop();
    }
    const run: ComparisonRun = {
      id: uuidv7(startedAtMs),
      startedAtMs,
      durationMs: clock.nowMs() - startedAtMs,
      source: parts.source,
      laptimeVersion: parts.laptimeVersion,
      baseline: toCompared(resolved.baseline, named.baseline.mode),
      candidate: toCompared(resolved.candidate, named.candidate.mode),
      benches,
      budgetMs,
      environment,
      baselineEnvironment,
      machine,
      notes: [...new Set([...candidate.notes, ...baseline.notes])],
      ...outcome,
      comparisons: [...outcome.comparisons, ...(continued?.others ?? [])],
    };
    // One that ended before it found anything is not the last comparison of anything.
    if (run.comparisons.length + run.fileFailures.length > 0) store.addComparison(run);
    await store.prune(config.retention);
    return run;
  } finally {
    for (const each of checkouts) await each.release();
  }
}

const sideOf = (name: string) => readUnderMode(name) ?? { revision: name, mode: undefined };

function toCompared(resolved: ResolvedRevision, mode: string | undefined): ComparedRevision {
  const { commit, branch, dirtyHash, name, subject, authoredAtMs } = resolved;
  return { commit, branch, dirtyHash, name: mode === undefined ? name : underMode(name, mode), subject, authoredAtMs };
}

/** What a step of making a revision ready is, in words for the user. */
export function preparing(step: CheckoutStep, { name }: ResolvedRevision): string {
  switch (step.kind) {
    case 'files':
      return `Checking out ${name}`;
    case 'dependencies':
      return `Installing the dependencies of ${name} with ${step.manager}${step.folder === '' ? '' : ` in ${step.folder}`}`;
    case 'build':
      return `Building ${name}: ${step.command}`;
  }
}
