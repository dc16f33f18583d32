import { describe, expect, it } from 'vitest';
import { exampleBenchmark, exampleMeasured } from './example.fixture.ts';
import { groupMeasurements } from './groups.ts';
import type { Measurement } from './measurement.ts';

const measured = (
  path: string[],
  medianNs: number,
  changes: { baseline?: boolean; halfWidth?: number | null } = {},
  file = 'a.bench.ts',
) => {
  const { baseline = false, halfWidth = medianNs / 100 } = changes;
  const intervalNs = halfWidth === null ? null : { low: medianNs - halfWidth, high: medianNs + halfWidth, confidence: 0.99 };
  return exampleMeasured(exampleBenchmark(path, { baseline }, file), { medianNs, intervalNs });
};
const relatives = (measurements: readonly Measurement[]) =>
  groupMeasurements(measurements).flatMap((group) => group.members.map((member) => member.relative));

describe('groupMeasurements', () => {
  it('keeps what stands in one group together, in order of appearance', () => {
    const run = [
      measured(['sort', 'a'], 1),
      measured(['b'], 1),
      measured(['c'], 1, {}, 'b.bench.ts'),
      measured(['sort', 'd'], 1),
      measured(['sort', 'deep', 'e'], 1),
    ];
    expect(groupMeasurements(run).map(({ file, path, members }) => [file, path, members.length])).toEqual([
      ['a.bench.ts', ['sort'], 2],
      ['a.bench.ts', [], 1],
      ['a.bench.ts', ['sort', 'deep'], 1],
      ['b.bench.ts', [], 1],
    ]);
  });

  it('does not mistake names that look like paths', () => {
    expect(groupMeasurements([measured(['a > b', 'c'], 1), measured(['a', 'b', 'c'], 1)])).toHaveLength(2);
  });

  it('compares with the fastest, or with the baseline where there is one', () => {
    expect(relatives([measured(['a'], 200), measured(['b'], 100)])).toEqual([
      { isReference: false, ratio: 2, clear: true },
      { isReference: true, ratio: 1, clear: false },
    ]);
    expect(relatives([measured(['a'], 200, { baseline: true }), measured(['b'], 100)])).toEqual([
      { isReference: true, ratio: 1, clear: false },
      { isReference: false, ratio: 0.5, clear: true },
    ]);
  });

  it('calls a difference clear only where the intervals exclude each other', () => {
    expect(relatives([measured(['a'], 100), measured(['b'], 101)])[1]).toMatchObject({ clear: false });
    expect(relatives([measured(['a'], 100), measured(['b'], 200, { halfWidth: null })])[1]).toMatchObject({ ratio: 2, clear: false });
  });

  it('compares nothing with nothing', () => {
    const skipped: Measurement = {
      state: 'skipped',
      reason: 'todo',
      benchmark: exampleBenchmark(['later'], {}, 'a.bench.ts'),
      warnings: [],
      output: '',
    };
    expect(relatives([measured(['a'], 100), skipped])).toEqual([null, null]);
    expect(relatives([measured(['a'], 100), skipped, measured(['b'], 300)]).map((relative) => relative?.ratio)).toEqual([1, undefined, 3]);
  });
});
