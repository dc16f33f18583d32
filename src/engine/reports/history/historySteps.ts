import { changedCommits } from '../../../model/changedCommits.ts';
import type { BenchmarkHistory, HistorySeries, SuspectCheck } from '../../../model/history.ts';
import { suspectCommits } from '../../../model/suspectCommits.ts';
import { shortHash } from '../commitText.ts';
import { benchOption, nameArgument, type Step } from '../nextSteps.ts';
import { lastChange } from './historyRows.ts';

/** One or two commands that are worth running after this look at the history, with their reason. */
export function historySteps(history: BenchmarkHistory, checks: readonly SuspectCheck[] | null): readonly Step[] {
  const { series } = history;
  const suspicious = series.filter((each) => suspectCommits(history, each) !== null);
  if (checks === null && suspicious.length > 0) return suspectSteps(history, suspicious);
  const [only, ...others] = series;
  if (only !== undefined && others.length === 0) return changeSteps(history, only);
  return only === undefined ? [] : [{ command: 'laptime history NAME', reason: 'all changes of one benchmark' }];
}

function suspectSteps(history: BenchmarkHistory, suspicious: readonly HistorySeries[]): Step[] {
  const { baseline, candidate } = suspectCommits(history, suspicious[0]!)!;
  const [option, name] =
    suspicious.length === 1 ? [benchOption(suspicious[0]!.benchmark), nameArgument(suspicious[0]!.benchmark)] : ['', null];
  const newest = candidate.behind === 0 ? 'HEAD' : shortHash(candidate);
  return [
    ...(history.metric === 'median'
      ? [
          {
            command: `laptime history${name === null ? '' : ` ${name}`} --check`,
            reason: 'measures them again, in turns with what was before',
          },
        ]
      : []),
    { command: `laptime compare ${shortHash(baseline)} ${newest}${option}`, reason: 'the same by hand' },
  ];
}

/** Where the last change may be of several commits. */
function changeSteps(history: BenchmarkHistory, series: HistorySeries): Step[] {
  const last = lastChange(history, series);
  if (last === null) return [];
  const { before, last: newest, candidates } = changedCommits(history, series, last.change);
  if (before === null || candidates === 1) return [{ command: `git show ${shortHash(last.commit)}`, reason: 'what the last change was' }];
  const [from, to] = [shortHash(before), shortHash(newest)];
  const option = benchOption(series.benchmark);
  const search = `laptime bisect --good ${from} --bad ${to}${option}`;
  const isSlower = history.metric === 'median' && last.change.direction === 'up' && option !== '';
  return [
    ...(isSlower ? [{ command: search, reason: 'which of them it was' }] : []),
    { command: `laptime run-range ${from}..${to}${option}`, reason: 'measures those between' },
  ];
}
