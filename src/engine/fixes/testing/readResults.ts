import * as v from 'valibot';
import type { TestRunner } from '../../../model/fixMeasurement.ts';

/** A test that was run. `file`: absolute, or as the runner names it. */
export interface RanTest {
  readonly file: string;
  readonly name: string;
  readonly passed: boolean;
}

/** What stands for a file that could not be run at all. */
const WHOLE_FILE = '(the file itself)';

const fromText = <Schema extends v.GenericSchema>(schema: Schema) => v.pipe(v.string(), v.parseJson(), schema);

/** Of jest, and vitest's reporter of the same form. */
const jestSchema = fromText(
  v.object({
    testResults: v.array(
      v.object({
        name: v.string(),
        status: v.string(),
        assertionResults: v.array(v.object({ ancestorTitles: v.array(v.string()), title: v.string(), status: v.string() })),
      }),
    ),
  }),
);

const mochaTest = v.object({ fullTitle: v.string(), file: v.nullish(v.string(), '') });
const mochaSchema = fromText(v.object({ passes: v.array(mochaTest), failures: v.array(mochaTest) }));

const nodeSchema = fromText(v.object({ file: v.string(), name: v.string(), passed: v.boolean() }));

/** What a runner wrote of its tests, without those that it skipped; null where that is not what it should be. */
export function readResults(runner: TestRunner, text: string): readonly RanTest[] | null {
  switch (runner) {
    case 'vitest':
    case 'jest':
      return readJest(text);
    case 'mocha': {
      const read = v.safeParse(mochaSchema, text);
      if (!read.success) return null;
      const tests = (all: readonly { readonly fullTitle: string; readonly file: string }[], passed: boolean) =>
        all.map(({ fullTitle, file }) => ({ file, name: fullTitle, passed }));
      return [...tests(read.output.passes, true), ...tests(read.output.failures, false)];
    }
    case 'node': {
      const lines = text.split('\n').filter((line) => line !== '');
      const tests = lines.map((line) => v.safeParse(nodeSchema, line));
      return tests.every(({ success }) => success) ? tests.map(({ output }) => output as RanTest) : null;
    }
  }
}

function readJest(text: string): readonly RanTest[] | null {
  const read = v.safeParse(jestSchema, text);
  if (!read.success) return null;
  return read.output.testResults.flatMap(({ name: file, status, assertionResults }): RanTest[] => {
    if (assertionResults.length === 0 && status === 'failed') return [{ file, name: WHOLE_FILE, passed: false }];
    const ran = assertionResults.filter((each) => each.status === 'passed' || each.status === 'failed');
    return ran.map((each) => ({ file, name: [...each.ancestorTitles, each.title].join(' > '), passed: each.status === 'passed' }));
  });
}
