import { visibleLines } from '../base/text.ts';
import type { Engine } from '../engine/engine.ts';
import type { Output } from './terminal.ts';

/** After the work, what there is to know besides its results. */
export async function tellNotices(engine: Engine, err: Output): Promise<void> {
  for (const notice of engine.notices()) await err.write(`${visibleLines(notice)}\n`);
}
