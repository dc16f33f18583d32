import { visibleLines, visibleText } from '../../base/text.ts';
import type { Engine, HintFixEvent, HintFixesRequest } from '../../engine/engine.ts';
import { renderFixCounts, renderMeasuredFix, toFixesJson } from '../../engine/reports/index.ts';
import type { CommandContext } from '../command.ts';
import { createLiveLine, type LiveLine } from '../liveLine.ts';
import type { OutputFile } from '../outputFile.ts';
import { streamedOutput } from '../streamedOutput.ts';
import { withProgress, type Progress } from '../withProgress.ts';

export type FixesFormat = 'text' | 'json';

interface FixesOutput {
  readonly format: FixesFormat;
  /** Null for the standard output. */
  readonly file: OutputFile | null;
}

/** Measures the fixes of hints, and tells of each one as soon as it is known. */
export async function measureFixes(
  engine: Engine,
  request: HintFixesRequest,
  { format, file }: FixesOutput,
  context: CommandContext,
  signal: AbortSignal,
): Promise<void> {
  const { terminal } = context;
  const { out, unicode } = terminal;
  const style = file ? { width: 120, color: false, unicode: true } : { width: out.width(), color: out.color, unicode };
  const texts: string[] = [];
  const tellNow = file === null && format === 'text';
  // It goes on where nobody reads: fixes may be written.
  const streamed = streamedOutput(out, signal);
  const onMeasured: OnMeasured = (measured) => {
    const text = `${renderMeasuredFix(measured, style)}\n`;
    if (tellNow) streamed.write(text);
    else texts.push(text);
  };
  const outcome = await withProgress(createFixProgress(context, onMeasured), signal, (onEvent) =>
    engine.measureHintFixes(request, onEvent, signal),
  ).finally(() => streamed.dispose());
  await streamed.finish();
  for (const problem of outcome.problems) await terminal.err.write(`${visibleLines(problem)}\n`);
  const report =
    format === 'json' ? `${JSON.stringify(toFixesJson(outcome), null, 2)}\n` : texts.join('') + renderFixCounts(outcome, style);
  if (file === null) return void (await out.write(report));
  await file.fill((write) => write(report));
  await terminal.err.write(`Written: ${file.name}\n`);
}

type OnMeasured = (measured: Extract<HintFixEvent, { kind: 'measured' }>['measured']) => void;

/** One live line where somebody watches; elsewhere a line for each fix that is begun. */
function createFixProgress({ terminal, clock }: CommandContext, onMeasured: OnMeasured): Progress<HintFixEvent> {
  let line: LiveLine | null = null;
  let head = '';
  const end = () => {
    line?.dispose();
    line = null;
  };
  return {
    show(event) {
      if (event.kind === 'measured') {
        // What is told goes to where the live line is.
        end();
        onMeasured(event.measured);
      } else if (event.kind === 'started') {
        head = `${visibleText(event.file)}:${event.line}`;
        if (terminal.liveProgress) line = createLiveLine(terminal, clock);
        else void terminal.err.write(`Measuring a fix of ${head}: ${visibleText(event.title)}\n`);
        line?.show({ head, name: visibleText(event.title), tail: '' });
      } else line?.show({ head, name: visibleText(event.message), tail: '' });
    },
    cancelling: () => line?.cancelling(),
    dispose: end,
  };
}
