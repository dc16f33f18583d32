import type { Run } from '../../model/run.ts';
import type { Style } from './style.ts';
import { wrapText } from './wrapText.ts';

/** A name that any shell takes as one word, as it is: nothing else is put into a command that a user may copy. */
const SAFE_WORD = /^[\w./@+-]+$/u;

/** One or two commands that are worth running after this run, with their reason. */
function nextSteps(run: Run): readonly { readonly command: string; readonly reason: string }[] {
  if (run.state !== 'complete') return [{ command: 'laptime bench', reason: 'to run all of it' }];
  const failed = failedFiles(run);
  if (failed.length > 0) {
    const only = failed.length === 1 && SAFE_WORD.test(failed[0]!) && !failed[0]!.startsWith('-') ? ` ${failed[0]!}` : '';
    return [{ command: `laptime bench${only}`, reason: 'when what failed is mended' }];
  }
  const isWide = run.measurements.some(({ warnings }) => warnings.some(({ code }) => code === 'wide-interval' || code === 'few-blocks'));
  return [
    ...(isWide && run.preset.name !== 'thorough' ? [{ command: 'laptime bench --preset thorough', reason: 'for narrower intervals' }] : []),
    { command: 'laptime bench', reason: 'after a change: it is compared with this run' },
  ];
}

function failedFiles(run: Run): readonly string[] {
  const measured = run.measurements.filter((measurement) => measurement.state === 'failed').map(({ benchmark }) => benchmark.file);
  return [...new Set([...run.fileFailures.map(({ file }) => file), ...measured])];
}

export function nextStepLines(run: Run, width: number, style: Style): string[] {
  if (run.measurements.length === 0 && run.fileFailures.length === 0) return [];
  return nextSteps(run).flatMap(({ command, reason }, place) => {
    const lead = place === 0 ? 'Next: ' : '      ';
    return wrapText(`${command} (${reason})`, width - lead.length).map((line, i) => (i === 0 ? lead : '      ') + style.dim(line));
  });
}
