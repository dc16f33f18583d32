import path from 'node:path';
import type { ForeignFormat, ForeignResult, ReadContext } from '../foreignRun.ts';
import { asList, asObject, asText, type JsonObject } from '../json.ts';
import { readStatistics } from './statistics.ts';

/**
 * What `vitest bench --outputJson` writes up to vitest 4 (its `createBenchmarkJsonReport`), and the file that `writeResult`
 * of vitest 5 writes for one benchmark, which has no name in it: it is called after the file.
 */
export const vitest: ForeignFormat = {
  name: 'vitest',
  noun: 'results of vitest',
  shape: 'an object with "files", each with "groups" of "benchmarks", or with "latency" and "throughput"',
  detect(value) {
    const report = asObject(value);
    const files = asList(report?.['files']);
    if (files !== null) return files.every((file) => asList(asObject(file)?.['groups']) !== null);
    return report !== null && isStatistics(report['latency']) && isStatistics(report['throughput']);
  },
  read(value, context) {
    const report = asObject(value) ?? {};
    const files = asList(report['files']);
    const results = files === null ? readOne(report, context) : files.flatMap((file, index) => readFile(file, `files[${index}]`, context));
    return results.length === 0 ? [] : [{ commit: null, branch: null, measuredAtMs: null, machine: { label: '' }, results }];
  },
};

/** Unlike the measures of other formats, these have more than one value. */
function isStatistics(value: unknown): boolean {
  const statistics = asObject(value);
  return statistics !== null && 'mean' in statistics && 'sd' in statistics;
}

function readOne(report: JsonObject, { fileName, note }: ReadContext): ForeignResult[] {
  const times = readStatistics(asObject(report['latency']) ?? {});
  if (times === null) note('latency has neither a median nor a mean above 0');
  return times === null ? [] : [{ path: [path.basename(fileName).replace(/\.json$/i, '')], api: 'vitest', ...times }];
}

function readFile(value: unknown, place: string, context: ReadContext): ForeignResult[] {
  const file = asObject(value);
  const filePath = asText(file?.['filepath']) ?? '';
  return (asList(file?.['groups']) ?? []).flatMap((entry, index) => {
    const group = asObject(entry);
    const [first, ...names] = (asText(group?.['fullName']) ?? '').split(' > ');
    // The full name begins with the file, relative to vitest's own root: for a file from another machine it is all there is.
    const isNamed = first !== undefined && first !== '' && filePath.replaceAll('\\', '/').endsWith(first);
    const benchFile = context.insideRoot(filePath) ?? (isNamed ? context.insideRoot(first) : null);
    const groups = isNamed || first === undefined || first === '' ? names : [first, ...names];
    return (asList(group?.['benchmarks']) ?? []).flatMap((benchmark, at): ForeignResult[] => {
      const task = asObject(benchmark);
      const name = asText(task?.['name']);
      const times = task === null ? null : readStatistics(task);
      if (name !== null && times !== null) {
        return [{ ...(benchFile !== null && { file: benchFile }), path: [...groups, name], api: 'vitest', ...times }];
      }
      context.note(
        `${place}.groups[${index}].benchmarks[${at}] ${name === null ? 'has no name' : 'has neither a median nor a mean above 0: it failed or did not run'}`,
      );
      return [];
    });
  });
}
