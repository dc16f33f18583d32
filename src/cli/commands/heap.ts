import path from 'node:path';
import { visibleText } from '../../base/text.ts';
import type { Engine, LeakRequest, ProcessAddress } from '../../engine/engine.ts';
import {
  renderHeapComparison,
  renderHeapSummary,
  renderLeaks,
  toHeapComparisonJson,
  toHeapSummaryJson,
  toLeakJson,
} from '../../engine/reports/index.ts';
import { parseArguments, usageError, type OptionSpecs, type OptionValues } from '../arguments.ts';
import type { Command, CommandContext, ExitCode } from '../command.ts';
import { tellConfigProblems } from '../configProblems.ts';
import { createLeakProgress } from '../leakProgress.ts';
import { requireFolderOf } from '../outputFile.ts';
import { parsePid } from '../parsePid.ts';
import { findRoot, resolveTargets } from '../targets.ts';
import { withProgress } from '../withProgress.ts';

const options = {
  pid: { value: 'PID', about: 'a Node process that runs, and goes on; laptime profile --list shows them' },
  inspect: { value: 'ADDRESS', about: 'a process by its inspector: 127.0.0.1:9229, or the ws:// address that Node prints' },
  out: { value: 'FILE', about: 'of snapshot: where it is written; by default heap.heapsnapshot' },
  again: { value: 'SECONDS', about: 'of snapshot: a second one after so many seconds, to be compared with the first, object by object' },
  name: { value: 'NAME', short: 't', about: 'of leak and snapshot: the benchmark whose file or name contains it' },
  seconds: {
    value: 'SECONDS',
    about: 'how long a process or program is watched, by default 18; of snapshot, when it is taken of a program, by default 5',
  },
  limit: { value: 'NUMBER', about: 'of top and compare: the most constructors that are shown, by default 25' },
  json: { value: null, about: 'write the answer as JSON to the standard output' },
  node: { value: 'PATH', about: 'the Node that runs the benchmark' },
  root: { value: 'DIR', about: 'the workspace folder; by default the nearest with a laptime.config.json, else this one' },
} as const satisfies OptionSpecs;

type Options = OptionValues<typeof options>;

const DEFAULT_SECONDS = 18;
/** A program has started by then. */
const DEFAULT_STARTED_SECONDS = 5;
const MOST_SECONDS = 24 * 3600;
const DEFAULT_LIMIT = 25;

export const heap: Command = {
  usage:
    'heap snapshot [FILE | NAME]… | snapshot -- node PROGRAM | top FILE | compare FILE FILE | leak [FILE | NAME]… | leak -- node PROGRAM [options]',
  about: `Looks at what lives on the heap. snapshot writes a heap snapshot of a process; top shows one by constructor; compare shows what
changed from one to a later one of the same process, and what holds what is new. leak runs a benchmark, or watches a process or program,
in rounds with a snapshot after each, and names what is left over of every round: constructor, line of the allocation, and what holds it.
What fills up and then stays, such as a bounded cache, is no leak.`,
  options,
  examples: [
    ['laptime heap leak src/cache.bench.ts -t "put"', 'whether a benchmark leaks'],
    ['laptime heap leak --pid 4711 --seconds 60', 'a server under its usual load'],
    ['laptime heap leak -- node server.js', 'a program that is started for it'],
    ['laptime heap snapshot --pid 4711 --again 60', 'what lives in a server, and a minute later'],
    ['laptime heap compare heap.heapsnapshot heap.2.heapsnapshot', 'what came in between'],
  ],
  run: runHeap,
};

async function runHeap(args: readonly string[], context: CommandContext, signal: AbortSignal): Promise<ExitCode> {
  const split = args.indexOf('--');
  const program = split === -1 ? null : args.slice(split + 1);
  const { values, positionals } = parseArguments(split === -1 ? args : args.slice(0, split), options);
  const [action, ...words] = positionals;
  const engine = await context.openEngine(findRoot(context.workingFolder, values.root));
  try {
    if (action === 'snapshot') return await takeSnapshot(engine, { values, words, program }, context, signal);
    if (action === 'top') return await showTop(engine, values, words, context, signal);
    if (action === 'compare') return await compareTwo(engine, values, words, context, signal);
    if (action === 'leak') return await findLeaks(engine, { values, words, program }, context, signal);
    throw usageError(`heap is followed by snapshot, top, compare or leak${action === undefined ? '' : `, not '${action}'`}`);
  } finally {
    engine.dispose();
  }
}

function processOf({ pid: pidText, inspect }: Options): ProcessAddress | null {
  const pid = parsePid(pidText);
  if (pid !== undefined && inspect !== undefined) throw usageError('--pid and --inspect both name a process: give one of them');
  if (inspect !== undefined) return { inspector: inspect };
  return pid === undefined ? null : { pid };
}

