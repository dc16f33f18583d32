import path from 'node:path';
import { UserError } from '../base/errors.ts';
import type { BenchFile } from '../model/benchmark.ts';
import type { BisectAnswer, BisectCommit, BisectEvent, BisectOutcome } from '../model/bisection.ts';
import type { Config } from '../model/config.ts';
import {
  answerOf,
  bisect,
  bisectState,
  chooseBenchmark,
  gitFileHistory,
  linearPath,
  touchesOf,
  type BisectState,
  type ChosenBenchmark,
} from './bisecting/index.ts';
import { preparing, type CompareParts } from './compareRevisions.ts';
import { compareFolders, comparePlan } from './comparing/index.ts';
import { loadConfig } from './config/index.ts';
import type { ModuleImports } from './discovery/index.ts';
import type { BisectionRequest } from './engine.ts';
import { optionsOf, environmentOf, type WorkspaceNode } from './environment/index.ts';
import {
  isFaultOfCommit,
  isLaidOver,
  mayPass,
  type Checkout,
  type CheckoutRequest,
  type ResolvedCommit,
  type ResolvedRevision,
} from './revisions/index.ts';
import { storeFolder } from './store/index.ts';

export interface BisectRevisionsParts extends CompareParts {
  readonly readBenchFile: (root: string, file: string) => Promise<BenchFile>;
  readonly readImports: (file: string, text: string) => Promise<ModuleImports | null>;
}

type Overlay = NonNullable<CheckoutRequest['overlay']>;

/**
 * One search from the request to the answer. A run at a commit compares it with the good end, in turns, so that what else the
 * machine does hits both; all commits run the bench files of the bad end.
 */
export async function bisectRevisions(
  request: BisectionRequest,
  parts: BisectRevisionsParts,
  onEvent: (event: BisectEvent) => void,
  signal: AbortSignal,
): Promise<BisectOutcome> {
  const { root, nodeLookup, clock, revisions } = parts;
  const { config } = await loadConfig(root);
  const node = await nodeLookup.findNode(root, request.nodeExecutable ?? config.node.executable, signal);
  const good = await resolveEnd(request.good, 'good', parts, signal);
  const bad = await resolveEnd(request.bad, 'bad', parts, signal);
  const commits = await commitsBetween(good, bad, parts, signal);

  const kept: Checkout[] = [];
  const checkOut = (revision: ResolvedRevision, overlay: Overlay | null): Promise<Checkout> => {
    const demand = { node, config: config.revisions, ...(overlay && { overlay }) };
    return revisions.checkOut(revision, demand, (step) => onEvent({ kind: 'preparing', message: preparing(step, revision) }), signal);
  };
  try {
    const newest = await checkOut(bad, null);
    kept.push(newest);
    const files = await parts.findBenchFiles(newest.root, config, signal);
    const benchmark = chooseBenchmark(request.benchmark, await Promise.all(files.map((file) => parts.readBenchFile(newest.root, file))));
    const overlay = { from: newest, files };
    const baseline = await checkOut(good, overlay);
    kept.push(baseline);
    for (const note of [...newest.notes, ...baseline.notes]) parts.notice(note);

    const timeSeconds = request.timeSeconds ?? config.bisect.runMs / 1000;
    const threshold = request.threshold ?? config.bisect.threshold;
    const compare = (candidate: Checkout) =>
      compareOnce(candidate, { baseline, benchmark, node, config, timeSeconds, margin: threshold / 2 }, parts, signal);
    const ready = await revisions.ready(
      commits.map(({ hash }) => hash),
      signal,
    );
    return await bisect(
      { path: commits, benchmark: benchmark.id, threshold },
      {
        async measure({ hash }) {
          if (hash === good.commit) return compare(baseline);
          const revision = { ...(await revisions.resolve(hash, signal)), name: hash.slice(0, 10) };
          const candidate = await checkOut(revision, overlay).catch((error: unknown) => {
            if (hash !== bad.commit && isFaultOfCommit(error)) return error;
            throw error;
          });
          if (candidate instanceof Error)
            return { kind: 'broken', message: candidate.message, ...(mayPass(candidate) && { passing: true }) };
          try {
            return await compare(candidate);
          } finally {
            await candidate.release();
          }
        },
        async touches(chain) {
          onEvent({ kind: 'preparing', message: 'Looking for the commits that touch the benchmark' });
          const prefix = prefixOf(baseline);
          const history = await gitFileHistory(root, { commit: bad.commit, isOverlaid: isLaidOver(prefix, files) }, signal);
          return touchesOf(
            chain,
            {
              benchFile: prefix + benchmark.file,
              isBuilt: config.revisions.build !== null,
              nodeFlags: [...optionsOf(node), ...config.node.flags],
            },
            history,
            parts.readImports,
            signal,
          );
        },
        isReady: ({ hash }) => ready.has(hash),
        state: await stateOf(request, { good, bad, benchmark, timeSeconds, node, config }, parts),
        clock,
      },
      onEvent,
      signal,
    );
  } finally {
    for (const each of kept) await each.release();
  }
}

