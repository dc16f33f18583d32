import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { visibleLines } from '../../base/text.ts';
import type { OpenedProfile } from '../../engine/engine.ts';
import { isNoCode, renderTop, toTopJson, type TopReport } from '../../engine/reports/index.ts';
import { parseArguments, usageError, type OptionSpecs } from '../arguments.ts';
import type { Command, CommandContext, ExitCode } from '../command.ts';
import { oneOf } from '../oneOf.ts';
import { chooseProfile, parsePlace } from '../profileChoice.ts';
import { findRoot } from '../targets.ts';

/** Without --limit. */
const SHOWN = { functions: 20, lines: 10, packages: 10 };

const options = {
  diff: { value: 'OTHER', about: 'the baseline: a profile that this one is compared with' },
  scale: {
    value: 'NAME',
    about: 'with --diff: share (of what was not idle in each), iterations (of a benchmark) or none; by default what suits both',
  },
  sort: { value: 'NAME', about: 'self (unless given) or total: time with all that was called; with --diff by how much it changed' },
  limit: { value: 'N', about: `so many functions and lines; by default ${SHOWN.functions} and ${SHOWN.lines}, with --json all` },
  json: { value: null, about: 'write all of it as JSON to the standard output' },
  profile: { value: 'NUMBER', about: 'which one of a file with several profiles, from 1; by default the first' },
  root: { value: 'DIR', about: 'the workspace folder; by default the nearest with a laptime.config.json, else this one' },
} as const satisfies OptionSpecs;

export const top: Command = {
  usage: 'top FILE [--diff OTHER] [options]',
  about: `Shows the functions, lines and packages of a profile that cost most, in time, or bytes of a heap profile. What is read: CPU and
heap profiles of V8, traces of Chrome, speedscope JSON, pprof and collapsed stacks, packed by gzip or not. Functions and lines are those
of the source that was written, where a source map is beside the script. A total has all that a function called, and counts recursion
once. With --diff, “noise” is what chance alone explains: each profile has so many samples, and no more.`,
  options,
  examples: [
    ['laptime top CPU.20260801.cpuprofile', 'what cost most'],
    ['laptime top after.cpuprofile --diff before.cpuprofile', 'what costs more and less than before'],
    ['laptime top heap.heapprofile --sort total --limit 50', 'who allocates, with all that was called'],
    ['laptime top trace.json --json', 'durationMs, functions and lines, for scripts'],
  ],
  run: runTop,
};

async function runTop(args: readonly string[], context: CommandContext, signal: AbortSignal): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, options);
  const [name] = positionals;
  if (name === undefined || positionals.length > 1) {
    throw usageError(
      `top reads one file${name === undefined ? ': laptime top FILE' : `, not ${positionals.length}; two are compared with --diff`}`,
    );
  }
  const sortBy = oneOf(['self', 'total'] as const, values.sort, '--sort') ?? 'self';
  const scale = oneOf(['share', 'iterations', 'none'] as const, values.scale, '--scale');
  if (scale !== undefined && values.diff === undefined) throw usageError('--scale is for two profiles: name the other one with --diff');
  const limit = parseLimit(values.limit) ?? (values.json === true ? { functions: Infinity, lines: Infinity } : SHOWN);
  const place = parsePlace(values.profile);
  const { terminal, workingFolder } = context;
  const root = findRoot(workingFolder, values.root);
  const engine = await context.openEngine(root);
  try {
    const file = path.resolve(workingFolder, name);
    const profile =
      values.diff === undefined
        ? await engine.openProfile(file, signal)
        : await engine.openProfileDifference(
            { baseline: path.resolve(workingFolder, values.diff), candidate: file, ...(scale !== undefined && { scale }) },
            signal,
          );
    if (place !== null) await chooseProfile(profile, place, name);
    const report = await readTop(profile, { file: name, baselineFile: values.diff ?? null, sortBy, limit });
    for (const problem of report.summary.problems) await terminal.err.write(`${visibleLines(problem)}\n`);
    const { out, unicode } = terminal;
    const text =
      values.json === true
        ? `${JSON.stringify(toTopJson(report, urlFrom(report.summary.recording?.root ?? root)), null, 2)}\n`
        : renderTop(report, { width: out.width(), color: out.color, unicode });
    await out.write(text);
    return 0;
  } finally {
    engine.dispose();
  }
}

interface Asked extends Pick<TopReport, 'file' | 'baselineFile' | 'sortBy'> {
  readonly limit: { readonly functions: number; readonly lines: number };
}

/** Real code first; then what V8 writes where none runs. */
async function readTop({ session }: OpenedProfile, { file, baselineFile, sortBy, limit }: Asked): Promise<TopReport> {
  const summary = await session.summary(null);
  const isCompared = summary.difference !== null;
  const { rows } = await session.table({ range: null, text: '', offset: 0, limit: 2 ** 31 - 1, sortBy, descending: true });
  // The root of all calls is no function.
  const code = rows.filter((row) => !isNoCode(row));
  const hasOwn = (row: Row) => row.self > 0 || (row.baseline?.self ?? 0) > 0;
  const rest = rows.filter((row) => isNoCode(row) && hasOwn(row));
  const sorted = isCompared ? code.toSorted(byChange(sortBy)) : code;
  // Of a list that is read, what only calls others says nothing of what cost most.
  const functions = sortBy === 'self' && limit.functions < Infinity ? sorted.filter(hasOwn) : sorted;
  return {
    ...{ file, baselineFile, sortBy, summary },
    functions: [...functions, ...rest].slice(0, limit.functions),
    functionCount: functions.length + rest.length,
    lines: await session.hotLines(Math.min(limit.lines, 2 ** 31 - 1)),
    packages: (await session.packages(null)).slice(0, SHOWN.packages),
  };
}

type Row = Awaited<ReturnType<OpenedProfile['session']['table']>>['rows'][number];

/** What changed most first; what chance may explain comes after all that it does not. */
const byChange =
  (part: 'self' | 'total') =>
  (a: Row, b: Row): number => {
    const changeOf = (row: Row) => Math.abs(row[part] - (row.baseline?.[part] ?? 0));
    const isNews = (row: Row) => (changeOf(row) > (row.baseline?.[`${part}Noise`] ?? 0) ? 1 : 0);
    return isNews(b) - isNews(a) || changeOf(b) - changeOf(a);
  };

/** Files are named from a folder; URLs and what is no file stay as they are. */
const urlFrom = (root: string) => (file: string) => {
  if (file === '' || /^[a-z][\w+.-]+:/iu.test(file) || /^[<(]/u.test(file)) return file;
  return pathToFileURL(path.resolve(root, file)).href;
};

function parseLimit(text: string | undefined): Asked['limit'] | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/u.test(text)) throw usageError(`--limit is a whole number from 1, not '${text}'`);
  return { functions: Number(text), lines: Number(text) };
}
