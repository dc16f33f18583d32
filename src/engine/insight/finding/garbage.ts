import type { Insight } from '../../../model/insight.ts';
import type { ObserveReport } from '../../../protocol/harness.ts';
import { placeIn } from '../log/scripts.ts';
import type { Placed } from '../sourcePlaces.ts';
import { insightAt, type View } from './view.ts';

/** Of the measured time. Collecting for less is no news. */
const LEAST_SHARE = 0.05;
/** Of all that was allocated. */
const LEAST_PART = 0.1;

export const collectingShare = ({ collectingMs, measuredMs }: Pick<ObserveReport, 'collectingMs' | 'measuredMs'>): number =>
  measuredMs > 0 ? Math.min(1, collectingMs / measuredMs) : 0;

/** Whether it is worth another run to learn who allocates. */
export const isMuchGarbage = (seen: ObserveReport): boolean => collectingShare(seen) >= LEAST_SHARE;

/**
 * V8 says how long it collected in the run itself, and in another one which functions allocated how much: the former is split as the
 * latter. A collection costs by what survives it, and comes by what was allocated: so this tells who calls for it, not what it finds.
 */
export function findGarbage(view: View, seen: ObserveReport, { allocating }: ObserveReport): Insight[] {
  const all = allocating.reduce((sum, { bytes }) => sum + bytes, 0);
  return allocating.flatMap(({ name, url, line, column, bytes }) => {
    if (bytes < LEAST_PART * all || line < 1) return [];
    const placed = url === '' ? evaluatedAt(view, { name, line, column }) : view.placeOf({ url, line, column }, name);
    if (!placed) return [];
    const share = (collectingShare(seen) * bytes) / all;
    const common = { kind: 'garbage', reason: 'allocation', v8: '', property: null, phase: 'measured', isLoop: false } as const;
    return [insightAt(placed, { ...common, count: seen.collections, share })];
  });
}

/** Code that a loader evaluated has no address here: it is the function of the log that has the same name at the same place. */
function evaluatedAt(
  view: View,
  { name, line, column }: { readonly name: string; readonly line: number; readonly column: number },
): Placed | null {
  const found = view.log.functions.find((logged) => {
    const script = view.log.scripts.get(logged.scriptId);
    if (script?.loggedUrl !== '' || script.url === '' || logged.name !== name) return false;
    const begin = placeIn(script, logged.start);
    return begin.line === line && begin.column === column;
  });
  return found ? view.beginOf(found) : null;
}