async function resolveEnd(
  name: string,
  end: 'good' | 'bad',
  { revisions }: BisectRevisionsParts,
  signal: AbortSignal,
): Promise<ResolvedCommit> {
  const found = await revisions.resolve(name, signal);
  if (found.kind === 'commit') return found;
  throw new UserError(
    'bisect-no-commit',
    `The ${end} end is ${found.kind === 'baseline' ? 'a saved baseline' : 'what is on disk'}, and a search is among commits. Name a commit; HEAD is the last one.`,
  );
}

/** From good to bad, both included. */
async function commitsBetween(
  good: ResolvedCommit,
  bad: ResolvedCommit,
  { revisions }: BisectRevisionsParts,
  signal: AbortSignal,
): Promise<readonly BisectCommit[]> {
  const { commit: hash, subject, authoredAtMs } = good;
  const first: BisectCommit = { hash, parents: [], authorName: null, authoredAtMs: authoredAtMs ?? 0, subject: subject ?? '' };
  const isEmpty = await revisions.isAncestor(bad, good, signal);
  const between = isEmpty ? [] : (await revisions.range(`${hash}..${bad.commit}`, { firstParent: false }, signal)).commits;
  return linearPath(first, bad.commit, between);
}

interface Comparing {
  readonly baseline: Checkout;
  readonly benchmark: ChosenBenchmark;
  readonly node: WorkspaceNode;
  readonly config: Config;
  readonly timeSeconds: number;
  readonly margin: number;
}

async function compareOnce(
  candidate: Checkout,
  comparing: Comparing,
  parts: BisectRevisionsParts,
  signal: AbortSignal,
): Promise<BisectAnswer> {
  const { baseline, benchmark, node, config, timeSeconds, margin } = comparing;
  const outcome = await compareFolders(
    {
      distFolder: parts.distFolder,
      node,
      roots: { baseline: baseline.root, candidate: candidate.root },
      selections: [{ file: benchmark.file, path: benchmark.path }],
      plan: comparePlan(timeSeconds * 1000),
      marginOf: () => margin,
      config,
      log: parts.log,
    },
    () => {},
    signal,
  );
  signal.throwIfAborted();
  return answerOf(outcome, benchmark.id);
}

/** The workspace folder in the repository, with `/` behind it; empty at the top. */
function prefixOf({ top, root }: Checkout): string {
  const prefix = path.relative(top, root).replaceAll(path.sep, '/');
  return prefix === '' ? '' : `${prefix}/`;
}

interface SearchFacts {
  readonly good: ResolvedCommit;
  readonly bad: ResolvedCommit;
  readonly benchmark: ChosenBenchmark;
  readonly timeSeconds: number;
  readonly node: WorkspaceNode;
  readonly config: Config;
}

async function stateOf(request: BisectionRequest, facts: SearchFacts, parts: BisectRevisionsParts): Promise<BisectState> {
  const { good, bad, benchmark, timeSeconds, node, config } = facts;
  const environment = await environmentOf(node, config);
  const setup = JSON.stringify([parts.laptimeVersion, timeSeconds, config.loader, config.timeoutMs, config.revisions.build]);
  const key = { good: good.commit, bad: bad.commit, benchmark: benchmark.id, environmentId: environment.id, setup };
  const state = bisectState(path.join(storeFolder(parts.root), 'bisect'), key);
  if (request.saved === 'forgotten') await state.clear();
  if (request.saved === 'needed' && (await state.runs()).length === 0) {
    throw new UserError(
      'bisect-nothing-saved',
      'There is nothing to resume: no answers are saved for these commits, this benchmark and these settings. Leave out --resume to begin.',
    );
  }
  return state;
}
