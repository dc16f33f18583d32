import { groupedBy } from '../../base/groupedBy.ts';
import { sumOfShares } from '../../model/hintShares.ts';
import type { PanelHint, PanelHints } from '../../protocol/panelHints.ts';

export const hintGroupings = ['rule', 'file', 'heat'] as const;
export type HintGrouping = (typeof hintGroupings)[number];

/** Hints with something in common. */
export interface HintGroup {
  readonly key: string;
  readonly title: string;
  /** The rule that all are of, where they are grouped so. */
  readonly rule: string | null;
  /** Share of the profile that falls on all, each line once; null where it is not known of any. */
  readonly share: number | null;
  /** The hottest first. */
  readonly hints: readonly PanelHint[];
}

/** A line of the list. */
export type HintRow =
  | { readonly kind: 'group'; readonly group: HintGroup; readonly isOpen: boolean }
  | { readonly kind: 'hint'; readonly group: HintGroup; readonly hint: PanelHint; readonly place: number };

const heatBands: readonly { readonly from: number; readonly title: string }[] = [
  { from: 0.1, title: '10 % of the profile and more' },
  { from: 0.01, title: '1 % to 10 % of the profile' },
  { from: Number.MIN_VALUE, title: 'Below 1 % of the profile' },
  { from: 0, title: 'Nothing of the profile' },
];
const NOT_IN_PROFILE = 'Not in the profile';
const NO_PROFILE = 'Without a profile';

/** Groups of the hints that a filter lets through; what costs most first. */
export function groupHints(
  { hints, rules, profile }: Pick<PanelHints, 'hints' | 'rules' | 'profile'>,
  grouping: HintGrouping,
  filter: string,
): HintGroup[] {
  const titles = new Map(rules.map(({ id, title }) => [id, title]));
  const words = filter.toLowerCase().split(/\s+/u).filter(Boolean);
  const shown = words.length === 0 ? hints : hints.filter((hint) => matches(hint, titles.get(hint.rule) ?? '', words));
  const unknown = profile === null ? NO_PROFILE : NOT_IN_PROFILE;
  const keyOf = (hint: PanelHint): string => {
    if (grouping !== 'heat') return hint[grouping];
    const { heat } = hint;
    return (heat === null ? undefined : heatBands.find(({ from }) => heat >= from)?.title) ?? unknown;
  };
  const groups = [...groupedBy(shown, keyOf)].map(([key, ofGroup]): HintGroup => ({
    key,
    title: grouping === 'rule' ? (titles.get(key) ?? key) : key,
    rule: grouping === 'rule' ? key : null,
    share: sumOfShares(ofGroup, ({ heat }) => heat),
    hints: ofGroup.toSorted(byHeat),
  }));
  return groups.toSorted(grouping === 'heat' ? byBand : byShare);
}

/** All lines, without those of closed groups. */
export function toRows(groups: readonly HintGroup[], closed: ReadonlySet<string>): HintRow[] {
  return groups.flatMap((group): HintRow[] => {
    const isOpen = !closed.has(group.key);
    const head: HintRow = { kind: 'group', group, isOpen };
    return isOpen ? [head, ...group.hints.map((hint, place): HintRow => ({ kind: 'hint', group, hint, place }))] : [head];
  });
}

/** Where each line begins, and behind them where the last one ends. */
export function topsOf(rows: readonly HintRow[], heights: Readonly<Record<HintRow['kind'], number>>): Float64Array {
  const tops = new Float64Array(rows.length + 1);
  for (const [index, { kind }] of rows.entries()) tops[index + 1] = tops[index]! + heights[kind];
  return tops;
}

/** The line at a place, by where lines begin; the first or last where the place is beyond. */
export function rowAt(tops: Float64Array, px: number): number {
  let [low, high] = [0, Math.max(0, tops.length - 2)];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (tops[middle]! <= px) low = middle;
    else high = middle - 1;
  }
  return low;
}

function matches({ file, rule, message, severity }: PanelHint, title: string, words: readonly string[]): boolean {
  const text = `${file}\n${rule}\n${title}\n${message}\n${severity}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const byHeat = (a: PanelHint, b: PanelHint): number =>
  (b.heat ?? -1) - (a.heat ?? -1) || compare(a.file, b.file) || a.range.startLine - b.range.startLine;

const byShare = (a: HintGroup, b: HintGroup): number =>
  (b.share ?? -1) - (a.share ?? -1) || b.hints.length - a.hints.length || compare(a.key, b.key);

const byBand = (a: HintGroup, b: HintGroup): number => (b.hints[0]!.heat ?? -1) - (a.hints[0]!.heat ?? -1);
