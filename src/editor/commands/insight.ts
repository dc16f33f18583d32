import type { CommandParts, Commands } from './parts.ts';
import { itemAtCursor, itemsAmong } from './targets.ts';

/** What V8 does with a benchmark that costs time. */
export function insightCommands(parts: CommandParts): Commands {
  const { insights } = parts;
  return {
    'laptime.explainAtCursor': async () => insights.explain([await itemAtCursor(parts)]),
    'laptime.explainItem': (...args) => insights.explain(itemsAmong(args).slice(0, 1)),
    'laptime.showInsightReport': () => insights.showReport(),
    'laptime.clearInsight': () => insights.clear(),
  };
}
