import { visibleLines, visibleText } from '../base/text.ts';
import type { RecordProgress } from '../engine/engine.ts';
import type { CommandContext } from './command.ts';
import { createLiveLine, place, type LiveLine } from './liveLine.ts';
import type { Progress } from './withProgress.ts';

/** What a recording is at. `isQuiet`: somebody else writes to the terminal; only what went wrong, and the end, are told. */
export function createRecordProgress(
  { terminal, clock }: CommandContext,
  { isQuiet }: { readonly isQuiet: boolean },
): Progress<RecordProgress> {
  const line: LiveLine | null = terminal.liveProgress && !isQuiet ? createLiveLine(terminal, clock) : null;
  const tell = (text: string) => {
    if (line) line.interrupt(text);
    else void terminal.err.write(`${text}\n`);
  };
  return {
    show(event) {
      if (event.kind === 'failed') tell(`laptime: ${visibleLines(event.message)}`);
      else if (event.kind === 'ended') tell(endText(event));
      else if (event.kind === 'preparing') line?.show({ head: '', name: visibleText(event.message), tail: '' });
      else if (event.kind === 'writing') line?.show({ head: 'writing', name: '', tail: '' }, 0);
      else {
        const { title, durationMs, done, total } = event;
        const head = total !== null && total > 1 ? `${place(done + 1, total)} recording` : 'recording';
        line?.show({ head, name: visibleText(title), tail: 'Ctrl+C ends it' }, durationMs ?? undefined);
      }
    },
    cancelling: () => {},
    dispose: () => line?.dispose(),
  };
}

function endText({ exitCode, signal }: Extract<RecordProgress, { kind: 'ended' }>): string {
  return signal === null ? `The program ended with exit code ${exitCode}.` : `The program was ended by ${signal}.`;
}
