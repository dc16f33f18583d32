import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Session } from './session.ts';

/** The line of a workspace file, counted from 1, that has this text first. */
export function lineOf({ folder }: Session, file: string, text: string): number {
  const index = readFileSync(path.join(folder, file), 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(text));
  if (index === -1) throw new Error(`${file} has no '${text}'`);
  return index + 1;
}

/** Icons of the gutter: ready to run, queued, running, or with a verdict. */
const GLYPH = '.glyph-margin-widgets [class*="testing-"]';

/** The classes of the icon in the gutter: `testing-run…`, `testing-passed…` and so on. */
export async function glyphAt(session: Session, file: string, text: string): Promise<string> {
  const glyph = await session.workbench.atLine(file, lineOf(session, file, text), GLYPH);
  return (await glyph.getAttribute('class')) ?? '';
}

/** Whether a line has an icon in the gutter now. */
export async function hasGlyph(session: Session, file: string, text: string): Promise<boolean> {
  return (await session.workbench.findAtLine(file, lineOf(session, file, text), GLYPH)) !== null;
}

export const clickGlyph = (session: Session, file: string, text: string): Promise<void> =>
  session.workbench.clickAtLine(file, lineOf(session, file, text), GLYPH);

const RUN_LENS = '.codelens-decoration a[role=button]:has(.codicon-play)';

/** Clicks Run above a benchmark or group. */
export const clickRunLens = (session: Session, file: string, text: string): Promise<void> =>
  session.workbench.clickAtLine(file, lineOf(session, file, text), RUN_LENS, 'above');

/** The whole line of lenses above a benchmark. */
export async function lensesAt(session: Session, file: string, text: string): Promise<string> {
  const lenses = await session.workbench.atLine(file, lineOf(session, file, text), '.codelens-decoration', 'above');
  return ((await lenses.textContent()) ?? '').replaceAll('\u00a0', ' ');
}

/** A median as it stands beside labels and in lenses; its interval is left out where a busy machine had too little time. */
export const RESULT = /\d (?:ns|µs|ms|s)(?: ± [\d.]+ %)?/;
/** What is said against the last run: in a lens, or by a sign beside a label. */
export const CHANGE = /no clear change|≈|[+-][\d.]+ %|[\d.]+x/;
