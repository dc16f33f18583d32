import type { MeasurementWarning } from '../../model/measurement.ts';
import type { Run } from '../../model/run.ts';
import { inSourceOrder } from '../../model/sourceOrder.ts';
import { adviceFor, markOf, type Advice } from './advice.ts';
import { clippedText } from './clippedText.ts';
import { beside, indented } from './indent.ts';
import type { Style } from './style.ts';

const MOST_NAMES = 3;
const MOST_ADVICE = 5;

/** `a · b · c and 4 more`. */
export function someOf(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES;
  return rest > 1 ? `${names.slice(0, MOST_NAMES).join(' · ')} and ${rest} more` : names.join(' · ');
}

/** What to do after a run, each thing once, and who says more. */
export const warningLines = (run: Run, verbose: boolean, width: number, style: Style): string[] =>
  adviceLines(adviceFor(run), run.measurements, verbose, width, style);

interface Warned {
  readonly benchmark: Run['measurements'][number]['benchmark'];
  readonly warnings: readonly MeasurementWarning[];
}

export function adviceLines(advice: readonly Advice[], all: readonly Warned[], verbose: boolean, width: number, style: Style): string[] {
  if (advice.length === 0) return [];
  const shown = verbose ? advice : advice.slice(0, MOST_ADVICE);
  const left = advice.length - shown.length;
  const isAll =
    verbose || (left === 0 && shown.every(({ names }) => names.length === 0) && all.every(({ warnings }) => warnings.length <= 1));
  const more = `${left > 0 ? `${left} more, and what` : 'What'} each benchmark is warned of: --verbose`;
  return [
    style.bold('Warnings'),
    ...shown.flatMap(({ mark, text, names }) => [
      ...beside(`${mark ?? ' '} `, style.spell(clippedText(text)), width, style),
      ...(names.length === 0 ? [] : indented(style.spell(clippedText(someOf(names))), '    ', width).map(style.dim)),
    ]),
    ...(isAll ? [] : indented(more, '  ', width).map(style.dim)),
  ];
}

/** Every warning of every benchmark, those that only inform too. */
export function detailLines(all: readonly Warned[], width: number, style: Style): string[] {
  const warned = inSourceOrder(all).filter(({ warnings }) => warnings.length > 0);
  if (warned.length === 0) return [];
  return [
    style.bold('What each benchmark is warned of'),
    ...warned.flatMap(({ benchmark, warnings }) => [
      ...indented(clippedText(benchmark.id), '  ', width, '  '),
      ...warnings.flatMap((warning) => beside(`  ${markOf(warning) ?? ' '} `, style.spell(clippedText(warning.message)), width, style)),
    ]),
  ];
}
