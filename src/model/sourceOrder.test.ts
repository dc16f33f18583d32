import { describe, expect, it } from 'vitest';
import { exampleBenchmark, exampleMeasured } from './example.fixture.ts';
import { inSourceOrder } from './sourceOrder.ts';

const measured = (file: string, name: string, place?: number) =>
  exampleMeasured(exampleBenchmark([name], place === undefined ? {} : { place }, file));
const namesOf = (measurements: readonly ReturnType<typeof measured>[]) => measurements.map(({ benchmark }) => benchmark.path[0]);

describe('inSourceOrder', () => {
  it('goes by file, then by the place in it', () => {
    const run = [measured('b10.ts', 'd', 0), measured('b2.ts', 'c', 1), measured('a.ts', 'a', 0), measured('b2.ts', 'b', 0)];
    expect(namesOf(inSourceOrder(run))).toEqual(['a', 'b', 'c', 'd']);
  });

  it('leaves what does not tell its place as it is', () => {
    const run = [measured('b.ts', 'z'), measured('b.ts', 'x'), measured('a.ts', 'y')];
    expect(namesOf(inSourceOrder(run))).toEqual(['y', 'z', 'x']);
    expect(namesOf(run)).toEqual(['z', 'x', 'y']);
  });
});
