import { describe, expect, it } from 'vitest';
import { exampleBenchmark } from '../../model/example.fixture.ts';
import type { CollectedFile } from '../benchmarks/index.ts';
import { matchBenchmarks } from './matchBenchmarks.ts';

const { file } = exampleBenchmark(['sort']);

const declares = (...names: readonly string[]): CollectedFile => ({
  state: 'collected',
  file,
  load: { choice: { loader: 'native', reason: 'it is' }, esmFiles: [] },
  benchmarks: names.map((name) => exampleBenchmark([name])),
  expectations: [],
  warnings: [],
  output: '',
});
const breaks = (message: string): CollectedFile => {
  const failure = { kind: 'load', message, stack: '', location: null } as const;
  return { state: 'failed', file, load: null, failure: { file, failure, output: '' } };
};
const whole = { selections: [{ file }] };
const only = (name: string) => ({ selections: [{ file, path: [name] }] });

const told = (...[baseline, candidate, wanted]: [CollectedFile | null, CollectedFile | null, Parameters<typeof matchBenchmarks>[1]]) => {
  const { pairs, aside, fileFailures } = matchBenchmarks({ file, baseline, candidate }, wanted);
  return {
    pairs: pairs.map(({ path }) => path.join()),
    aside: aside.map((each) =>
      each.state === 'failed' ? [each.benchmark.path.join(), each.side, each.failure.kind, each.failure.message] : [each.state],
    ),
    files: fileFailures.map(({ side, failure }) => [side, failure.message]),
  };
};

describe('matchBenchmarks', () => {
  it('pairs what both declare, and says on which side the others are missing', () => {
    expect(told(declares('sort', 'gone'), declares('sort', 'new'), whole)).toEqual({
      pairs: ['sort'],
      aside: [
        ['new', 'baseline', 'vanished', `${file} of the baseline does not declare 'new'.`],
        ['gone', 'candidate', 'vanished', `${file} of the candidate does not declare 'gone'.`],
      ],
      files: [],
    });
  });

  it('says that neither declares what was asked for by its name', () => {
    const nobody = [['parse', 'candidate', 'vanished', `Neither revision's ${file} declares 'parse'.`]];
    expect(told(declares('sort'), declares('sort'), only('parse'))).toEqual({ pairs: [], aside: nobody, files: [] });
    expect(told(null, declares('sort'), only('parse'))).toEqual({ pairs: [], aside: nobody, files: [] });
    expect(told(declares(), declares(), only('parse'))).toEqual({ pairs: [], aside: nobody, files: [] });
    expect(told(declares('sort'), declares('sort'), { ...only('parse'), nameFilter: 'x' })).toEqual({ pairs: [], aside: [], files: [] });
  });

  it('says that neither has the file', () => {
    const nobody = [['parse', 'candidate', 'vanished', `Neither revision has ${file}, which should declare 'parse'.`]];
    expect(told(null, null, only('parse'))).toEqual({ pairs: [], aside: nobody, files: [] });
    expect(told(null, null, whole)).toEqual({ pairs: [], aside: [], files: [['candidate', `Neither revision has ${file}.`]] });
  });

  it('keeps why a side could not be loaded, whatever the other declares', () => {
    const { aside } = told(declares('sort'), breaks('no'), only('parse'));
    expect(aside).toEqual([['parse', 'candidate', 'load', 'no']]);
    expect(told(declares('sort'), breaks('no'), whole).aside).toEqual([['sort', 'candidate', 'load', 'no']]);
    expect(told(declares(), breaks('no'), whole)).toEqual({ pairs: [], aside: [], files: [['candidate', 'no']] });
    const both = told(breaks('not this'), breaks('nor that'), only('sort'));
    expect(both).toEqual({
      pairs: [],
      aside: [],
      files: [
        ['baseline', 'not this'],
        ['candidate', 'nor that'],
      ],
    });
  });
});
