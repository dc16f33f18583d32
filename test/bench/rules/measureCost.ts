import type { Cost, CostPair } from '../../../src/engine/hints/cost.ts';

/** What one process or page found of a cost. */
export type MeasuredPair = readonly SizeRounds[];

/** One size: what every round found, and of memory the bytes. */
export interface SizeRounds {
  readonly n: number;
  /** Before by after. */
  readonly ratios: readonly number[];
  readonly bytes: { readonly before: readonly number[]; readonly after: readonly number[] } | null;
}

/** What a process and a page do each in its own way. */
export interface Surroundings {
  readonly isSame: (before: unknown, after: unknown) => boolean;
  /** Takes the garbage of what ran before away, where that can be asked for. */
  readonly collectYoung: () => void;
  /** Bytes in use once all garbage is gone. */
  readonly usedBytes: () => Promise<number>;
}

/** Half of them begin with the one side, half with the other. */
const ROUNDS = 12;
/** A page's clock ticks every 0.1 ms. */
const [LEAST_BATCH_MS, LEAST_WARM_MS] = [10, 100];
/** What the heap gains or loses by itself: less counts as so much, where one is divided by the other. */
const LEAST_BYTES = 10_000;

/** Measures all sizes of a cost, both ways in turn. Throws where they come to different results. */
export async function measureCost(cost: Cost, surroundings: Surroundings): Promise<MeasuredPair> {
  // Whoever calls many functions cannot be compiled into one with any of them.
  for (const work of [() => 1, () => 2, () => 3]) callAgain(work, 1);
  await checkFailure(cost);
  const sizes: SizeRounds[] = [];
  for (const n of cost.sizes) {
    const pair = await cost.prepare(n);
    try {
      sizes.push({ n, ...(cost.quantity === 'memory' ? await bytesOf(pair, surroundings) : await timesOf(cost, pair, surroundings)) });
    } finally {
      await pair.end?.();
    }
  }
  return sizes;
}

/** Throws where the first way does not fail as it is said to, or the second one does. */
async function checkFailure({ failsAt, unit, prepare }: Cost): Promise<void> {
  if (failsAt === undefined) return;
  const { before, after, end } = await prepare(failsAt);
  try {
    await after();
    const failed = await Promise.resolve()
      .then(before)
      .then(
        () => false,
        () => true,
      );
    if (!failed) throw new Error(`nothing fails at ${failsAt} ${unit}`);
  } finally {
    await end?.();
  }
}

interface Side {
  readonly work: () => unknown;
  readonly isAsync: boolean;
  /** Calls in a batch. */
  calls: number;
}

async function timesOf(cost: Cost, { before, after }: CostPair, surroundings: Surroundings): Promise<Omit<SizeRounds, 'n'>> {
  // One after the other: both may use the same file or server.
  const [slow, fast] = [await tried(before), await tried(after)];
  const sides = [slow.side, fast.side];
  if (cost.differs === undefined && !surroundings.isSame(slow.result, fast.result)) throw new Error('both ways come to different results');
  await warmUp(sides);
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const perCallMs = new Map<Side, number>();
    for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
      surroundings.collectYoung();
      perCallMs.set(side, (await batchMs(side)) / side.calls);
    }
    ratios.push(perCallMs.get(sides[0]!)! / perCallMs.get(sides[1]!)!);
  }
  return { ratios, bytes: null };
}

async function tried(work: () => unknown): Promise<{ readonly side: Side; readonly result: unknown }> {
  const result = work();
  return { side: { work, isAsync: result instanceof Promise, calls: 1 }, result: await result };
}

/** Runs both sides in turn until they are compiled, and finds how many calls make a batch that the clock can tell. */
async function warmUp(sides: readonly Side[]): Promise<void> {
  const spentMs = new Map<Side, number>();
  // A side whose one call takes seconds does not wait for the other one.
  for (let cold = sides; cold.length > 0;) {
    const stillCold: Side[] = [];
    for (const side of cold) {
      const ms = await batchMs(side);
      const allMs = (spentMs.get(side) ?? 0) + ms;
      spentMs.set(side, allMs);
      if (ms < LEAST_BATCH_MS) side.calls *= 2;
      if (ms < LEAST_BATCH_MS || allMs < LEAST_WARM_MS) stillCold.push(side);
    }
    cold = stillCold;
  }
}

async function batchMs({ work, isAsync, calls }: Side): Promise<number> {
  const startedAt = performance.now();
  if (isAsync) await callAgainAsync(work, calls);
  else callAgain(work, calls);
  return performance.now() - startedAt;
}

/** Where the last result stays, so that none is for nothing. */
const sink: { result: unknown } = { result: undefined };

function callAgain(work: () => unknown, calls: number): void {
  for (let call = 0; call < calls; call += 1) sink.result = work();
}

async function callAgainAsync(work: () => unknown, calls: number): Promise<void> {
  for (let call = 0; call < calls; call += 1) sink.result = await work();
}

async function bytesOf({ before, after }: CostPair, surroundings: Surroundings): Promise<Omit<SizeRounds, 'n'>> {
  const bytes: { before: number[]; after: number[] } = { before: [], after: [] };
  const heldBytes = async (work: () => unknown): Promise<number> => {
    const atFirst = await surroundings.usedBytes();
    sink.result = await work();
    const held = (await surroundings.usedBytes()) - atFirst;
    sink.result = undefined;
    return Math.max(held, 0);
  };
  // Code that is compiled takes memory of its own.
  for (const work of [before, after]) await heldBytes(work);
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round % 2 === 0) bytes.before.push(await heldBytes(before));
    bytes.after.push(await heldBytes(after));
    if (round % 2 === 1) bytes.before.push(await heldBytes(before));
  }
  const atLeast = (value: number): number => Math.max(value, LEAST_BYTES);
  return { ratios: bytes.before.map((value, round) => atLeast(value) / atLeast(bytes.after[round]!)), bytes };
}
