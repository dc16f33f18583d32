import type { Side } from '../../model/comparison.ts';
import type { BlockPlan, BlockRequest, HarnessApi, HarnessOutcome, SideReport, TurnSize } from '../../protocol/harness.ts';
import type { Remote } from '../../protocol/rpc.ts';
import { askChild, type ChildAnswer } from '../benchmarks/index.ts';
import { takeTurns, type TurnTaker } from '../harness/index.ts';
import type { PairAnswer } from './pairAnswer.ts';
import { otherSide, SIDES, type Sides } from './sides.ts';

interface LockStepRequest {
  readonly file: string;
  readonly path: readonly string[];
  readonly ordinal: number;
  readonly plan: BlockPlan;
  /** Which is started first. */
  readonly first: Side;
}

type Child = Remote<HarnessApi>;

/** How long the end of a process may take to be told. */
const PATIENCE_MS = 5000;

/** A side did not do what it was asked for, and has said why. */
class SideFailed extends Error {
  readonly side: Side;
  readonly outcome: HarnessOutcome<never>;

  constructor(side: Side, outcome: HarnessOutcome<never>) {
    super('a side failed');
    this.side = side;
    this.outcome = outcome;
  }
}

/** A value that somebody gives later. */
function later<T>() {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}

/**
 * One block of two processes, each with one side, that are timed in turns: for benchmarks whose revisions cannot live in one
 * process. It sees less than one process with both, because each process has a luck of its own.
 */
export async function measureInLockStep(request: LockStepRequest, sides: Sides, signal: AbortSignal): Promise<PairAnswer> {
  // When one side ends before its time, the other has nobody to take turns with.
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const children = { baseline: later<Child>(), candidate: later<Child>() };
  const outcomes = { baseline: later<HarnessOutcome<SideReport>>(), candidate: later<HarnessOutcome<SideReport>>() };

  const ask = async (side: Side): Promise<ChildAnswer<SideReport> | null> => {
    try {
      const answer = await askChild<SideReport>(
        sides[side].context.childOptions(request.file),
        (child) => {
          children[side].resolve(child);
          return outcomes[side].promise;
        },
        either,
      );
      if (answer.state === 'failed') stop.abort();
      return answer;
    } catch (error) {
      if (stop.signal.aborted && !signal.aborted) return null;
      stop.abort();
      throw error;
    }
  };
  const asked = { [request.first]: ask(request.first) } as Partial<Record<Side, Promise<ChildAnswer<SideReport> | null>>>;
  const second = otherSide(request.first);
  asked[second] = ask(second);

  let broken: { readonly error: unknown } | undefined;
  let patience: NodeJS.Timeout | undefined;
  void conduct(request, sides, children)
    .then(([baseline, candidate]) => {
      outcomes.baseline.resolve(baseline);
      outcomes.candidate.resolve(candidate);
    })
    .catch((error: unknown) => {
      if (error instanceof SideFailed) {
        outcomes[error.side].resolve(error.outcome);
        return;
      }
      // Mostly a process has ended, and its own answer tells how; two that live would wait for turns for ever.
      broken = { error };
      patience = setTimeout(() => stop.abort(), PATIENCE_MS);
    });

  const [baseline, candidate] = await Promise.all([asked.baseline!, asked.candidate!]).finally(() => clearTimeout(patience));
  signal.throwIfAborted();
  for (const [side, answer] of [['baseline', baseline] as const, ['candidate', candidate] as const]) {
    if (answer?.state === 'failed') return { ...answer, side };
  }
  if (baseline?.state !== 'done' || candidate?.state !== 'done') {
    throw new Error('a pair of processes ended without an answer', { cause: broken?.error });
  }
  const output = baseline.output === candidate.output ? baseline.output : baseline.output + candidate.output;
  return { state: 'done', value: { baseline: baseline.value, candidate: candidate.value }, output };
}

async function conduct(
  { file, path, ordinal, plan, first }: LockStepRequest,
  sides: Sides,
  children: Readonly<Record<Side, { readonly promise: Promise<Child> }>>,
): Promise<[HarnessOutcome<SideReport>, HarnessOutcome<SideReport>]> {
  const takers: Partial<Record<Side, TurnTaker>> = {};
  const valueOf = <T>(side: Side, outcome: HarnessOutcome<T>): T => {
    if (outcome.state === 'done') return outcome.value;
    throw new SideFailed(side, outcome);
  };
  // One after the other: a warm-up beside another one is none.
  for (const side of [first, otherSide(first)]) {
    const child = await children[side].promise;
    const { context, load } = sides[side];
    const request: BlockRequest = { ...context.loadRequest(file, load), path, ordinal, plan };
    const size: TurnSize = valueOf(side, await child.prepare(request));
    takers[side] = { size, turn: async (record, agreed) => valueOf(side, await child.turn(record, agreed)) };
  }
  await takeTurns([takers.baseline!, takers.candidate!], plan, () => performance.now());
  const finish = async (side: Side) => (await children[side].promise).finish();
  return [await finish(SIDES[0]), await finish(SIDES[1])];
}
