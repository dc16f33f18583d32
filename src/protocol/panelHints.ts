import type { HintFix, HintReport, HintRule, ShownHint } from '../model/hint.ts';
import type { OptimizationReport, Suggestion } from '../model/suggestion.ts';

const MOST_PLACES = 5;

/** How far looking for hints in the workspace is: always the whole truth of the moment. */
export interface PanelHintsState {
  /** `none`: nobody has looked in this session. */
  readonly state: 'none' | 'searching' | 'found';
  /** Files that were read, and all; null until they are counted, and where nothing is searched. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** Another one when there are other hints to ask for; 0 as long as there are none. */
  readonly version: number;
  /** Files that were written, renamed or deleted since they were read: from the workspace folder, with `/`, sorted. */
  readonly changedFiles: readonly string[];
}

/** A hint without its edits: nothing is changed from the panel. */
export interface PanelHint extends Pick<ShownHint, 'rule' | 'file' | 'range' | 'message' | 'severity' | 'heat'> {
  /** Of the best fix; null where there is none. */
  readonly fix: HintFix['kind'] | null;
}

/** A suggestion with its first places: all of them are among the hints. */
export interface PanelSuggestion extends Suggestion {
  readonly placeCount: number;
}

/** The hints of a workspace folder, as they were when it was searched. */
export interface PanelHints extends Pick<HintReport, 'level' | 'files' | 'inBaseline' | 'problems'> {
  /** Its name; null where the window has no other. */
  readonly folder: string | null;
  /** The name of the profile that says what is hot; null without one. */
  readonly profile: string | null;
  readonly hints: readonly PanelHint[];
  readonly rules: readonly Pick<HintRule, 'id' | 'title'>[];
  readonly optimization: Pick<OptimizationReport, 'impact' | 'gains' | 'isHeated'> & { readonly suggestions: readonly PanelSuggestion[] };
}

export function toPanelHints(
  { level, files, inBaseline, problems, hints, rules }: HintReport,
  { suggestions, impact, gains, isHeated }: OptimizationReport,
  names: Pick<PanelHints, 'folder' | 'profile'>,
): PanelHints {
  return {
    ...{ level, files, inBaseline, problems, ...names },
    hints: hints.map(({ rule, file, range, message, severity, heat, fixes }) => ({
      ...{ rule, file, range, message, severity, heat },
      fix: fixes.some(({ kind }) => kind === 'safe') ? 'safe' : (fixes[0]?.kind ?? null),
    })),
    rules: rules.map(({ id, title }) => ({ id, title })),
    optimization: {
      ...{ impact, gains, isHeated },
      suggestions: suggestions.map((suggestion) => ({
        ...suggestion,
        places: suggestion.places.slice(0, MOST_PLACES),
        placeCount: suggestion.places.length,
      })),
    },
  };
}
