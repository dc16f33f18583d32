import { copyFileSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { visibleLines, visibleText } from '../../base/text.ts';
import { formatCount } from '../../base/units.ts';
import type { Engine, NodeProcess, RecordedProfile } from '../../engine/engine.ts';
import type { ProfileKind } from '../../model/profile.ts';
import { parseArguments, usageError, type OptionSpecs, type OptionValues } from '../arguments.ts';
import type { Command, CommandContext, ExitCode } from '../command.ts';
import { tellConfigProblems } from '../configProblems.ts';
import { requireFolderOf } from '../outputFile.ts';
import { parseDurationMs } from '../parseDurationMs.ts';
import { parsePid } from '../parsePid.ts';
import { createRecordProgress } from '../recordProgress.ts';
import { findRoot, resolveTargets } from '../targets.ts';
import { withProgress } from '../withProgress.ts';

const options = {
  heap: { value: null, about: 'what is allocated, garbage included, instead of time' },
  name: { value: 'NAME', short: 't', about: 'of benchmarks, those whose file or name contains it' },
  at: { value: 'REVISION', about: 'benchmarks at a commit, or at baseline:NAME, instead of what is on disk' },
  pid: { value: 'PID', about: 'a Node process that runs, and goes on; --list shows them' },
  inspect: { value: 'ADDRESS', about: 'a process by its inspector: 127.0.0.1:9229, or the ws:// address that Node prints' },
  duration: { value: 'SECONDS', about: 'how long; by default 2 s of a benchmark, and else until it ends or Ctrl+C' },
  interval: { value: 'NUMBER', about: 'microseconds from one sample to the next, 100 to 1000; with --heap bytes, 1024 to 16777216' },
  out: { value: 'FILE', about: 'write the profile there, too; a folder for several' },
  list: { value: null, about: 'show the Node processes of this machine; record nothing' },
  json: { value: null, about: 'write what was recorded, or with --list the processes, as JSON to the standard output' },
  node: { value: 'PATH', about: 'the Node that runs benchmarks, and what `node` is after --' },
  root: { value: 'DIR', about: 'the workspace folder; by default the nearest with a laptime.config.json, else this one' },
} as const satisfies OptionSpecs;

type Options = OptionValues<typeof options>;

export const profile: Command = {
  usage: 'profile [FILE | NAME]… [-t NAME] | --pid PID | --inspect ADDRESS | -- PROGRAM [ARGUMENT]… [options]',
  about: `Records CPU profiles, or heap profiles, and shows what cost most: of benchmarks (their measured part, one profile each), of a program
with all Node processes that it starts, or of a Node process that runs. Profiles are kept beside the history, in V8's own format.
Ctrl+C ends a recording and keeps it; twice ends at once. Nothing of it enters the history.`,
  options,
  examples: [
    ['laptime profile src/parse.bench.ts -t "parse a list"', 'one benchmark'],
    ['laptime profile -- node script.js', 'a script, from its start to its end'],
    ['laptime profile --heap -- npm test', 'what all processes of the tests allocate'],
    ['laptime profile --pid 4711 --duration 10', 'ten seconds of a server'],
    ['laptime profile --list', 'which processes there are'],
  ],
  run: runProfile,
};

async function runProfile(args: readonly string[], context: CommandContext, signal: AbortSignal): Promise<ExitCode> {
  const split = args.indexOf('--');
  const program = split === -1 ? [] : args.slice(split + 1);
  const { values, positionals } = parseArguments(split === -1 ? args : args.slice(0, split), options);
  refuseMixed(values, positionals, split === -1 ? null : program);
  const kind: ProfileKind = values.heap === true ? 'heap' : 'cpu';
  const pid = parsePid(values.pid);
  const durationMs = parseDurationMs('--duration', values.duration);
  const interval = parseInterval(values.interval, kind);
  // Before a recording, not after it.
  if (values.out !== undefined) requireFolderOf('--out', values.out, context.workingFolder);
  const engine = await context.openEngine(findRoot(context.workingFolder, values.root));
  try {
    if (values.list === true) return await list(await engine.nodeProcesses(), values.json === true, context);
    await tellConfigProblems(engine, context.terminal.err);
    const recorded = await record(engine, { kind, values, pid, positionals, program, durationMs, interval }, context, signal);
    if (recorded === null) return 1;
    const written = values.out === undefined ? [] : copyOut(recorded, values.out, context.workingFolder);
    return await report(recorded, written, values, context);
  } finally {
    engine.dispose();
  }
}

function refuseMixed(values: Options, positionals: readonly string[], program: readonly string[] | null): void {
  if (program?.length === 0) throw usageError('-- is followed by the program that is to be recorded: laptime profile -- node script.js');
  const benchmarks = positionals.length > 0 || values.name !== undefined || values.at !== undefined;
  const asked = [program !== null, values.pid !== undefined, values.inspect !== undefined, values.list === true, benchmarks];
  if (asked.filter(Boolean).length > 1) {
    throw usageError('benchmarks, --pid, --inspect, --list and a program after -- are five things to profile: give one of them');
  }
}

function parseInterval(text: string | undefined, kind: ProfileKind): number | undefined {
  if (text === undefined) return undefined;
  const [least, most] = kind === 'cpu' ? [100, 1000] : [1024, 2 ** 24];
  const value = /^\d+$/u.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw usageError(`--interval is a whole number of ${kind === 'cpu' ? 'microseconds' : 'bytes'} from ${least} to ${most}, not '${text}'`);
}

interface Asked {
  readonly kind: ProfileKind;
  readonly values: Options;
  readonly pid: number | undefined;
  readonly positionals: readonly string[];
  readonly program: readonly string[];
  readonly durationMs: number | undefined;
  readonly interval: number | undefined;
}

/** Null where there is nothing to record. The first Ctrl+C ends the recording; the second one ends this process. */
async function record(
  engine: Engine,
  asked: Asked,
  context: CommandContext,
  stop: AbortSignal,
): Promise<readonly RecordedProfile[] | null> {
  const { kind, values, pid, positionals, program, durationMs, interval } = asked;
  const { workingFolder, terminal } = context;
  const how = {
    kind,
    stop,
    ...(durationMs !== undefined && { durationMs }),
    ...(interval !== undefined && { interval }),
    ...(values.node !== undefined && { nodeExecutable: values.node }),
  };
  // A program has the terminal for itself.
  const progress = createRecordProgress(context, { isQuiet: program.length > 0 });
  const ended = new AbortController().signal;
  if (program.length > 0) {
    return withProgress(progress, stop, (onProgress) =>
      engine.recordProgram({ ...how, command: program, cwd: workingFolder, output: 'inherit', afterwards: 'ends', onProgress }, ended),
    );
  }
  if (pid !== undefined || values.inspect !== undefined) {
    const target = pid === undefined ? { inspector: values.inspect! } : { pid };
    return withProgress(progress, stop, (onProgress) => engine.recordProcess({ ...how, ...target, onProgress }, ended));
  }
  const { files, nameFilter } = await resolveTargets(positionals, workingFolder, engine, stop);
  if (files.length === 0) {
    progress.dispose();
    await terminal.err.write(`No bench files in ${engine.root}. To profile a program: laptime profile -- node script.js\n`);
    return null;
  }
  const name = values.name ?? nameFilter;
  return withProgress(progress, stop, (onProgress) =>
    engine.recordBenchmark(
      {
        ...how,
        selections: files.map((file) => ({ file })),
        onProgress,
        ...(name !== undefined && { nameFilter: name }),
        ...(values.at !== undefined && { revision: values.at }),
      },
      ended,
    ),
  );
}

/** A folder takes all; a file the first, which cost most. Returns what was written, as it was typed. */
function copyOut(recorded: readonly RecordedProfile[], name: string, workingFolder: string): readonly string[] {
  const target = path.resolve(workingFolder, name);
  const isFolder = /[\\/]$/u.test(name) || statSync(target, { throwIfNoEntry: false })?.isDirectory() === true;
  if (!isFolder) {
    copyFileSync(recorded[0]!.file, target);
    return [name];
  }
  mkdirSync(target, { recursive: true });
  return recorded.map(({ file }) => {
    copyFileSync(file, path.join(target, path.basename(file)));
    return path.join(name, path.basename(file));
  });
}

async function report(
  recorded: readonly RecordedProfile[],
  written: readonly string[],
  values: Options,
  context: CommandContext,
): Promise<ExitCode> {
  const { err, out } = context.terminal;
  if (values.json === true) {
    await out.write(`${JSON.stringify({ profiles: recorded }, null, 2)}\n`);
    return 0;
  }
  for (const each of recorded) await err.write(`${describe(each)}\n`);
  for (const name of written) await err.write(`Written: ${visibleText(name)}\n`);
  const [first] = recorded;
  if (recorded.length > 1) await err.write(`\n${visibleText(first!.recording.title)}:\n`);
  await err.write('\n');
  // The same report as of any file, of what cost most; of the others it is a command away.
  const { top } = await import('./top.ts');
  return top.run([first!.file, '--limit', String(SHOWN_FUNCTIONS)], context, new AbortController().signal);
}

const SHOWN_FUNCTIONS = 10;

function describe({ file, recording }: RecordedProfile): string {
  const { title, iterations, slowdown } = recording;
  const facts = [
    ...(iterations === null ? [] : [`${formatCount(iterations)} iterations`]),
    ...(slowdown === null ? [] : [`${slowdown.toFixed(2)} times as long while it was recorded`]),
  ];
  return `Recorded ${visibleText(title)}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}\n  ${visibleText(file)}`;
}

async function list(processes: readonly NodeProcess[], asJson: boolean, { terminal: { out } }: CommandContext): Promise<ExitCode> {
  if (asJson) {
    await out.write(`${JSON.stringify({ processes }, null, 2)}\n`);
    return 0;
  }
  if (processes.length === 0) await out.write('No Node process runs here.\n');
  for (const { pid, commandLine, cwd, ports, inspector, isOwn } of processes) {
    const facts = [
      ...(isOwn ? [] : ['of another user']),
      ...(ports.length > 0 ? [`listens on ${ports.join(', ')}`] : []),
      ...(inspector === null ? [] : [`inspector ${inspector}`]),
      ...(cwd === null ? [] : [`in ${cwd}`]),
    ];
    await out.write(
      `${String(pid).padStart(7)}  ${visibleLines(visibleText(commandLine))}${facts.length > 0 ? `\n         ${visibleText(facts.join(' · '))}` : ''}\n`,
    );
  }
  return 0;
}
