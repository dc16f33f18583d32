import type { BenchOptions, Fn } from 'tinybench';

// vitest 5, which is installed here, has no top-level `bench` any more. Files written for vitest 1 to 4 still use it, and
// Laptime still runs them.
declare module 'vitest' {
  interface DeclareBench {
    (name: string, fn: Fn, options?: BenchOptions): void;
  }
  export const bench: DeclareBench & { readonly skip: DeclareBench; readonly only: DeclareBench; readonly todo: (name: string) => void };
}
