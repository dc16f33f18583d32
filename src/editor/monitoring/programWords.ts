import * as path from 'node:path';
import type { WatchedProgram } from '../../model/watchedProgram.ts';
import { oneLine } from '../wording.ts';

const SCRIPT = /\.[cm]?[jt]sx?$/u;

/** A few letters for a program: `server.js` of `node --inspect src/server.js --port 80`, else its command. */
export function programName({ title }: Pick<WatchedProgram, 'title'>): string {
  const script = title.split(/\s+/u).find((word) => SCRIPT.test(word));
  return oneLine(script === undefined ? title : path.posix.basename(script.replaceAll('\\', '/')), 24);
}
