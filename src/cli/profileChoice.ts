import { visibleText } from '../base/text.ts';
import type { OpenedProfile } from '../engine/engine.ts';
import { usageError } from './arguments.ts';

/** The place of a profile in its file, from the number that was typed. From 0; null: the one that is chosen anyway. */
export function parsePlace(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^[1-9]\d{0,5}$/u.test(text)) throw usageError(`--profile is a number from 1, not '${text}'`);
  return Number(text) - 1;
}

/** Looks at another profile of a file with several. */
export async function chooseProfile({ session }: OpenedProfile, place: number, file: string): Promise<void> {
  const { names } = await session.profiles();
  if (place >= names.length) {
    const all = names.map((name, index) => `${index + 1}${name === '' ? '' : ` (${visibleText(name)})`}`).slice(0, 20);
    throw usageError(`there is no profile ${place + 1} in ${file}: choose from ${all.join(', ')}${names.length > 20 ? ', …' : ''}`);
  }
  await session.choose(place);
}
