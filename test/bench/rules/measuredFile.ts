import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { MeasuredFile, MeasuredSize } from '../../../src/engine/hints/figures.ts';
import { repository } from '../dist.ts';

/** Of memory: the bytes that stay. */
export interface MeasuredBytes extends MeasuredSize {
  readonly before: number;
  readonly after: number;
}

const file = path.join(repository, 'src/engine/hints/measured.json');

export const readMeasured = (): MeasuredFile => JSON.parse(readFileSync(file, 'utf8')) as MeasuredFile;

/** Rules in the order of their names; one line for each size, so that another figure is another line. */
export function writeMeasured({ node, rules }: MeasuredFile): void {
  const inOrder = Object.fromEntries(Object.entries(rules).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const text = JSON.stringify({ node, rules: inOrder }, null, 2);
  const isSize = /\{\s+("n": [^{}]*?)\s+\}/g;
  writeFileSync(file, `${text.replaceAll(isSize, (_, fields: string) => `{ ${fields.replaceAll(/\s+/g, ' ')} }`)}\n`);
}
