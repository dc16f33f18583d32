import { formatPercent } from './units.ts';

/** An insight, as far as these words need it. */
interface Insight {
  readonly kind: 'deoptimized' | 'megamorphic' | 'neverOptimized' | 'garbage';
  readonly reason: string;
  readonly functionName: string;
  readonly v8: string;
  readonly property: string | null;
  readonly phase: 'measured' | 'warm-up';
  readonly count: number;
  readonly isLoop: boolean;
  readonly share: number;
}

/** What something means, and what to do about it. */
export interface Explanation {
  /** Heading of it in `docs/insight.md`. */
  readonly anchor: string;
  readonly meaning: string;
  readonly remedy: string;
}

const explanations: Readonly<Record<string, Explanation>> = {
  'wrong-shape': {
    anchor: 'deoptimized-wrong-shape',
    meaning: 'V8 had made fast code for objects of the shapes that it had seen, and another one came.',
    remedy: 'Give all objects that come here the same properties in the same order, from one constructor or literal.',
  },
  'wrong-type': {
    anchor: 'deoptimized-wrong-type',
    meaning: 'V8 had made fast code for values of one kind, such as small integers, and another kind came.',
    remedy: 'Keep the kinds of values apart: integers from fractions, numbers from strings, undefined and null.',
  },
  overflow: {
    anchor: 'deoptimized-overflow',
    meaning: 'V8 had made fast code for integers of 32 bits, and the result of a calculation does not fit into one.',
    remedy: 'Keep the result small with | 0 or >>> 0 where that is meant, or calculate with fractions from the start.',
  },
  'out-of-bounds': {
    anchor: 'deoptimized-out-of-bounds',
    meaning: 'An array was read where it has no element, past its end or in a hole.',
    remedy: 'Check the index against the length first, and fill arrays without leaving holes.',
  },
  'no-feedback': {
    anchor: 'deoptimized-no-feedback',
    meaning: 'The code came again and again to a place that it had not been to when V8 made it fast.',
    remedy: 'Move what is rare into a function of its own, so that the usual way stays fast.',
  },
  'wrong-target': {
    anchor: 'deoptimized-wrong-target',
    meaning: 'V8 had made fast code for one function that is called here, or for one value, and another one came.',
    remedy: 'Call the same function here, and do not make functions anew or replace them while the program runs.',
  },
  'changed-assumption': {
    anchor: 'deoptimized-changed-assumption',
    meaning: 'Something changed that V8 had taken for settled: a prototype, a constant property, how long objects live.',
    remedy: 'Do not change prototypes, classes or properties of modules once the program runs.',
  },
  'other-deopt': {
    anchor: 'deoptimized-other',
    meaning: 'V8 had made fast code under an assumption that did not hold.',
    remedy: 'Look at what is special about the values that come here.',
  },
  property: {
    anchor: 'megamorphic-property',
    meaning: 'Objects of more shapes come here than V8 keeps apart (4): each property is looked up in a table.',
    remedy: 'Give the objects one shape (the same properties in the same order), or give each kind of them code of its own.',
  },
  key: {
    anchor: 'megamorphic-key',
    meaning: 'Properties of many names are accessed here by a computed key: each one is looked up.',
    remedy: 'Use a Map for what is looked up by a computed name, and an array for what is looked up by a number.',
  },
  call: {
    anchor: 'megamorphic-call',
    meaning: 'Many functions are called from here, so that V8 can neither foresee nor inline them.',
    remedy: 'Call one function, or branch on the kind and call each by its name.',
  },
  'too-large': {
    anchor: 'never-optimized-too-large',
    meaning: 'The function is too large for V8 to optimize: it runs in the interpreter or in baseline code only.',
    remedy: 'Split it: what runs often belongs into small functions.',
  },
  'deopt-loop': {
    anchor: 'never-optimized-loop',
    meaning: 'V8 optimizes the function and throws the code away again and again, so that it hardly ever runs fast.',
    remedy: 'See where it is deoptimized, and mend that first.',
  },
  'not-optimized': {
    anchor: 'never-optimized',
    meaning: 'The function took time, and V8 ran it in the interpreter or in baseline code.',
    remedy: 'See whether it is created anew all the time (by eval, new Function or vm), or runs too rarely to be worth it.',
  },
  allocation: {
    anchor: 'garbage',
    meaning: 'What this function allocates keeps the garbage collector busy.',
    remedy: 'Allocate less in what runs often: reuse objects and arrays, loop instead of chaining copies, avoid temporary strings.',
  },
};

export function explainInsight({ reason }: Pick<Insight, 'reason'>): Explanation {
  return explanations[reason] ?? explanations['other-deopt']!;
}

/** Every reason that is explained. */
export const insightReasons: readonly string[] = Object.keys(explanations);

const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`);
const named = (name: string): string => (name === '' ? 'a function without a name' : name);

/** In one line: `Deoptimized 412 times, a loop: wrong map (12 % of the time)`. */
export function insightHeadline(insight: Insight): string {
  const { kind, v8, property, count, isLoop, phase, share, functionName } = insight;
  const time = share >= 0.005 ? ` (${formatPercent(share)} of the time)` : '';
  switch (kind) {
    case 'deoptimized': {
      const when = phase === 'warm-up' ? ' during the warm-up only' : isLoop ? ', in a loop' : '';
      return `Deoptimized ${times(count)}${when}: ${v8}${time}`;
    }
    case 'megamorphic': {
      if (insight.reason === 'call') return `Megamorphic call: at least ${count} functions${time}`;
      if (insight.reason === 'key') return `Megamorphic access by computed key${time}`;
      return `Megamorphic access${property === null ? '' : ` to ${property}`}: at least ${count} shapes${time}`;
    }
    case 'neverOptimized':
      return `${named(functionName)} ${count === 0 ? 'is never optimized' : 'hardly ever runs as optimized code'}${time}`;
    case 'garbage':
      return `Garbage of ${named(functionName)}: collecting it takes ${formatPercent(share)} of the time`;
  }
}
