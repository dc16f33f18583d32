import type { SeenCall, WitnessReport } from '../../../protocol/harness.ts';
import { createBreather } from '../timing/runner.ts';
import { nowMs } from '../timing/stopwatch.ts';
import { inPhase } from '../timing/warmBlock.ts';
import { isThenable, type OpenWork } from '../work.ts';
import { seeValue, type Allowance } from './seeValue.ts';

/** What the files were made to call, by a name that nobody else has. */
const KEY = Symbol.for('laptime.witness');
/** What they set when they are loaded. */
const LOADED = Symbol.for('laptime.watched');

const MOST_CALLS = 1000;
/** Of values, in all calls; and in what the benchmark returns. */
const MOST_VALUES = 300_000;

interface OpenCall {
  returned<T>(value: T): T;
  threw<T>(error: T): T;
  ended(): void;
}

type Recorded = { -readonly [Key in keyof SeenCall]: SeenCall[Key] };

const unseen: OpenCall = { returned: (value) => value, threw: (error) => error, ended() {} };

/** What functions tell while the benchmark is called. What they return and are given stays what it is. */
function createWitness() {
  const allowance: Allowance = { left: MOST_VALUES };
  const reached: Record<number, number> = {};
  const calls: Recorded[] = [];
  let callCount = 0;
  /** Of calls, the first of which what was to be looked at was more than there may be. */
  let full = Infinity;
  const see = (value: unknown, place: number) => {
    const seen = seeValue(value, allowance);
    if (allowance.left < 0) full = Math.min(full, place);
    return seen;
  };
  return {
    reached(place: number) {
      reached[place] = (reached[place] ?? 0) + 1;
    },
    call(name: string, given: readonly unknown[]): OpenCall {
      callCount += 1;
      if (calls.length >= MOST_CALLS || allowance.left < 0) return unseen;
      const call: Recorded = { name, end: 'open', value: undefined, given: undefined };
      const place = calls.push(call) - 1;
      return {
        returned(value) {
          call.end = 'returned';
          if (isThenable(value)) {
            value.then(
              (result) => (call.value = see(result, place)),
              (error: unknown) => Object.assign(call, { end: 'threw', value: see(error, place) }),
            );
          } else call.value = see(value, place);
          return value;
        },
        threw(error) {
          call.end = 'threw';
          call.value = see(error, place);
          return error;
        },
        ended() {
          if (call.end === 'open') call.end = 'returned';
          call.given = see(given, place);
        },
      };
    },
    // The first is told all the same: that it is too much is what there is to tell.
    report: () => ({ reached, calls: calls.slice(0, Math.max(full, 1)), callCount }),
  };
}

/** Calls a benchmark once, as its measured part does, between its hooks; of what is outside of the call nothing is told. */
export async function witnessCall(work: OpenWork, alive: () => void): Promise<WitnessReport> {
  const { sign } = createBreather(alive);
  const witness = createWitness();
  const global = globalThis as { [KEY]?: unknown };
  const fn = work.fn as (...args: unknown[]) => unknown;
  return inPhase(work, 'run', async () => {
    await work.callHooks?.before('run');
    const args: unknown[] = [];
    if (work.style === 'loop') args.push(oneTurn(work.constants[0]));
    else for (const make of work.inputs) args.push(await make());
    sign();
    const startedMs = nowMs();
    let result: unknown;
    global[KEY] = witness;
    try {
      result = work.style === 'loop' ? fn(...args) : fn(...work.constants, ...args);
      if (isThenable(result)) result = await result;
    } finally {
      delete global[KEY];
    }
    const durationMs = nowMs() - startedMs;
    const returned = tellsTime(work, result) ? undefined : seeValue(result, { left: MOST_VALUES });
    await work.callHooks?.after('run');
    return { isLoaded: LOADED in globalThis, ...witness.report(), returned, durationMs };
  });
}

/** mitata's state, with a loop of one turn. */
function oneTurn(get: unknown): object {
  return {
    get: typeof get === 'function' ? get : () => undefined,
    *[Symbol.iterator]() {
      yield undefined;
    },
    async *[Symbol.asyncIterator]() {
      yield undefined;
    },
  };
}

/** What a loop returns, and a call's own account of its time, is no output. */
function tellsTime({ style, mayOverrideDuration }: OpenWork, result: unknown): boolean {
  if (style !== 'call') return true;
  return mayOverrideDuration && typeof result === 'object' && result !== null && 'overriddenDuration' in result;
}
