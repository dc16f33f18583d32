import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { silentLog } from '../../base/log.ts';
import type { Config } from '../../model/config.ts';
import type { FileHeat } from '../../model/profile.ts';
import { updatedBaseline, writeBaseline } from './baseline.ts';
import { openTextHints } from './openTextHints.ts';
import { MOST_HINTS } from './textHints.ts';

const signal = new AbortController().signal;
// Node strips the types of the worker as it is written: no build is needed.
const workerFile = fileURLToPath(new URL('worker.ts', import.meta.url));

const SLOW = 'rows.reduce((all, row) => ({ ...all, [row.id]: row }), {});\n';
const STARTS = 'export const a = (rows: string[]) => rows.some((row) => /^a/.test(row));\n';

const everything: Config['hints'] = { level: 'balanced', rulesOff: [], files: ['**/*.ts'], exclude: [], baseline: null };

function opened(hints: Partial<Config['hints']> = {}) {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'laptime-text-hints-')));
  const config = { ...everything, ...hints };
  let reads = 0;
  const session = openTextHints({
    ...{ root, workerFile, log: silentLog },
    readConfig: async () => {
      reads += 1;
      return config;
    },
  });
  onTestFinished(() => {
    session.dispose();
    rmSync(root, { recursive: true });
  });
  const written = (text: string, parts: object = {}) => ({ file: 'a.ts', isInFolder: true, text, level: null, ...parts });
  const of = (text: string, parts: object = {}, heat: FileHeat | null = null) => session.hintsOf(written(text, parts), heat, signal);
  const rules = async (...args: Parameters<typeof of>) => (await of(...args))?.hints.map(({ rule, severity }) => `${severity} ${rule}`);
  return { root, session, of, rules, written, reads: () => reads };
}

const heatAt = (line: number): FileHeat => ({
  unit: 'microseconds',
  whole: 100,
  lines: [{ file: 'a.ts', line, self: 40, samples: 4 }],
  functions: [],
});

describe('hints of a text', () => {
  it('are those of its level, or of the configured one', async () => {
    const { rules } = opened();
    const text = `const f = (rows) => ${SLOW}${STARTS}`;
    const both = ['information no-accumulating-spread', 'information prefer-starts-ends-with'];
    expect(await rules(text)).toEqual(both);
    expect(await rules(text, { level: 'conservative' })).toEqual([]);
    const conservative = opened({ level: 'conservative' });
    expect(await conservative.rules(text)).toEqual([]);
    expect(await conservative.rules(text, { level: 'balanced' })).toEqual(both);
  });

  it('are hot where a profile says so', async () => {
    const { of } = opened();
    const found = await of(`const f = (rows) => ${SLOW}const g = (rows) => ${SLOW}`, { level: 'aggressive' }, heatAt(2));
    expect(found?.hints.map(({ heat, severity }) => `${severity} ${heat}`)).toEqual(['hint 0', expect.stringMatching(/ 0\.4$/)]);
  });

  it('are none of what is left out, but for what is no file of the folder', async () => {
    const { of, rules } = opened({ exclude: ['a.ts'], rulesOff: ['no-await-in-loop'] });
    const text = `const f = (rows) => ${SLOW}`;
    expect(await of(text)).toBeNull();
    expect(await rules(text, { isInFolder: false })).toEqual(['information no-accumulating-spread']);
    expect(await of(text, { isInFolder: false, file: 'node_modules/a/index.js' })).toBeNull();
  });

  it('are none of rules that are turned off, nor those that the baseline has', async () => {
    const text = `const f = (rows) => ${SLOW}`;
    expect(await opened({ rulesOff: ['no-accumulating-spread'] }).rules(text)).toEqual([]);
    const { root, session, of, reads } = opened({ baseline: 'known.json' });
    expect((await session.settings()).problem).toMatch(/^The baseline .* cannot be read/u);
    const found = await of(text);
    expect(found?.hints).toHaveLength(1);
    await writeBaseline(path.join(root, 'known.json'), updatedBaseline({}, ['a.ts'], found!.hints));
    expect((await of(text))?.hints).toHaveLength(1);
    expect(reads()).toBe(1);
    session.reload();
    expect((await of(text))?.hints).toEqual([]);
    expect(await session.settings()).toEqual({ level: 'balanced', baseline: 'known.json', problem: null });
  });

  it('are the hottest and gravest where there are more than anybody reads, in the order of the text', async () => {
    const { of } = opened();
    const many = Array.from({ length: MOST_HINTS + 50 }, (_, index) => `const f${index} = (rows) => ${SLOW}`).join('');
    const found = await of(many, {}, heatAt(MOST_HINTS + 40));
    expect(found).toMatchObject({ count: MOST_HINTS + 50 });
    const lines = found!.hints.map(({ range }) => range.startLine);
    expect(lines).toHaveLength(MOST_HINTS);
    expect(lines).toContain(MOST_HINTS + 40);
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  });

  it('are none of a text that nobody wrote', async () => {
    const { of } = opened();
    expect(await of(`const f = (rows) => ${SLOW.trim()}`.repeat(40))).toMatchObject({ count: 0 });
  });

  it('end when nobody waits for them any more', async () => {
    const { session, written } = opened();
    await expect(session.hintsOf(written(SLOW), null, AbortSignal.abort())).rejects.toThrow(/abort/u);
  });
});

describe('fixes of a text', () => {
  it('are the safe ones of what the level shows', async () => {
    const { session, written } = opened();
    const fixed = STARTS.replace('/^a/.test(row)', "row.startsWith('a')");
    expect(await session.fix(written(STARTS), signal)).toBe(fixed);
    expect(await session.fix(written(STARTS, { level: 'conservative' }), signal)).toBe(STARTS);
    expect(await opened({ exclude: ['*.ts'] }).session.fix(written(STARTS), signal)).toBe(STARTS);
    expect(await opened({ rulesOff: ['prefer-starts-ends-with'] }).session.fix(written(STARTS), signal)).toBe(STARTS);
  });
});
