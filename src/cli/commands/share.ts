import { visibleText, withoutCredentials } from '../../base/text.ts';
import type { PullOutcome, PushOutcome, PushRequest } from '../../engine/engine.ts';
import { parseArguments, usageError, type OptionSpecs } from '../arguments.ts';
import type { Command, CommandContext, ExitCode } from '../command.ts';
import { countOf } from '../countOf.ts';
import { findRoot } from '../targets.ts';

const options = {
  remote: { value: 'NAME', about: 'the git remote, or its URL; origin unless given' },
  keep: { value: 'RUNS', about: 'with push: remove all but the newest so many runs from the remote' },
  'keep-days': { value: 'DAYS', about: 'with push: remove the runs that are older than so many days from the remote' },
  root: { value: 'DIR', about: 'the workspace folder; by default the nearest with a laptime.config.json, else this one' },
} as const satisfies OptionSpecs;

export const share: Command = {
  usage: 'share push|pull [options]',
  about: `Shares stored runs with others through the git remote, without a server. They lie under a ref of their own,
refs/laptime/results, which is no branch: nobody's clone gets larger. Runs of uncommitted changes stay here.`,
  options,
  examples: [
    ['laptime share push', 'add the runs that are stored here to those on origin'],
    ['laptime share pull', 'add the runs that others shared to the history here'],
    ['laptime share push --keep 2000', 'the same, and keep the newest 2000 on the remote'],
  ],
  run: runShare,
};

async function runShare(args: readonly string[], context: CommandContext, signal: AbortSignal): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, options);
  const [action] = positionals;
  if (positionals.length !== 1 || (action !== 'push' && action !== 'pull'))
    throw usageError('share needs one word: laptime share push, or laptime share pull');
  const keep = {
    ...(values.keep !== undefined && { runs: parseCount('--keep', values.keep) }),
    ...(values['keep-days'] !== undefined && { days: parseCount('--keep-days', values['keep-days']) }),
  };
  const isKeeping = Object.keys(keep).length > 0;
  if (isKeeping && action === 'pull')
    throw usageError('--keep and --keep-days are for laptime share push; what is stored here is kept as laptime.config.json says');
  const { remote = 'origin' } = values;
  const engine = await context.openEngine(findRoot(context.workingFolder, values.root));
  try {
    const request: PushRequest = { remote, ...(isKeeping && { keep }) };
    const outcome = action === 'push' ? await engine.pushRuns(request, signal) : await engine.pullRuns({ remote }, signal);
    const { err } = context.terminal;
    for (const problem of outcome.problems) await err.write(`laptime: ${visibleText(problem)}\n`);
    const shown = withoutCredentials(remote);
    await err.write(`${'pushed' in outcome ? describePush(outcome, shown) : describePull(outcome, shown)}\n`);
    return 0;
  } finally {
    engine.dispose();
  }
}

function parseCount(option: string, text: string): number {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (count < 1) throw usageError(`${option} is a whole number from 1, not '${text}'`);
  return count;
}

const describePush = ({ pushed, known, removed }: PushOutcome, remote: string) =>
  [
    `${countOf(pushed, 'run')} shared on ${remote}`,
    ...(known > 0 ? [`${known} shared already`] : []),
    ...(removed > 0 ? [`${removed} removed`] : []),
  ].join(', ');

function describePull({ exists, pulled, known, tooOld }: PullOutcome, remote: string): string {
  if (!exists) return `nobody has shared runs on ${remote} yet: laptime share push does`;
  const older = tooOld > 0 ? [`${tooOld} older than "retention" of laptime.config.json keeps`] : [];
  return [`${countOf(pulled, 'run')} added from ${remote}`, ...(known > 0 ? [`${known} stored already`] : []), ...older].join(', ');
}
