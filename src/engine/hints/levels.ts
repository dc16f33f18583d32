import type { Hint, HintGate, HintLevel, HintSeverity, MeasuredCost } from '../../model/hint.ts';
import type { FileHeat } from '../../model/profile.ts';

export const hintLevels: readonly HintLevel[] = ['conservative', 'balanced', 'aggressive', 'maximum'];

/** The share of a profile from which on a place is hot: less is what chance puts on any line. */
export const HOT_SHARE = 0.01;

/** What the largest size of a claim must gain: less is no reason for a warning. */
export const LEAST_GAIN = 1.2;

/** `unknown`: no profile has the file, or there is none. */
type Heat = 'hot' | 'cold' | 'unknown';

type ByHeat = Readonly<Record<Heat, HintSeverity | null>>;

/** What a profile must show to be worth a word is never a warning: it gains little, however hot. */
const onlyHot: ByHeat = { hot: 'information', cold: null, unknown: null };
const never: ByHeat = { hot: null, cold: null, unknown: null };
/** What may hold a program up does so with an input that no profile has seen. */
const danger: ByHeat = { hot: 'warning', cold: 'warning', unknown: 'warning' };

const severities: Readonly<Record<HintLevel, Readonly<Record<HintGate, ByHeat>>>> = {
  conservative: {
    always: { hot: 'warning', cold: null, unknown: null },
    loop: { hot: 'warning', cold: null, unknown: null },
    heat: onlyHot,
    hot: onlyHot,
    micro: never,
    danger: { hot: 'warning', cold: null, unknown: null },
  },
  balanced: {
    always: { hot: 'warning', cold: 'information', unknown: 'information' },
    // It does not grow with the data: where a profile says that it costs nothing, it does not.
    loop: { hot: 'warning', cold: null, unknown: 'information' },
    heat: onlyHot,
    hot: onlyHot,
    micro: never,
    danger,
  },
  aggressive: {
    always: { hot: 'warning', cold: 'hint', unknown: 'information' },
    loop: { hot: 'warning', cold: 'hint', unknown: 'information' },
    heat: onlyHot,
    hot: onlyHot,
    micro: never,
    danger,
  },
  maximum: {
    always: { hot: 'warning', cold: 'hint', unknown: 'information' },
    loop: { hot: 'warning', cold: 'hint', unknown: 'information' },
    heat: { hot: 'information', cold: 'hint', unknown: 'hint' },
    hot: onlyHot,
    micro: { hot: 'hint', cold: 'hint', unknown: 'hint' },
    danger,
  },
};

/**
 * How a hint is shown; null where it is not. `heat`: 0 to 1; null where it is not known. Only what was measured to gain something, at
 * its largest size, is a warning.
 */
export function severityOf(level: HintLevel, { gate, heat, measured }: Pick<Hint, 'gate' | 'heat' | 'measured'>): HintSeverity | null {
  const severity = severities[level][gate][heat === null ? 'unknown' : heat >= HOT_SHARE ? 'hot' : 'cold'];
  return severity === 'warning' && !gains(measured) ? 'information' : severity;
}

function gains(measured: readonly MeasuredCost[]): boolean {
  const largest = measured.at(-1);
  return largest !== undefined && largest.ratio >= LEAST_GAIN;
}

/**
 * The share of a profile that falls on the lines that a hint marks; null where the profile has nothing of the file. What built-in
 * functions and functions that are written there cost is charged to these lines by the profiler. Lines around them are not counted:
 * a loop or function may be hot for another reason, and no hint may claim that for its own.
 */
export function heatOf({ range }: Pick<Hint, 'range'>, { whole, lines, functions }: FileHeat): number | null {
  if (lines.length === 0 && functions.length === 0) return null;
  if (!(whole > 0)) return 0;
  let self = 0;
  for (const { line, self: ofLine } of lines) if (line >= range.startLine && line <= range.endLine) self += ofLine;
  return Math.min(1, self / whole);
}
