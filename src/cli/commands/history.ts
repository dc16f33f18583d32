import type { Engine, HistoryRequest } from '../../engine/engine.ts';
import { renderBenchmarkHistory, renderHistory, toHistoryJson, toHistoryMarkdown } from '../../engine/reports/index.ts';
import type { BenchmarkHistory, HistoryMetric, SuspectCheck } from '../../model/history.ts';
import { parseArguments, usageError, type OptionSpecs } from '../arguments.ts';
import type { Command, CommandContext, ExitCode } from '../command.ts';
import { createCompareProgress } from '../compareProgress.ts';
import { tellConfigProblems } from '../configProblems.ts';
import { throwAsTyped } from '../namingErrors.ts';
import { openOutputs, writeOutputs, type Outputs } from '../outputs.ts';
import { parseTime } from '../parseTime.ts';
import { findRoot } from '../targets.ts';
import { tellNotices } from '../tellNotices.ts';
import { withProgress } from '../withProgress.ts';

const METRICS: readonly HistoryMetric[] = ['median', 'p99', 'heap', 'gc'];

const options = {
  metric: { value: 'NAME', about: 'median (unless given), p99, heap (bytes allocated) or gc (share of time in garbage collection)' },
  environment: { value: 'ID', about: 'results of another machine or Node: the beginning of its id, as the report lists them' },
  limit: { value: 'N', about: 'only the newest N commits with results; 1000 unless given' },
  check: { value: null, about: 'measure the newest values that look off again, in turns with what was before' },
  time: { value: 'SECONDS', about: 'with --check: the most time for one benchmark' },
  json: { value: 'FILE', about: 'write all values and changes as JSON; - is the standard output' },
  markdown: { value: 'FILE', about: 'write a report for a pull request or wiki' },
  node: { value: 'PATH', about: 'with --check: the Node that runs the benchmarks' },
  root: { value: 'DIR', about: 'the workspace folder; by default the nearest with a laptime.config.json, else this one' },
} as const satisfies OptionSpecs;

export const history: Command = {
  usage: 'history [NAME] [options]',
  about: `Shows benchmarks over the commits of this branch: where each stands, when it changed, by how much, and with which commit. With
the name of one, all its changes and newest values. Nothing is measured but with --check: see laptime run-range. Values of different
machines are never mixed, and the newest ones that look off are called a change only when they were measured again.`,
  options,
  examples: [
    ['laptime history', 'a line for each benchmark'],
    ['laptime history parse', 'all changes of "parse"'],
    ['laptime history --check', 'what looks off is measured again; ends with 1 where it is slower'],
    ['laptime history parse --metric heap --json -', 'the memory that it allocates, as JSON'],
  ],
  run: runHistory,
};

async function runHistory(args: readonly string[], context: CommandContext, signal: AbortSignal): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, options);
  const metric = parseMetric(values.metric);
  const limit = parseLimit(values.limit);
  const timeSeconds = parseTime(values.time);
  const unused = values.check ? undefined : (['time', 'node'] as const).find((name) => values[name] !== undefined);
  if (unused !== undefined) throw usageError(`--${unused} is for measuring: history measures only with --check`);
  if (values.check && metric !== 'median') throw usageError(`--check measures times: leave out --metric ${metric}`);
  const outputs = openOutputs(Object.keys(FORMATS) as Format[], values, context);
  const request: HistoryRequest = {
    metric,
    ...(positionals.length > 0 && { benchmark: positionals.join(' ') }),
    ...(values.environment !== undefined && { environmentId: values.environment }),
    ...(limit !== undefined && { limit }),
  };
  const { err } = context.terminal;
  const engine = await context.openEngine(findRoot(context.workingFolder, values.root));
  try {
    await tellConfigProblems(engine, err);
    const found = await engine.benchmarkHistory(request, signal).catch(throwAsTyped);
    if (found.series.length === 0) {
      await err.write(nothingText(engine, found));
      return 1;
    }
    const asked = { ...(timeSeconds !== undefined && { timeSeconds }), ...(values.node !== undefined && { nodeExecutable: values.node }) };
    const checks = values.check
      ? await withProgress(createCompareProgress(context.terminal, context.clock), signal, (onEvent) =>
          engine.checkSuspects(found, asked, onEvent, signal),
        )
      : null;
    await tellNotices(engine, err);
    if (signal.aborted) {
      await err.write('Interrupted: nothing is said about what was measured again.\n');
      return 130;
    }
    await report(found, checks, positionals.length > 0, outputs, context);
    return checks?.some(({ comparison }) => comparison.state === 'compared' && comparison.estimate.verdict === 'slower') ? 1 : 0;
  } finally {
    engine.dispose();
  }
}

const FORMATS = { json: toJsonText, markdown: toHistoryMarkdown } as const;
type Format = keyof typeof FORMATS;

function toJsonText(found: BenchmarkHistory, checks: readonly SuspectCheck[] | null): string {
  return `${JSON.stringify(toHistoryJson(found, checks), null, 2)}\n`;
}

async function report(
  found: BenchmarkHistory,
  checks: readonly SuspectCheck[] | null,
  isNamed: boolean,
  outputs: Outputs<Format>,
  { terminal }: CommandContext,
): Promise<void> {
  const { out, err, unicode } = terminal;
  const human = outputs.standard === null ? out : err;
  const style = { width: human.width(), color: human.color, unicode, checks };
  const [only, ...others] = found.series;
  const isOne = isNamed && only !== undefined && others.length === 0;
  await human.write(isOne ? renderBenchmarkHistory(found, only, style) : renderHistory(found, style));
  await writeOutputs(outputs, (format) => FORMATS[format](found, checks), terminal);
}

function nothingText(engine: Engine, { elsewhere }: BenchmarkHistory): string {
  const problem = engine.historyProblem();
  if (problem !== null) return `${problem}\n`;
  const others = elsewhere === 0 ? '' : ` ${elsewhere} that have some are on other branches, or not in this clone.`;
  return `No commit of this branch has a result yet.${others} Measure some with laptime run-range HEAD~10..HEAD; laptime bench adds the current commit where nothing is uncommitted.\n`;
}

function parseMetric(text: string | undefined): HistoryMetric {
  const metric = text === undefined ? 'median' : METRICS.find((name) => name === text);
  if (!metric) throw usageError(`--metric is median, p99, heap or gc, not '${text}'`);
  return metric;
}

function parseLimit(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const limit = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (limit < 1) throw usageError(`--limit is a whole number of commits from 1, not '${text}'`);
  return limit;
}
