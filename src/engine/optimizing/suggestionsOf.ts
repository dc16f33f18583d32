import { groupedBy } from '../../base/groupedBy.ts';
import { formatCount } from '../../base/units.ts';
import type { Hint, HintCategory, HintFix, HintReport, HintRule, MeasuredCost } from '../../model/hint.ts';
import { sumOfShares } from '../../model/hintShares.ts';
import type { Effort, OptimizationReport, Risk, SuggestedPlace, Suggestion } from '../../model/suggestion.ts';

const effortOf: Readonly<Record<HintFix['kind'] | 'none', Effort>> = { safe: 'small', suggestion: 'medium', none: 'large' };
const EFFORT_POINTS: Readonly<Record<Effort, number>> = { small: 1, medium: 2, large: 3 };
const RISK_POINTS: Readonly<Record<Risk, number>> = { low: 0, medium: 1, high: 2 };
const MOST_TITLES = 3;

/** What to do about hints: those of a rule that take the same effort together, what is worth most first. */
export function suggestionsOf({ hints, rules }: Pick<HintReport, 'hints' | 'rules'>): Pick<OptimizationReport, 'suggestions' | 'impact'> {
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  const groups = groupedBy(hints, (hint) => `${hint.rule} ${effortOf[bestFix(hint)?.kind ?? 'none']}`);
  const suggestions = [...groups.values()].flatMap((group) => {
    const rule = known.get(group[0]!.rule);
    return rule ? [toSuggestion(rule, group)] : [];
  });
  return {
    suggestions: suggestions.toSorted(byWorth),
    impact: sumOfShares(
      suggestions.flatMap(({ places }) => places),
      ({ impact }) => impact,
    ),
  };
}

function toSuggestion(rule: HintRule, hints: readonly Hint[]): Suggestion {
  const { id, category, title, example, beware } = rule;
  const effort = effortOf[bestFix(hints[0]!)?.kind ?? 'none'];
  const places = hints.map(toPlace).toSorted(placesByWorth);
  const ratios = places.flatMap(({ ratio }) => ratio ?? []);
  return {
    rule: id,
    category,
    title,
    effort,
    risk: effort === 'small' ? 'low' : beware === null ? 'medium' : 'high',
    saves: hints.every(savesMemory) ? 'memory' : 'time',
    heat: sumOfShares(places, ({ heat }) => heat),
    ratio: ratios.length === 0 ? null : Math.max(...ratios),
    impact: sumOfShares(places, ({ impact }) => impact),
    places,
    steps: stepsOf(id, effort, hints),
    example,
    prerequisites: beware === null ? [] : [beware],
    watch: watchOf(category),
  };
}

/** The size in the middle stands for data of which nobody knows how large it is. */
const typicalCost = ({ measured }: Hint): MeasuredCost | undefined => measured[Math.floor((measured.length - 1) / 2)];

const savesMemory = (hint: Hint): boolean => typicalCost(hint)?.quantity === 'memory';

function toPlace(hint: Hint): SuggestedPlace {
  const { file, range, message, heat } = hint;
  const ratio = typicalCost(hint)?.ratio ?? null;
  // What was measured of memory says nothing about time, which a profile is of.
  const impact = heat === null || ratio === null || savesMemory(hint) ? null : heat * takenOff(ratio);
  return { file, range, message, heat, ratio, impact };
}

/** Of the time of a part that becomes so many times faster, the share that is saved: Amdahl's law for this part alone. */
const takenOff = (ratio: number): number => Math.max(0, 1 - 1 / ratio);

const bestFix = ({ fixes }: Hint): HintFix | undefined => fixes.find(({ kind }) => kind === 'safe') ?? fixes[0];

/**
 * By what is saved, divided by the points of effort and risk. What is not known goes before what is known to save nothing, by the share that
 * falls on it and by what was measured of it.
 */
function byWorth(a: Suggestion, b: Suggestion): number {
  return (
    classOf(a) - classOf(b) ||
    worthOf(b) - worthOf(a) ||
    (b.heat ?? 0) - (a.heat ?? 0) ||
    (b.ratio ?? 0) - (a.ratio ?? 0) ||
    pointsOf(a) - pointsOf(b) ||
    b.places.length - a.places.length ||
    (a.rule < b.rule ? -1 : 1)
  );
}

const pointsOf = ({ effort, risk }: Suggestion): number => EFFORT_POINTS[effort] + RISK_POINTS[risk];
const worthOf = (suggestion: Suggestion): number => (suggestion.impact ?? 0) / pointsOf(suggestion);
const classOf = ({ impact }: { readonly impact: number | null }): number => (impact === null ? 1 : impact > 0 ? 0 : 2);

const placesByWorth = (a: SuggestedPlace, b: SuggestedPlace): number =>
  classOf(a) - classOf(b) ||
  (b.impact ?? 0) - (a.impact ?? 0) ||
  (b.heat ?? 0) - (a.heat ?? 0) ||
  (a.file < b.file ? -1 : a.file > b.file ? 1 : a.range.startLine - b.range.startLine);

function stepsOf(rule: string, effort: Effort, hints: readonly Hint[]): string[] {
  const titles = [...new Set(hints.flatMap((hint) => bestFix(hint)?.title ?? []))];
  const quoted = titles.slice(0, MOST_TITLES).map((title) => `“${title}”`);
  const named = titles.length > MOST_TITLES ? `${quoted.join(', ')} and others` : quoted.join(' or ');
  const [places, order] = hints.length === 1 ? ['the place', ''] : [`the ${formatCount(hints.length)} places`, ' in this order'];
  const measured = `Measure what the fixes gain here, and whether tests pass: by \`laptime hints --measure --rule ${rule}\`, or from the light bulb in the editor.`;
  const first = 'Run the benchmarks and tests that reach the code, to have something to compare with.';
  const last = 'Run the tests, and compare the benchmarks with those of before: keep only what was worth it.';
  switch (effort) {
    case 'small':
      return [
        measured,
        `Write the safe fixes, ${named}: by \`laptime hints --fix --rule ${rule}\`, or as quick fixes in the editor.`,
        last,
      ];
    case 'medium':
      return [measured, `Look at ${places}${order}, and take the quick fix ${named} where the code behaves the same with it.`, last];
    case 'large':
      return [first, `Change ${places} by hand${order}, as in the example.`, last];
  }
}

/** What a gain of this kind shows in. */
function watchOf(category: HintCategory): string[] {
  return [...whatShows[category], 'The share of these lines in another profile of the same work.'];
}

const median = 'The median of the benchmarks that reach the code, at the sizes of your data: small data may become slower.';
const whatShows: Readonly<Record<HintCategory, readonly string[]>> = {
  cpu: [median],
  regex: [median, 'What matches: a pattern that looks the same may not be.'],
  caching: [median, 'Memory: what is kept has to end somewhere (`laptime heap leak`).'],
  async: [
    'The time from begin to end, not that of the processor.',
    'What others bear: how many requests, files or queries are open at once.',
  ],
  io: ['The time from begin to end, with the caches of the system warm and cold.', 'The event loop: how long other requests wait.'],
  memory: ['The heap over time (`laptime heap leak`), and how much of the time is garbage collection.'],
  database: ['How many queries one request makes, and what the database says they take.', 'The size of what one query returns.'],
  network: ['How many connections are opened, and the time to the first byte.'],
  startup: ['The time until the program is ready, with a cold cache of the system.'],
  dom: ['Long tasks and layout in the browser’s performance panel.'],
  react: ['How often components render, and for how long, in React’s profiler.'],
  config: ['The time of the whole program, before and after.'],
};
