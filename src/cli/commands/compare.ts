import type { CompareRequest } from '../../engine/engine.ts';
import { WORK_TREE } from '../../model/comparison.ts';
import { underMode } from '../../model/mode.ts';
import { parseArguments, usageError, type OptionSpecs } from '../arguments.ts';
import type { Command, CommandContext, ExitCode } from '../command.ts';
import { createCompareProgress } from '../compareProgress.ts';
import { openComparisonOutputs, reportComparison, type FailOn } from '../comparisonReport.ts';
import { tellConfigProblems } from '../configProblems.ts';
import { parseShare } from '../parseShare.ts';
import { parseTime } from '../parseTime.ts';
import { findRoot } from '../targets.ts';
import { tellNotices } from '../tellNotices.ts';
import { withProgress } from '../withProgress.ts';

const LARGEST_MARGIN = 0.5;
const FAIL_ON: readonly FailOn[] = ['slower', 'inconclusive', 'never'];

const options = {
  worktree: { value: null, about: 'judge what is on disk, with all uncommitted changes; so it is without HEAD' },
  runs: { value: null, about: 'BASE and HEAD are stored runs: last, last~2, the beginning of an id, or a revision; nothing is measured' },
  force: { value: null, about: 'with --runs: compare runs of different environments all the same' },
  modes: { value: 'A,B', about: 'run one revision under mode A and under mode B; what is on disk unless one is named' },
  bench: { value: 'NAME', about: 'only benchmarks with this in their file or name' },
  time: { value: 'SECONDS', about: 'the most time for one benchmark; else as laptime.config.json says, else 10' },
  margin: { value: 'PERCENT', about: 'changes up to this do not matter; else as laptime.config.json says, else 2%' },
  'own-benches': { value: null, about: 'each revision runs its own bench files; else both run those of HEAD' },
  'fail-on': {
    value: 'WHAT',
    about: 'end with 1 when a benchmark is slower (the default), slower or inconclusive (inconclusive), or never',
  },
  json: { value: 'FILE', about: 'write the comparison as JSON; - is the standard output' },
  markdown: { value: 'FILE', about: 'write a comment for a pull request' },
  junit: { value: 'FILE', about: 'write JUnit XML for a CI service' },
  verbose: { value: null, about: 'tell all statistics, warnings, and what the machine did' },
  node: { value: 'PATH', about: 'the Node that runs the benchmarks' },
  root: { value: 'DIR', about: 'the workspace folder; by default the nearest with a laptime.config.json, else this one' },
} as const satisfies OptionSpecs;

export const compare: Command = {
  usage: 'compare BASE [HEAD | --worktree] | --modes A,B [REVISION] [options]',
  about: `Measures two revisions in turns, in the same processes, and says for each benchmark whether HEAD is faster, slower or the same
as BASE, with the 99 % interval of the change; where the noise hides the answer it says inconclusive, and what would settle it.
Neither your files nor your index are touched: commits are checked out in the cache of your system.`,
  options,
  examples: [
    ['laptime compare HEAD', 'your uncommitted changes against the last commit'],
    ['laptime compare origin/main HEAD', 'this branch against the main one'],
    ['laptime compare v1.2.0 --bench parse --time 30', 'what is on disk against a release, for benchmarks with "parse" in their name'],
    ['laptime compare origin/main --markdown comment.md', 'for a pull request'],
    ['laptime compare baseline:before', 'what is on disk against what it was at: laptime baseline save before'],
    ['laptime compare --modes development,production', 'what is on disk under two modes'],
    ['laptime compare --runs last~1 last', 'the last two runs in the history'],
  ],
  run: runCompare,
};

async function runCompare(args: readonly string[], context: CommandContext, signal: AbortSignal): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, options);
  const [baseline, candidate, ...more] = values.modes === undefined ? positionals : sidesInModes(values.modes, positionals);
  if (baseline === undefined)
    throw usageError('compare needs the revision to compare with: laptime compare HEAD, or laptime compare origin/main HEAD');
  if (more.length > 0)
    throw usageError(`compare takes two revisions at the most, and '${more[0]}' is one more; --bench takes the name of a benchmark`);
  if (values.force && !values.runs) throw usageError('--force is for stored runs: --runs BASE HEAD --force');
  if (values.runs && candidate === undefined) throw usageError('--runs compares two stored runs: laptime compare --runs last~1 last');
  if (candidate !== undefined && values.modes === undefined && values.worktree)
    throw usageError(`--worktree is what is on disk: leave it out, or '${candidate}'`);
  const unused = values.runs
    ? (['modes', 'worktree', 'time', 'own-benches', 'node'] as const).find((name) => values[name] !== undefined)
    : undefined;
  if (unused !== undefined) throw usageError(`--${unused} is for measuring, and --runs measures nothing`);
  const failOn = parseFailOn(values['fail-on']);
  const margin = parseShare('--margin', values.margin, LARGEST_MARGIN);
  const timeSeconds = parseTime(values.time);
  const outputs = openComparisonOutputs(values, context);
  const both = { ...(values.bench !== undefined && { nameFilter: values.bench }), ...(margin !== undefined && { margin }) };
  const request: CompareRequest = {
    baseline,
    ...(candidate !== undefined && { candidate }),
    ...both,
    ...(timeSeconds !== undefined && { timeSeconds }),
    ...(values.node !== undefined && { nodeExecutable: values.node }),
    ownBenches: values['own-benches'] === true,
  };
  const engine = await context.openEngine(findRoot(context.workingFolder, values.root));
  try {
    await tellConfigProblems(engine, context.terminal.err);
    const run =
      values.runs && candidate !== undefined
        ? await engine.compareRuns({ baseline, candidate, ...both, force: values.force === true }, signal)
        : await withProgress(createCompareProgress(context.terminal, context.clock), signal, (onEvent) =>
            engine.compare(request, onEvent, signal),
          );
    await tellNotices(engine, context.terminal.err);
    const historyProblem = values.runs ? null : engine.historyProblem();
    if (historyProblem !== null) await context.terminal.err.write(`${historyProblem}\n`);
    return await reportComparison(run, { outputs, failOn, verbose: values.verbose === true, bench: values.bench }, context.terminal);
  } finally {
    engine.dispose();
  }
}

/** One revision twice, under two modes. */
function sidesInModes(text: string, [revision = WORK_TREE, ...more]: readonly string[]): readonly string[] {
  const [first, second, ...others] = text.split(',').map((name) => name.trim());
  if (!first || !second || others.length > 0 || first === second) {
    throw usageError(`--modes takes two modes with a comma between them, like development,production, not '${text}'`);
  }
  if (more.length > 0) throw usageError(`--modes compares one revision under two modes, and '${more[0]}' is one more`);
  return [underMode(revision, first), underMode(revision, second)];
}

function parseFailOn(text: string | undefined): FailOn {
  const found = text === undefined ? 'slower' : FAIL_ON.find((name) => name === text);
  if (!found) throw usageError(`--fail-on is slower, inconclusive or never, not '${text}'`);
  return found;
}
