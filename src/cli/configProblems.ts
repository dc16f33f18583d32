import { visibleText } from '../base/text.ts';
import type { Engine } from '../engine/engine.ts';
import type { Output } from './terminal.ts';

/** Before anything runs: what of the config is not as it was written. */
export async function tellConfigProblems(engine: Engine, err: Output): Promise<void> {
  const { problems } = await engine.config();
  for (const { file, field, message } of problems) await err.write(`${visibleText(field === '' ? message : `${file}: ${message}`)}\n`);
}
