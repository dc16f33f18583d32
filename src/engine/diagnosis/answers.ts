import { formatBytes, formatPercent } from '../../base/units.ts';
import type { BottleneckClass, Evidence } from '../../model/finding.ts';
import { evidence } from './sign.ts';

/** What asking the program said of a class. */
export interface Answer {
  readonly class: BottleneckClass;
  /** False: it is not so. Null: only more is known of it. */
  readonly holds: boolean | null;
  readonly evidence: readonly Evidence[];
}

/** What was in use after a forced collection: what is left is kept by somebody. */
export interface Kept {
  readonly atMs: number;
  readonly bytes: number;
}

const STEPS_UP = 0.7;
const LATER = 0.25;
const LEAST_READINGS = 4;
/** Less may be what the program has to remember of its work. */
const LEAST_BYTES = 0.2e6;

/** Whether what is kept grows without end. A cache that fills stops doing so; garbage is not there any more. */
export function leakAnswer(kept: readonly Kept[]): Answer | null {
  const [first, last] = [kept[0], kept.at(-1)];
  if (kept.length < LEAST_READINGS || !first || !last) return null;
  const seconds = (last.atMs - first.atMs) / 1000;
  const grown = last.bytes - first.bytes;
  const steps = kept.slice(1).map(({ bytes }, at) => bytes - kept[at]!.bytes);
  const up = steps.filter((step) => step > 0).length / steps.length;
  const middle = kept[Math.floor((kept.length - 1) / 2)]!;
  const later = grown <= 0 ? 0 : (last.bytes - middle.bytes) / grown;
  const holds = up >= STEPS_UP && later >= LATER && grown / seconds >= LEAST_BYTES;
  const text = holds
    ? `After each of ${kept.length} forced collections more was left: ${formatBytes(grown)} in ${seconds.toFixed(1)} s, ${formatPercent(later)} of it in the second half`
    : `Forced collections freed it: ${formatBytes(first.bytes)} were left at first, ${formatBytes(last.bytes)} at the end`;
  return { class: 'memory-leak', holds, evidence: [evidence(text, 'program.heap.used', grown / seconds, LEAST_BYTES)] };
}

/** Where in the code; `share`: of what the class is about. */
export interface FoundPlace {
  readonly place: NonNullable<Evidence['place']>;
  readonly share: number;
  /** Who called it, the nearest first. */
  readonly callers?: readonly FoundPlace['place'][];
}

const WORDS: Partial<Readonly<Record<BottleneckClass, string>>> = {
  'cpu-bound': 'of the computing time is on this line itself',
  'event-loop-blocked': 'of the blocked time is spent in this function',
  'gc-pressure': 'of what was allocated is allocated here',
  'memory-leak': 'of what was allocated and kept was allocated here',
  'external-latency': 'of its calls were made on this line',
};

export function placeAnswer(about: BottleneckClass, { place, share, callers = [] }: FoundPlace): Answer {
  const text = `${formatPercent(share)} ${WORDS[about] ?? 'of it is here'}`;
  const at = (words: string, value: number | null, where: FoundPlace['place']): Evidence => ({
    ...{ text: words, metric: null, value, limit: null },
    place: where,
  });
  return {
    class: about,
    holds: null,
    evidence: [at(text, share, place), ...callers.map((each) => at('It was called from here', null, each))],
  };
}
