import type { createLibraries } from './libraries/index.ts';

export type Libraries = ReturnType<typeof createLibraries>;

const KEY = Symbol.for('laptime.harness');

/** Where the modules that stand in for the libraries, in whatever module format they are loaded, find what they export. */
export function publishLibraries(libraries: Libraries): void {
  Object.defineProperty(globalThis, KEY, { value: libraries });
}

export function publishedLibraries(): Libraries {
  return (globalThis as unknown as { readonly [KEY]: Libraries })[KEY];
}
