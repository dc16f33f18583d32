import type { Gain } from './gain.ts';

export const exampleGain = (parts: Partial<Gain> = {}): Gain => ({
  id: '0192a4c0-0000-7000-8000-000000000001',
  rule: 'no-accumulating-spread',
  file: 'src/users.ts',
  line: 12,
  title: 'Add to the object in place',
  kind: 'suggestion',
  outcome: 'faster',
  startedAtMs: Date.UTC(2026, 10, 3, 9, 30),
  laptimeVersion: '0.1.0',
  revision: { commit: '1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b', branch: 'main', dirtyHash: null },
  environmentId: 'environment',
  applied: true,
  benchmarks: [
    {
      benchmarkId: 'bench/users.bench.ts > by id',
      verdict: 'faster',
      ratio: 0.5,
      interval: { low: 0.48, high: 0.52, confidence: 0.99 },
    },
  ],
  ...parts,
});
