import type { Clock } from '../base/clock.ts';
import { visibleText } from '../base/text.ts';
import { formatChange, formatPercent } from '../base/units.ts';
import type { BisectEvent, BisectProgress, BisectRun } from '../model/bisection.ts';
import { countOf } from './countOf.ts';
import { createLiveLine, formatTimeLeft } from './liveLine.ts';
import { commitName } from './progressNames.ts';
import type { Terminal } from './terminal.ts';
import type { Progress } from './withProgress.ts';

/** One live line where somebody watches; elsewhere a line for what is prepared and for each answer. */
export function createBisectProgress(terminal: Terminal, clock: Clock): Progress<BisectEvent> {
  return terminal.liveProgress ? liveProgress(terminal, clock) : plainProgress(terminal);
}

const INTERRUPTED = 'Interrupted: the answers so far are kept, and the same command goes on from them';

function plainProgress({ err }: Terminal): Progress<BisectEvent> {
  const write = (line: string) => void err.write(`${line}\n`);
  return {
    show(event) {
      switch (event.kind) {
        case 'preparing':
          write(visibleText(event.message));
          break;
        case 'started':
          write(startText(event));
          break;
        case 'measured':
          write(`${commitName(event.commit)}: ${answerText(event.run)}`);
          break;
        case 'measuring':
          write(`${stateText(event.progress)}; measuring ${commitName(event.commit)}`);
      }
    },
    cancelling: () => write(INTERRUPTED),
    dispose() {},
  };
}

function liveProgress(terminal: Terminal, clock: Clock): Progress<BisectEvent> {
  const line = createLiveLine(terminal, clock);
  let tail = '';
  let head = '';
  let isCancelled = false;
  return {
    show(event) {
      switch (event.kind) {
        case 'preparing':
          line.show({ head, name: visibleText(event.message), tail: '' });
          break;
        case 'started':
          line.interrupt(startText(event));
          break;
        case 'measuring': {
          const { progress, commit } = event;
          head = `[${progress.runs + 1}]`;
          tail = suspectText(progress);
          line.show({ head, name: commitName(commit), tail }, progress.remainingMs ?? undefined);
          break;
        }
        case 'measured':
      }
    },
    cancelling() {
      isCancelled = true;
      line.cancelling();
    },
    dispose() {
      line.dispose();
      // No report follows that would say it.
      if (isCancelled) void terminal.err.write(`${INTERRUPTED}\n`);
    },
  };
}

function startText({ commits, candidates, resumedRuns, progress }: Extract<BisectEvent, { kind: 'started' }>): string {
  const all = commits.length - 1;
  const same = all - candidates;
  const among = `${countOf(all, 'commit')}${same > 0 ? `, of which ${same} cannot have changed the benchmark` : ''}`;
  const resumed = resumedRuns > 0 ? ` ${runsText(resumedRuns)} of before count;` : '';
  return `Searching ${among};${resumed} about ${resumedRuns > 0 ? `${progress.runsLeft} more` : runsText(progress.runsLeft)}`;
}

function stateText(progress: BisectProgress): string {
  const left = progress.remainingMs === null ? '' : `, ${formatTimeLeft(progress.remainingMs)}`;
  const suspect = suspectText(progress);
  return `${runsText(progress.runs)}, about ${progress.runsLeft} more${left}${suspect === '' ? '' : `; ${suspect}`}`;
}

const runsText = (count: number): string => countOf(count, 'run');

/** Once anything speaks for one commit more than for others. */
function suspectText({ suspects: [first], noise, endsRatio }: BisectProgress): string {
  if (first === undefined || noise === null || endsRatio === null) return '';
  return `ends ${formatChange(endsRatio)}; ${formatPercent(first.chance)} ${first.commit.hash.slice(0, 10)}`;
}

function answerText(run: BisectRun): string {
  switch (run.kind) {
    case 'value':
      return formatChange(Math.exp(run.logTime));
    case 'timeout':
      return 'ran into its time limit: slow';
    case 'broken':
      return `skipped: ${visibleText(run.message.split('\n', 1)[0] ?? '')}`;
  }
}
