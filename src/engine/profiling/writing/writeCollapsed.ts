import type { Profile } from '../profile.ts';
import { inPieces } from './inPieces.ts';

// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f]+/gu;

/**
 * Collapsed stacks, in pieces: a line for each node that has something of its own, in whole units of the profile. Tools split names at
 * semicolons and lines, so names have other signs for those.
 */
export function* writeCollapsed({ tree }: Profile): Generator<string> {
  const { count, frameOf, parentOf, self, frames } = tree;
  const names: string[] = [];
  const nameOf = (frame: number): string => (names[frame] ??= newNameOf(frame));
  const newNameOf = (frame: number): string => {
    const name = frames.strings[frames.names[frame]!] || '(anonymous)';
    const url = frames.strings[frames.urls[frame]!]!;
    const place = url === '' ? '' : ` ${url.slice(url.lastIndexOf('/') + 1)}:${frames.lines[frame]!}`;
    return `${name}${place}`.replaceAll(';', ':').replaceAll(CONTROL, ' ');
  };
  yield* inPieces(count, (node) => {
    const value = Math.round(self[node]!);
    if (value === 0 || node === 0) return '';
    const stack: string[] = [];
    for (let at = node; at > 0; at = parentOf[at]!) stack.push(nameOf(frameOf[at]!));
    return `${stack.toReversed().join(';')} ${value}\n`;
  });
}
