import type { createLibraries } from './libraries/index.ts';

export type Libraries = ReturnType<typeof createLibraries>;

const KEY = Symbol.for('laptime.harness');

/** Where the modules that stand in for the libraries, in whatever module format they are loaded, find what they export. */
export function publishLibraries(libraries: Libraries): void {
  Object.defineProperty(globalThis, KEY, { value: libraries, configurable: true });
}

export function publishedLibraries(): Libraries {
  return (globalThis as unknown as { readonly [KEY]: Libraries })[KEY];
}

/** Puts vitest's functions where bench files written for its option `globals` expect them. */
export function publishGlobals({ vitest }: Libraries): void {
  const { unavailable, ...functions } = vitest;
  const all = { ...functions, vi: unavailable('vi'), vitest: unavailable('vitest') };
  for (const [name, value] of Object.entries(all)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}
