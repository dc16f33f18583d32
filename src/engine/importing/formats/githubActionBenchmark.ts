import type { ForeignFormat, ForeignMachine, ForeignResult, ForeignRun, ReadContext } from '../foreignRun.ts';
import { asCommit, asList, asNumber, asObject, asText, asTimeMs } from '../json.ts';
import { toNanoseconds } from '../times.ts';

/**
 * The `data.js` of github-action-benchmark (or its JSON), with many runs of several suites; and the list of `name`, `unit`
 * and `value` that its `customSmallerIsBetter` reads, which is one run without a commit. The format is that of the action's
 * `src/write.ts` and `src/extract.ts`.
 */
export const githubActionBenchmark: ForeignFormat = {
  name: 'github-action-benchmark',
  noun: 'data of github-action-benchmark',
  shape: 'an object with "entries", each a list of runs with "benches", or a list of objects with "name", "unit" and "value"',
  detect: (value) => asObject(asObject(value)?.['entries']) !== null || isCustomList(value),
  read(value, context) {
    const list = asList(value);
    if (list !== null) {
      const results = readBenches(list, [], '', context);
      return results.length === 0 ? [] : [{ commit: null, branch: null, measuredAtMs: null, machine: { label: '' }, results }];
    }
    return Object.entries(asObject(asObject(value)?.['entries']) ?? {}).flatMap(([suite, runs]) => readSuite(suite, runs, context));
  },
};

function isCustomList(value: unknown): boolean {
  const list = asList(value) ?? [];
  return (
    list.length > 0 &&
    list.every((entry) => {
      const bench = asObject(entry);
      return bench !== null && 'name' in bench && 'unit' in bench && 'value' in bench;
    })
  );
}

function readSuite(suite: string, value: unknown, context: ReadContext): ForeignRun[] {
  const runs = asList(value);
  if (runs === null) {
    context.note(`entries.${suite} is not a list of runs`);
    return [];
  }
  const machine: ForeignMachine = { label: suite };
  return runs.flatMap((entry, index) => {
    const place = `entries.${suite}[${index}]`;
    const run = asObject(entry);
    const benches = asList(run?.['benches']);
    if (run === null || benches === null) {
      context.note(`${place}.benches is not a list`);
      return [];
    }
    const commit = asObject(run['commit']);
    const id = asCommit(commit?.['id']);
    if (id === null) context.note(`${place}.commit.id is not the hash of a commit: the run is imported without one`);
    const results = readBenches(benches, [suite], `${place}.benches`, context);
    if (results.length === 0) return [];
    return [{ commit: id, branch: null, measuredAtMs: asTimeMs(run['date']) ?? asTimeMs(commit?.['timestamp']), machine, results }];
  });
}

function readBenches(benches: readonly unknown[], groups: readonly string[], place: string, { note }: ReadContext): ForeignResult[] {
  return benches.flatMap((entry, index) => {
    const bench = asObject(entry);
    const name = asText(bench?.['name']);
    const value = asNumber(bench?.['value']);
    if (name === null || value === null) {
      note(`${place}[${index}].${name === null ? 'name is not a text' : 'value is not a number'}`);
      return [];
    }
    const unit = asText(bench?.['unit']) ?? '';
    const time = toNanoseconds(value, unit);
    if (time === null) {
      note(`a value in ${unit === '' ? 'no unit' : `'${unit}'`} is not a time above 0 and was left out`);
      return [];
    }
    const statistic = time.inverted ? `1 / the rate in '${unit}'` : 'the one value in the file, for most tools the mean';
    return [{ path: [...groups, name], api: 'other', valueNs: time.ns, statistic }];
  });
}
