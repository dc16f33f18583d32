import type { FileHints, HintLevel, ShownHint, UnusedDirective } from '../../model/hint.ts';
import type { FileHeat } from '../../model/profile.ts';
import { isInBaseline, type HintsBaseline } from './baseline.ts';
import { heatOf, severityOf } from './levels.ts';

/** What of the hints of a text is shown. */
export interface HintView {
  readonly level: HintLevel;
  readonly rulesOff: readonly string[];
  /** Of this file at least. */
  readonly baseline: HintsBaseline;
  /** Null without a profile. */
  readonly heat: FileHeat | null;
}

/** Hints of a text that somebody writes. */
export interface TextHints {
  /** In the order of the text: the hottest and gravest, where there are more than anybody reads. */
  readonly hints: readonly ShownHint[];
  /** All that the view shows. */
  readonly count: number;
  readonly unusedDirectives: readonly UnusedDirective[];
}

/** So many, that who takes the answer over is not held up by it. */
export const MOST_HINTS = 200;

const GRAVITY = { warning: 2, information: 1, hint: 0 } as const;

/** What a view shows of what was found. */
export function viewedHints({ hints, unusedDirectives }: FileHints, { level, rulesOff, baseline, heat }: HintView): TextHints {
  const shown = hints.flatMap((hint): ShownHint[] => {
    if (rulesOff.includes(hint.rule) || isInBaseline(hint, baseline)) return [];
    const heated = heat === null ? hint : { ...hint, heat: heatOf(hint, heat) };
    const severity = severityOf(level, heated);
    return severity === null ? [] : [{ ...heated, severity }];
  });
  return { hints: gravest(shown), count: shown.length, unusedDirectives: unusedDirectives.slice(0, MOST_HINTS) };
}

function gravest(hints: readonly ShownHint[]): readonly ShownHint[] {
  if (hints.length <= MOST_HINTS) return hints;
  const byGravity = hints.toSorted((a, b) => GRAVITY[b.severity] - GRAVITY[a.severity] || (b.heat ?? 0) - (a.heat ?? 0));
  const kept = new Set(byGravity.slice(0, MOST_HINTS));
  return hints.filter((hint) => kept.has(hint));
}
