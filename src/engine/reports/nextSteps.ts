import { longerPreset } from '../../model/measureLonger.ts';
import type { WarningCode } from '../../model/measurement.ts';
import type { Run } from '../../model/run.ts';
import type { Style } from './style.ts';
import { wrapText } from './wrapText.ts';

/** A name that any shell takes as one word, as it is: nothing else is put into a command that a user may copy. */
const SAFE_WORD = /^[\w./@+-]+$/u;

/** A word that starts with a dash would be an option. */
export const isSafeWord = (text: string): boolean => SAFE_WORD.test(text) && !text.startsWith('-');

/** A name in quotes that every shell takes as it is. */
const SAFE_PHRASE = /^[\w./@+-]+(?: [\w./@+-]+)*$/u;

/** `"parse list"`: the benchmark's own name as an argument; null where no command can safely hold it. */
export function nameArgument({ path }: { readonly path: readonly string[] }): string | null {
  const name = path.at(-1) ?? '';
  if (!SAFE_PHRASE.test(name) || name.startsWith('-')) return null;
  return name.includes(' ') ? `"${name}"` : name;
}

/** ` --bench "parse list"`: empty where no command can safely hold the name. */
export function benchOption(benchmark: { readonly path: readonly string[] }): string {
  const name = nameArgument(benchmark);
  return name === null ? '' : ` --bench ${name}`;
}

export interface Step {
  readonly command: string;
  readonly reason: string;
}

/** One or two commands that are worth running after this run, with their reason. */
function nextSteps(run: Run): readonly Step[] {
  const command = `laptime bench${fileOf(run.measurements.map(({ benchmark }) => benchmark.file))}`;
  if (run.state !== 'complete') return [{ command: 'laptime bench', reason: 'to run all of it' }];
  const failed = failedFiles(run);
  if (failed.length > 0) return [{ command: `laptime bench${fileOf(failed)}`, reason: 'when what failed is mended' }];
  const wide = run.measurements.filter(({ warnings }) => warnings.some(({ code }) => IMPRECISE.includes(code)));
  const preset = longerPreset(run.preset.name);
  return [
    ...(wide.length > 0 && preset ? [{ command: `${command} --preset ${preset}`, reason: 'for narrower intervals; it takes longer' }] : []),
    { command, reason: 'after a change: it is compared with this run' },
  ];
}

const IMPRECISE: readonly WarningCode[] = ['wide-interval', 'few-blocks', 'noisy-machine'];

/** The one file of them, as a word of a command; empty where there are several. */
function fileOf(files: readonly string[]): string {
  const [file, ...others] = new Set(files);
  return file !== undefined && others.length === 0 && isSafeWord(file) ? ` ${file}` : '';
}

function failedFiles(run: Run): readonly string[] {
  const measured = run.measurements.filter((measurement) => measurement.state === 'failed').map(({ benchmark }) => benchmark.file);
  return [...new Set([...run.fileFailures.map(({ file }) => file), ...measured])];
}

export function nextStepLines(run: Run, width: number, style: Style): string[] {
  if (run.measurements.length === 0 && run.fileFailures.length === 0) return [];
  return stepLines(nextSteps(run), width, style);
}

export function stepLines(steps: readonly Step[], width: number, style: Style): string[] {
  return steps.flatMap(({ command, reason }, place) => {
    const lead = place === 0 ? 'Next: ' : '      ';
    return wrapText(`${command} (${reason})`, width - lead.length).map((line, i) => (i === 0 ? lead : '      ') + style.dim(line));
  });
}
