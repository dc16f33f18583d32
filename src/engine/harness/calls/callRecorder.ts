import type { RecordedCall, RecordedValue } from '../../../model/recordedCall.ts';
import type { Hider } from './hideSecrets.ts';
import { LIMITS, NotRecorded, recordValue, type Recording } from './recordValue.ts';
import type { CallLine } from './settings.ts';

export interface CallRecorder {
  take(self: unknown, args: ArrayLike<unknown>): void;
  /** Says how many calls there were. */
  end(): void;
}

export interface RecorderParts {
  readonly parameters: readonly string[];
  readonly isMethod: boolean;
  readonly hider: Hider;
  readonly write: (line: CallLine) => void;
}

/** Calls that are kept of all, each with the same chance. */
const SLOTS = 50;
/** The place of the largest call. */
const LARGEST = SLOTS;
const MOST_REFUSALS = 200;
const MOST_CHARACTERS = 16_000_000;
/** Beyond so many calls only some are asked how large they are. */
const ALL_MEASURED = 10_000;
const MEASURED_EVERY = 16;

/** Records some of all calls, chosen by chance, and the largest one: each is written when it is chosen, so that none is lost when a process is killed. */
export function createCallRecorder({ parameters, isMethod, hider, write }: RecorderParts): CallRecorder {
  let calls = 0;
  let written = 0;
  let refusals = 0;
  let largest = -1;
  let isTaking = false;
  let last: { readonly slot: number; readonly self: unknown; readonly args: readonly unknown[]; readonly text: string } | null = null;
  const random = ownRandom();

  const recorded = (self: unknown, args: readonly unknown[]) => {
    const recording: Recording = { limits: LIMITS, hider, trimmed: new Set(), ids: new Map(), size: 0 };
    const values = args.map((arg, place): RecordedValue => {
      try {
        return recordValue(arg, parameters[place] ?? null, recording);
      } catch (error) {
        if (!(error instanceof NotRecorded)) throw error;
        throw new NotRecorded(`its argument ${parameters[place] ?? place + 1} is or has ${error.message}`);
      }
    });
    let of: RecordedValue = null;
    try {
      if (isMethod) of = recordValue(self, null, recording);
    } catch (error) {
      if (!(error instanceof NotRecorded)) throw error;
      throw new NotRecorded(`what it is called on is or has ${error.message}`);
    }
    return { args: values, self: of, size: recording.size, trimmed: [...recording.trimmed], secrets: hider.taken() };
  };

  function noteChange(): void {
    if (!last) return;
    const { slot, self, args, text } = last;
    last = null;
    let now: string;
    try {
      now = textOf(recorded(self, args));
    } catch {
      now = '';
    }
    if (now !== text) write({ kind: 'changed', slot });
  }

  /** False where it cannot be. */
  function record(slot: number, self: unknown, args: readonly unknown[]): boolean {
    try {
      const call = recorded(self, args);
      const line: CallLine = { kind: 'call', slot, call: calls, ...call };
      write(line);
      written += call.size;
      last = { slot, self, args, text: textOf(call) };
      return true;
    } catch (error) {
      hider.taken();
      refusals += 1;
      if (refusals <= MOST_REFUSALS)
        write({ kind: 'refused', call: calls, reason: error instanceof Error ? error.message : String(error) });
      return false;
    }
  }

  return {
    take(self, args) {
      calls += 1;
      // What is recorded may call it, through a debugger say.
      if (isTaking) return;
      isTaking = true;
      try {
        noteChange();
        if (written > MOST_CHARACTERS) return;
        const slot = calls <= SLOTS ? calls - 1 : Math.floor(random() * calls);
        const size = calls <= ALL_MEASURED || calls % MEASURED_EVERY === 0 ? sizeOf(args) : 0;
        const isLargest = size > largest * 1.25;
        if (slot >= SLOTS && !isLargest) return;
        const list = Array.from(args);
        if (isLargest) {
          largest = size;
          if (!record(LARGEST, self, list)) return;
        }
        if (slot < SLOTS) record(slot, self, list);
      } finally {
        isTaking = false;
      }
    },
    end() {
      noteChange();
      write({ kind: 'end', calls });
    },
  };
}

const textOf = ({ args, self }: Pick<RecordedCall, 'args' | 'self'>): string => JSON.stringify([self, args]);

/** About how much is in arguments, at a glance: it is asked of every call. Executes nothing of theirs. */
function sizeOf(args: ArrayLike<unknown>): number {
  let size = 0;
  for (let place = 0; place < args.length; place++) size += glance(args[place]);
  return size;
}

function glance(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value === 'number') return Number.isFinite(value) ? Math.log2(1 + Math.abs(value)) : 1;
  if (typeof value !== 'object' || value === null) return 1;
  if (Array.isArray(value)) return value.length * 4;
  if (value instanceof Map || value instanceof Set) return value.size * 4;
  return ArrayBuffer.isView(value) ? value.byteLength : 4;
}

/** Not the program's own, whose numbers would come out of turn. Xorshift, by George Marsaglia. */
function ownRandom(): () => number {
  let state = Number(process.hrtime.bigint() & 0x7fffffffn) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
