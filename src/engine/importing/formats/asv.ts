import type { ForeignFormat, ForeignMachine, ForeignResult, ReadContext } from '../foreignRun.ts';
import { asCommit, asList, asNumber, asObject, asText, asTimeMs, asWord, type JsonObject } from '../json.ts';

/** The columns of version 2 that are read; the order is that of `result_columns` in the file. */
const COLUMNS = ['result', 'params', 'started_at', 'stats_q_75', 'samples'] as const;
type Column = (typeof COLUMNS)[number];
type Row = Readonly<Partial<Record<Column, unknown>>>;

/** asv tells kinds of benchmarks by their names: only these are times, in seconds. */
const TIMED = /^(?:time(?:raw)?_|Time(?:raw)?[A-Z_])/;
const MOST_PARAMETER_SETS = 100_000;

/** One result file of airspeed velocity, of version 1 or 2, as its `asv/results.py` writes and reads it. */
export const asv: ForeignFormat = {
  name: 'asv',
  noun: 'an asv result',
  shape: 'an object with "commit_hash", "params" and "results", as in .asv/results/<machine>/<commit>-<environment>.json',
  detect(value) {
    const file = asObject(value);
    return file !== null && 'commit_hash' in file && asObject(file['results']) !== null && asObject(file['params']) !== null;
  },
  read(value, context) {
    const file = asObject(value) ?? {};
    const columns = asList(file['result_columns']);
    const rows = Object.entries(asObject(file['results']) ?? {}).map(([name, entry]) => [name, toRow(entry, columns)] as const);
    const results = rows.flatMap(([name, row]) => readBenchmark(name, row, context));
    if (results.length === 0) return [];
    const commit = asCommit(file['commit_hash']);
    if (commit === null) context.note('commit_hash is not the hash of a commit: the run is imported without one');
    const started = rows.flatMap(([, row]) => asTimeMs(row.started_at) ?? []);
    // `date` is that of the commit; the first start is when it was measured.
    const measuredAtMs = started.length > 0 ? started.reduce((first, time) => Math.min(first, time)) : asTimeMs(file['date']);
    return [{ commit, branch: null, measuredAtMs, machine: machineOf(file), results }];
  },
};

/** Version 2 has a list by column; version 1 an object, or the value alone. */
function toRow(entry: unknown, columns: readonly unknown[] | null): Row {
  const list = asList(entry);
  if (columns !== null && list !== null) {
    return Object.fromEntries(COLUMNS.map((name) => [name, columns.includes(name) ? list[columns.indexOf(name)] : undefined]));
  }
  const object = asObject(entry);
  if (object === null) return { result: [entry] };
  return { result: asList(object['result']) ?? [object['result']], params: object['params'], samples: object['samples'] };
}

function readBenchmark(name: string, row: Row, { note }: ReadContext): ForeignResult[] {
  const parts = name.split('.');
  const last = parts.at(-1)!;
  if (!TIMED.test(last)) {
    note(`'${last.replace(/(_|[A-Z]).*$/s, '')}' benchmarks were left out: only asv's time benchmarks are times`);
    return [];
  }
  const values = asList(row.result) ?? [];
  // Null is a benchmark that failed or was skipped, and the whole list is when all of them were.
  const sets = parameterSets(row.params, values.length);
  const q75 = asList(row.stats_q_75);
  const samples = asList(row.samples);
  return values.flatMap((value, index): ForeignResult[] => {
    if (value === null || value === undefined) return [];
    const seconds = asNumber(value);
    if (seconds === null || !(seconds > 0 && seconds * 1e9 < Infinity)) {
      note(`results.${name}: result ${index} is not a number of seconds above 0`);
      return [];
    }
    const taken = (asList(samples?.[index]) ?? []).flatMap((sample) => asNumber(sample) ?? []).filter((sample) => sample > 0);
    const p75 = asNumber(q75?.[index]);
    return [
      {
        path: [...(parts.length > 1 ? [parts.slice(0, -1).join('.')] : []), `${last}${sets[index] ?? ''}`],
        api: 'other',
        valueNs: seconds * 1e9,
        statistic: null,
        ...(p75 !== null && { p75Ns: p75 * 1e9 }),
        ...(taken.length > 0 && { samples: taken.length, samplesNs: taken.map((sample) => sample * 1e9) }),
      },
    ];
  });
}

/** `(10, 'a')` for each value, in the order of `itertools.product`: the last parameter changes first. */
function parameterSets(params: unknown, count: number): string[] {
  const lists = (asList(params) ?? []).map((list) => (asList(list) ?? []).map(asWord));
  if (lists.length === 0 || count > MOST_PARAMETER_SETS) return [];
  return Array.from({ length: count }, (_, index) => {
    let rest = index;
    const chosen = lists.toReversed().map((list) => {
      const value = list[rest % list.length] ?? '?';
      rest = Math.floor(rest / Math.max(list.length, 1));
      return value;
    });
    return `(${chosen.toReversed().join(', ')})`;
  });
}

function machineOf(file: JsonObject): ForeignMachine {
  const params = asObject(file['params']) ?? {};
  const text = (name: string) => asText(params[name]);
  const [cpuModel, os, arch, python] = [text('cpu'), text('os'), text('arch'), asText(file['python'])];
  const cores = asNumber(params['num_cpu']) ?? asNumber(/\((\d+) cores\)/.exec(cpuModel ?? '')?.[1]);
  const memoryBytes = toBytes(params['ram']);
  return {
    // What else tells results apart: the machine's name, the environment with its requirements.
    label: JSON.stringify([text('machine'), asText(file['env_name']), wordsOf(file['requirements']), wordsOf(file['env_vars'])]),
    ...(cpuModel !== null && { cpuModel }),
    ...(cores !== null && { cores }),
    ...(memoryBytes !== null && { memoryBytes }),
    ...(os !== null && { os }),
    ...(arch !== null && { arch }),
    ...(python !== null && { runtime: `Python ${python}` }),
  };
}

const wordsOf = (value: unknown) => Object.entries(asObject(value) ?? {}).map(([name, word]) => [name, asWord(word)]);

const RAM_UNITS: Readonly<Record<string, number>> = { '': 1024, k: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

/** asv writes kilobytes without a unit on Linux; users write `8.2G`. */
function toBytes(value: unknown): number | null {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)\s*([kMGT]?)B?$/.exec(asWord(value).trim()) ?? [];
  return number === undefined ? null : Number(number) * RAM_UNITS[unit]!;
}
