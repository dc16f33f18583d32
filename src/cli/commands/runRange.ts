import { formatSpan } from '../../base/spans.ts';
import { visibleText } from '../../base/text.ts';
import type { RangeChoice, RangeRequest } from '../../engine/engine.ts';
import type { RangeOutcome } from '../../model/history.ts';
import { parseArguments, usageError, type OptionSpecs, type OptionValues } from '../arguments.ts';
import type { Command, CommandContext, ExitCode } from '../command.ts';
import { tellConfigProblems } from '../configProblems.ts';
import { countOf } from '../countOf.ts';
import { throwAsTyped } from '../namingErrors.ts';
import { parsePreset } from '../parsePreset.ts';
import { parseTime } from '../parseTime.ts';
import { createRangeProgress } from '../rangeProgress.ts';
import { findRoot } from '../targets.ts';
import { tellNotices } from '../tellNotices.ts';
import { withProgress } from '../withProgress.ts';

const options = {
  every: { value: 'N', about: 'only every Nth commit, counted from the newest' },
  merges: { value: null, about: 'only merges' },
  tags: { value: null, about: 'only commits with a tag' },
  bench: { value: 'NAME', about: 'only benchmarks with this in their file or name' },
  preset: { value: 'NAME', about: 'how exactly to measure: quick, standard or thorough; else as laptime.config.json says, else standard' },
  time: { value: 'SECONDS', about: 'the most time for one benchmark at one commit' },
  'own-benches': { value: null, about: 'each commit runs its own bench files; else all run those on disk' },
  again: { value: null, about: 'measure commits that have their results, too' },
  node: { value: 'PATH', about: 'the Node that runs the benchmarks' },
  root: { value: 'DIR', about: 'the workspace folder; by default the nearest with a laptime.config.json, else this one' },
} as const satisfies OptionSpecs;

export const runRange: Command = {
  usage: 'run-range A..B [options]',
  about: `Measures the commits after A up to B, and stores a run at each for the history. Only what the branch itself went through is
measured, not what was merged into it; the ends first, then the middles. Commits that have their results already are left out, so
that after Ctrl-C the same command goes on; those that do not run are told and skipped. Your files and index are not touched.`,
  options,
  examples: [
    ['laptime run-range v1.0..HEAD --every 10', 'every tenth commit since a release'],
    ['laptime run-range v1.0.. --merges', 'the merges since then'],
    ['laptime run-range HEAD~20..HEAD --bench parse --preset quick', 'one benchmark at the last 20 commits'],
  ],
  run: runRangeCommand,
};

async function runRangeCommand(args: readonly string[], context: CommandContext, signal: AbortSignal): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, options);
  const [range, ...more] = positionals;
  if (range === undefined || more.length > 0) {
    throw usageError('run-range needs one range, the older end first: laptime run-range v1.0..HEAD; --bench takes the name of a benchmark');
  }
  const preset = parsePreset(values.preset);
  const timeSeconds = parseTime(values.time);
  const request: RangeRequest = {
    range,
    choice: parseChoice(values),
    ...(values.bench !== undefined && { nameFilter: values.bench }),
    ...(preset !== undefined && { preset }),
    ...(timeSeconds !== undefined && { timeSeconds }),
    ...(values.node !== undefined && { nodeExecutable: values.node }),
    ownBenches: values['own-benches'] === true,
    again: values.again === true,
  };
  const { out, err } = context.terminal;
  const engine = await context.openEngine(findRoot(context.workingFolder, values.root));
  try {
    await tellConfigProblems(engine, err);
    const outcome = await withProgress(createRangeProgress(context.terminal, context.clock), signal, (onEvent) =>
      engine.runRange(request, onEvent, signal).catch(throwAsTyped),
    );
    await tellNotices(engine, err);
    for (const note of outcome.notes) await err.write(`${noteText(note)}\n`);
    const problem = engine.historyProblem();
    if (problem !== null) await err.write(`${problem}\n`);
    await out.write(`${outcomeText(outcome)}\n`);
    if (outcome.state === 'cancelled') return 130;
    return problem !== null || (outcome.measured.length === 0 && outcome.skipped.length > 0) ? 1 : 0;
  } finally {
    engine.dispose();
  }
}

function parseChoice(values: OptionValues<typeof options>): RangeChoice {
  const asked = (['every', 'merges', 'tags'] as const).filter((name) => values[name] !== undefined);
  if (asked.length > 1) throw usageError(`--${asked[0]} and --${asked[1]} choose differently: leave one out`);
  if (values.merges) return 'merges';
  if (values.tags) return 'tags';
  if (values.every === undefined) return 'all';
  const every = /^\d{1,6}$/.test(values.every) ? Number(values.every) : 0;
  if (every < 1) throw usageError(`--every is a whole number from 1, not '${values.every}'`);
  return { every };
}

function noteText({ message, commits }: RangeOutcome['notes'][number]): string {
  return `${visibleText(message)}${commits > 1 ? ` So it is with ${commits - 1} more.` : ''}`;
}

function outcomeText({ state, measured, known, skipped, durationMs }: RangeOutcome): string {
  const failures = measured.reduce((sum, each) => sum + each.failures, 0);
  const parts = [
    measured.length === 0 ? 'No commit measured' : `${countOf(measured.length, 'commit')} measured in ${formatSpan(durationMs)}`,
    ...(failures > 0 ? [`${countOf(failures, 'benchmark')} failed there`] : []),
    ...(known > 0 ? [`${known} done before`] : []),
    ...(skipped.length > 0 ? [`${skipped.length} skipped`] : []),
  ];
  const shown = measured.length + known > 0 ? ' laptime history shows them.' : '';
  return `${parts.join(', ')}.${shown}${state === 'cancelled' ? ' The same command goes on from here.' : ''}`;
}
