import { visibleText } from '../../base/text.ts';
import type { BenchFile } from '../../model/benchmark.ts';
import { parseArguments, usageError, type OptionSpecs, type OptionValues } from '../arguments.ts';
import type { Command, CommandContext, ExitCode } from '../command.ts';
import { tellConfigProblems } from '../configProblems.ts';
import { listBenchmarks } from '../listing.ts';
import { openOutputs } from '../outputs.ts';
import { parsePreset } from '../parsePreset.ts';
import { parseTime } from '../parseTime.ts';
import type { ReportFormat, ReportOutputs } from '../runReport.ts';
import { findRoot, readTargets, resolveTargets } from '../targets.ts';
import type { Terminal } from '../terminal.ts';

const options = {
  preset: { value: 'NAME', about: 'how exactly to measure: quick, standard or thorough; else as laptime.config.json says, else standard' },
  mode: { value: 'NAME', about: 'run with the variables and flags of this mode; else of the one that counts (laptime mode)' },
  time: { value: 'SECONDS', about: 'the most time for one benchmark' },
  json: { value: 'FILE', about: 'write the results as JSON; - is the standard output' },
  markdown: { value: 'FILE', about: 'write a table for a pull request' },
  csv: { value: 'FILE', about: 'write a table for a spreadsheet' },
  verbose: { value: null, about: 'tell all that each benchmark is warned of, and what the machine did' },
  list: { value: null, about: 'show the benchmarks; run nothing' },
  node: { value: 'PATH', about: 'the Node that runs the benchmarks' },
  root: { value: 'DIR', about: 'the workspace folder; by default the nearest with a laptime.config.json, else this one' },
} as const satisfies OptionSpecs;

type Options = OptionValues<typeof options>;
const FORMATS: readonly ReportFormat[] = ['json', 'markdown', 'csv'];

export const bench: Command = {
  usage: 'bench [FILE | FOLDER | GLOB | NAME]… [options]',
  about: `Runs benchmarks, each in fresh processes of its own, and prints the median time per iteration with its 99 % interval.
Words that name no file are one filter on names: only benchmarks whose file or name contains it run.`,
  options,
  examples: [
    ['laptime bench', 'all benchmarks of the workspace'],
    ['laptime bench src/parse.bench.ts', 'those of one file'],
    ['laptime bench parse tree --preset thorough', 'those with "parse tree" in their name, as exactly as it gets'],
    ['laptime bench --json - | jq .', 'the results as JSON'],
  ],
  run: runBench,
};

async function runBench(args: readonly string[], context: CommandContext, signal: AbortSignal): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, options);
  const preset = parsePreset(values.preset);
  const timeSeconds = parseTime(values.time);
  const outputs = openReports(values, context);
  const engine = await context.openEngine(findRoot(context.workingFolder, values.root));
  try {
    const targets = await resolveTargets(positionals, context.workingFolder, engine, signal);
    await tellConfigProblems(engine, context.terminal.err);
    if (targets.files.length === 0) {
      await context.terminal.err.write(noBenchFiles(engine.root));
      return 1;
    }
    if (values.list) return await list(await readTargets(engine, targets), outputs, context.terminal);
    // Loaded only now: a list is shown without waiting for what measures and reports.
    const { measure } = await import('../measure.ts');
    return await measure(
      engine,
      targets,
      { preset, timeSeconds, mode: values.mode, node: values.node, outputs, verbose: values.verbose === true },
      context,
      signal,
    );
  } finally {
    engine.dispose();
  }
}

/** A list has one format besides the text. */
function openReports(values: Options, context: CommandContext): ReportOutputs {
  const other = FORMATS.find((format) => format !== 'json' && values[format] !== undefined);
  if (values.list && other !== undefined) throw usageError('--list can be written as --json only');
  return openOutputs(FORMATS, values, context);
}

async function list(files: readonly BenchFile[], outputs: ReportOutputs, { out, err }: Terminal): Promise<ExitCode> {
  const json = `${JSON.stringify({ files }, null, 2)}\n`;
  await out.write(outputs.standard === 'json' ? json : listBenchmarks(files));
  for (const { file } of outputs.files) await file.fill((write) => write(json));
  for (const { file, problems } of files) {
    for (const { line, column, message } of problems) await err.write(`${visibleText(`${file}:${line}:${column}: ${message}`)}\n`);
  }
  return 0;
}

const noBenchFiles = (root: string) =>
  `No bench files in ${root}: write one named like parse.bench.ts, or set "benchmarks" in laptime.config.json.\n`;