async function takeSnapshot(
  engine: Engine,
  { values, words, program }: HeapArguments,
  context: CommandContext,
  signal: AbortSignal,
): Promise<ExitCode> {
  const request = await leakRequest(engine, { values, words, program }, context, DEFAULT_STARTED_SECONDS, signal);
  if (request === null) return 1;
  const file = path.resolve(context.workingFolder, values.out ?? 'heap.heapsnapshot');
  requireFolderOf('--out', file, context.workingFolder);
  const afterSeconds = parseNumber('--again', values.again, MOST_SECONDS);
  const { dir, name, ext } = path.parse(file);
  const second = afterSeconds === undefined ? undefined : { file: path.join(dir, `${name}.2${ext}`), afterSeconds };
  if (second && request.kind === 'benchmark') throw usageError('--again is for processes and programs: a benchmark has one snapshot');
  await engine.takeHeapSnapshot(request, file, signal, second);
  const files = second ? [file, second.file] : [file];
  const next = second ? 'laptime heap compare shows what grew.' : 'laptime heap top shows it.';
  const written = files.map((each) => `Written: ${visibleText(each)}\n`).join('');
  await context.terminal.out.write(values.json ? `${JSON.stringify({ files }, null, 2)}\n` : `${written}${next}\n`);
  return 0;
}

async function showTop(
  engine: Engine,
  values: Options,
  words: readonly string[],
  context: CommandContext,
  signal: AbortSignal,
): Promise<ExitCode> {
  if (words.length !== 1) throw usageError('heap top needs one file: laptime heap top a.heapsnapshot');
  const limit = parseLimit(values.limit);
  const summary = await engine.readHeapSnapshot(path.resolve(context.workingFolder, words[0]!), signal);
  const { out, unicode } = context.terminal;
  await out.write(
    values.json
      ? `${JSON.stringify(toHeapSummaryJson(summary), null, 2)}\n`
      : renderHeapSummary(summary, { width: out.width(), color: out.color, unicode, limit }),
  );
  return 0;
}

async function compareTwo(
  engine: Engine,
  values: Options,
  words: readonly string[],
  context: CommandContext,
  signal: AbortSignal,
): Promise<ExitCode> {
  if (words.length !== 2) throw usageError('heap compare needs two files, the earlier one first');
  const limit = parseLimit(values.limit);
  const [baseline, candidate] = words.map((word) => path.resolve(context.workingFolder, word)) as [string, string];
  const comparison = await engine.compareHeapSnapshots(baseline, candidate, signal);
  const { out, unicode } = context.terminal;
  await out.write(
    values.json
      ? `${JSON.stringify(toHeapComparisonJson(comparison), null, 2)}\n`
      : renderHeapComparison(comparison, { width: out.width(), color: out.color, unicode, limit }),
  );
  return 0;
}

interface HeapArguments {
  readonly values: Options;
  readonly words: readonly string[];
  readonly program: readonly string[] | null;
}

/** 1 where something leaks, as for a benchmark that fails. */
async function findLeaks(engine: Engine, asked: HeapArguments, context: CommandContext, signal: AbortSignal): Promise<ExitCode> {
  const request = await leakRequest(engine, asked, context, DEFAULT_SECONDS, signal);
  if (request === null) return 1;
  await tellConfigProblems(engine, context.terminal.err);
  const report = await withProgress(createLeakProgress(context.terminal, context.clock), signal, (onProgress) =>
    engine.findLeaks(request, onProgress, signal),
  );
  const { out, unicode } = context.terminal;
  await out.write(
    asked.values.json
      ? `${JSON.stringify(toLeakJson(report), null, 2)}\n`
      : renderLeaks(report, { width: out.width(), color: out.color, unicode }),
  );
  return report.leaks.length > 0 ? 1 : 0;
}

async function leakRequest(
  engine: Engine,
  { values, words, program }: HeapArguments,
  { workingFolder, terminal }: CommandContext,
  usualSeconds: number,
  signal: AbortSignal,
): Promise<LeakRequest | null> {
  const target = processOf(values);
  const seconds = parseNumber('--seconds', values.seconds, MOST_SECONDS) ?? usualSeconds;
  const benchmarks = words.length > 0 || values.name !== undefined;
  if ([target !== null, program !== null, benchmarks].filter(Boolean).length > 1)
    throw usageError('a benchmark, a process and a program after -- are three things to look at: give one of them');
  if (target !== null) return { kind: 'process', seconds, ...target };
  if (program !== null) {
    return { kind: 'program', command: requireProgram(program), cwd: workingFolder, seconds };
  }
  const { files, nameFilter } = await resolveTargets(words, workingFolder, engine, signal);
  if (files.length === 0) {
    await terminal.err.write(`No bench files in ${engine.root}. To look at a program: -- node server.js\n`);
    return null;
  }
  const name = values.name ?? nameFilter;
  return {
    kind: 'benchmark',
    selections: files.map((file) => ({ file })),
    ...(name !== undefined && { nameFilter: name }),
    ...(values.node !== undefined && { nodeExecutable: values.node }),
  };
}

function requireProgram(program: readonly string[]): readonly string[] {
  if (program.length > 0) return program;
  throw usageError('-- is followed by the program that is to be looked at: laptime heap leak -- node server.js');
}

const parseLimit = (text: string | undefined): number => Math.ceil(parseNumber('--limit', text, 1e6) ?? DEFAULT_LIMIT);

function parseNumber(option: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d+(\.\d+)?$/u.test(text) ? Number(text) : Number.NaN;
  if (value > 0 && value <= most) return value;
  throw usageError(`${option} is a number above 0 and at most ${most}, not '${text}'`);
}
