import { explainInsight, insightHeadline } from '../../base/insightWords.ts';
import type { Insight } from '../../model/insight.ts';
import { oneLine } from '../wording.ts';

/** What the hint on a line says. */
export function hintText(insight: Insight): string {
  const { meaning, remedy } = explainInsight(insight);
  return [oneLine(insightHeadline(insight), 300), meaning, remedy].join('\n');
}

/** The line that explains an anchor in the text of `docs/insight.md`, from 1; the first one where it has none. */
export function lineOfAnchor(docs: string, anchor: string): number {
  const at = docs.split(/\r?\n/u).indexOf(`<a id="${anchor}"></a>`);
  return at === -1 ? 1 : at + 1;
}
