import type { ForeignFormat, ForeignResult } from '../foreignRun.ts';
import { asList, asNumber, asObject, asText, asWord, type JsonObject } from '../json.ts';
import { readStatistics } from './statistics.ts';

/**
 * What users write of tinybench: the rows of `bench.table()`, or tasks with their names and results, of any version from 2:
 * `JSON.stringify(bench.tasks.map(({ name, result }) => ({ name, result })))`. There is no format of its own.
 */
export const tinybench: ForeignFormat = {
  name: 'tinybench',
  noun: 'results of tinybench',
  shape: 'a list of bench.table()\'s rows, or of objects with "name" and "result"',
  detect(value) {
    const tasks = tasksOf(value);
    return tasks !== null && tasks.length > 0 && tasks.every((task) => task !== null && isTask(task));
  },
  read(value, { note }) {
    const bench = asText(asObject(value)?.['name']);
    const results = (tasksOf(value) ?? []).flatMap((task): ForeignResult[] => {
      const name = nameOf(task);
      if (name === null) {
        note('a result has no name: write bench.table(), or bench.tasks.map(({ name, result }) => ({ name, result }))');
        return [];
      }
      const statistics = statisticsOf(task);
      const times = readRow(task ?? {}) ?? (statistics && readStatistics(statistics));
      if (times === null) {
        note(`'${name}' has no time above 0: it failed, or did not run, or its result was not written`);
        return [];
      }
      return [{ path: [...(bench === null ? [] : [bench]), name], api: 'tinybench', ...times }];
    });
    return results.length === 0 ? [] : [{ commit: null, branch: null, measuredAtMs: null, machine: { label: '' }, results }];
  },
};

/** A failed one has an error in place of its times. */
const isTask = (task: JsonObject) =>
  ['result', 'Error', 'error'].some((name) => name in task) || statisticsOf(task) !== null || readRow(task) !== null;

/** The list itself, or one in an object that has a name of its own. */
function tasksOf(value: unknown): (JsonObject | null)[] | null {
  const object = asObject(value);
  const list = asList(value) ?? asList(object?.['tasks']) ?? asList(object?.['results']);
  return list?.map(asObject) ?? null;
}

const nameOf = (task: JsonObject | null) => asText(task?.['name']) ?? asText(task?.['Task name']) ?? asText(task?.['Task Name']);

/** Beside the name or in `result`; there directly (version 2) or in `latency` (from version 3). */
function statisticsOf(task: JsonObject | null): JsonObject | null {
  const result = asObject(task?.['result']) ?? task;
  const latency = asObject(result?.['latency']);
  if (latency !== null) return latency;
  return result !== null && 'mean' in result ? result : null;
}

/** A row of `table()`: `Latency med (ns)` with the deviation behind it, `Average Time (ns)` in version 2. */
function readRow(row: JsonObject): Pick<ForeignResult, 'valueNs' | 'statistic' | 'meanNs' | 'samples'> | null {
  const valueOf = (title: RegExp) => {
    const key = Object.keys(row).find((name) => title.test(name));
    const text = key === undefined ? '' : asWord(row[key]);
    const number = asNumber(/^[\d.,]+(?:e[+-]?\d+)?/i.exec(text.trim())?.[0].replaceAll(',', ''));
    return number !== null && number > 0 ? number : undefined;
  };
  const medianNs = valueOf(/^latency med(?:ian)? \(ns\)$/i);
  const meanNs = valueOf(/^(?:latency (?:avg|average)|average time) \(ns\)$/i);
  const samples = valueOf(/^samples$/i);
  const valueNs = medianNs ?? meanNs;
  if (valueNs === undefined) return null;
  return {
    valueNs,
    statistic: medianNs === undefined ? 'the mean' : null,
    ...(meanNs !== undefined && { meanNs }),
    ...(samples !== undefined && Number.isInteger(samples) && { samples }),
  };
}
