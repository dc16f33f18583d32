/** Calls a function `count` times and returns the last results, so that none of them is dead. */
export type SyncLoop = (fn: AnyFunction, count: number, inputs: readonly (readonly unknown[])[]) => unknown;
/** The same, each call awaited; with `concurrency` n, n calls are under way at once and `count` is a multiple of n. */
export type AsyncLoop = (fn: AnyFunction, count: number, inputs: readonly (readonly unknown[])[]) => Promise<unknown>;

export type AnyFunction = (...args: never[]) => unknown;

export interface LoopShape {
  /** Arguments that are the same for every call. */
  readonly constants: readonly unknown[];
  /** Number of arguments that are prepared anew for every call. */
  readonly inputs: number;
}

const UNROLLED = 4;

const parameterNames = (shape: LoopShape) => shape.constants.map((_, index) => `k${index}`);

function call(shape: LoopShape, index: string): string {
  const inputs = Array.from({ length: shape.inputs }, (_, place) => `p${place}[${index}]`);
  return `fn(${[...parameterNames(shape), ...inputs].join(', ')})`;
}

const bindInputs = (shape: LoopShape) =>
  Array.from({ length: shape.inputs }, (_, place) => `const p${place} = inputs[${place}];`).join(' ');

/**
 * Every loop is compiled from a text of its own: a loop that is shared by two benchmarked functions (the empty one is
 * timed in the same process) has a call site with two targets, which V8 inlines differently. The results go to
 * variables that live until after the loop: a store to a field would cost a write barrier, and all but the last of them
 * could be dropped.
 */
function compile(shape: LoopShape, isAsync: boolean, body: string): unknown {
  // oxlint-disable-next-line no-implied-eval, no-new-func, typescript/no-implied-eval -- our own text: nothing of it comes from outside
  const make = new Function(
    ...parameterNames(shape),
    `'use strict'; return ${isAsync ? 'async ' : ''}function laptimeLoop(fn, count, inputs) { ${bindInputs(shape)} ${body} }`,
  ) as (...constants: readonly unknown[]) => unknown;
  return make(...shape.constants);
}

const RESULTS = ['a', 'b', 'c', 'd'];

export function compileSyncLoop(shape: LoopShape): SyncLoop {
  const unrolled = RESULTS.map((name, offset) => `${name} = ${call(shape, `i + ${offset}`)};`).join(' ');
  return compile(
    shape,
    false,
    `let a, b, c, d, i = 0;
     for (const end = count - ${UNROLLED - 1}; i < end; i += ${UNROLLED}) { ${unrolled} }
     for (; i < count; i++) a = ${call(shape, 'i')};
     return [a, b, c, d];`,
  ) as SyncLoop;
}

export function compileAsyncLoop(shape: LoopShape, concurrency: number): AsyncLoop {
  if (concurrency === 1) {
    return compile(shape, true, `let a; for (let i = 0; i < count; i++) a = await ${call(shape, 'i')}; return a;`) as AsyncLoop;
  }
  return compile(
    shape,
    true,
    `let a;
     const pending = new Array(${concurrency});
     for (let i = 0; i < count; i += ${concurrency}) {
       for (let j = 0; j < ${concurrency}; j++) pending[j] = ${call(shape, 'i + j')};
       a = await Promise.all(pending);
     }
     return a;`,
  ) as AsyncLoop;
}
