import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BisectRun } from '../../model/bisection.ts';
import { bisectState, type BisectKey } from './bisectState.ts';

let folder: string;
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'laptime-bisect-state-')), 'bisect');
});
afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }));

const key: BisectKey = { good: 'a', bad: 'b', benchmark: 'x.bench.ts > y', environmentId: 'e', setup: '' };
const hash = 'c'.repeat(40);
const runs: readonly BisectRun[] = [
  { kind: 'value', logTime: 0.1, logError: 0.002, commit: hash, durationMs: 1200 },
  { kind: 'value', logTime: -3, commit: hash, durationMs: 900 },
  { kind: 'timeout', commit: hash, durationMs: 10_000 },
  { kind: 'broken', message: 'npm ci: "gone"\n', commit: hash, durationMs: 1 },
];
const theFile = () => path.join(folder, readdirSync(folder)[0]!);

describe('bisectState', () => {
  it('gives back what was saved, also to another process', async () => {
    expect(await bisectState(folder, key).runs()).toEqual([]);
    await bisectState(folder, key).save(runs);
    expect(await bisectState(folder, key).runs()).toEqual(runs);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it.each(['good', 'bad', 'benchmark', 'environmentId', 'setup'] as const)('keeps searches apart by %s', async (field) => {
    await bisectState(folder, key).save(runs);
    expect(await bisectState(folder, { ...key, [field]: 'other' }).runs()).toEqual([]);
    expect(await bisectState(folder, key).runs()).toEqual(runs);
  });

  it('forgets', async () => {
    const state = bisectState(folder, key);
    await state.clear();
    await state.save(runs);
    await state.clear();
    expect(await state.runs()).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['half a file', '{"format":"laptime-bisect-state","ver'],
    ['another format', '{"format":"something","version":1}'],
    ['a later version', (text: string) => text.replace('"version":1', '"version":2')],
    ['another search', (text: string) => text.replace('"good":"a"', '"good":"z"')],
    ['a time that is none', (text: string) => text.replace('0.1', '"0.1"')],
    ['a time that is not finite', (text: string) => text.replace('0.1', '1e999')],
    ['a commit that is a path', (text: string) => text.replace(hash, '../../x')],
  ])('believes nothing that is damaged: %s', async (_, damage) => {
    const state = bisectState(folder, key);
    await state.save(runs);
    const file = theFile();
    writeFileSync(file, typeof damage === 'string' ? damage : damage(readFileSync(file, 'utf8')));
    expect(await state.runs()).toEqual([]);
    await state.save(runs);
    expect(await state.runs()).toEqual(runs);
  });

  it('says what to do where it cannot save, and leaves nothing half', async () => {
    writeFileSync(folder, 'a file is in the way');
    await expect(bisectState(folder, key).save(runs)).rejects.toMatchObject({
      code: 'bisect-not-saved',
      message: /goes on from the last answer/,
    });
    expect(readdirSync(path.dirname(folder))).toEqual(['bisect']);
  });

  it('does not write where a link leads', async () => {
    const elsewhere = mkdtempSync(path.join(tmpdir(), 'laptime-bisect-elsewhere-'));
    symlinkSync(elsewhere, folder);
    await expect(bisectState(folder, key).save(runs)).rejects.toMatchObject({ code: 'store-link' });
    expect(readdirSync(elsewhere)).toEqual([]);
    rmSync(elsewhere, { recursive: true });
  });

  it('removes the oldest of many', async () => {
    for (let index = 0; index < 51; index++) {
      await bisectState(folder, { ...key, setup: String(index) }).save([]);
      const newest = readdirSync(folder).map((name) => path.join(folder, name));
      newest.forEach((file, place) => utimesSync(file, 1000 + place, 1000 + place));
    }
    const first = readdirSync(folder);
    await bisectState(folder, key).save(runs.slice(0, 1));
    const left = readdirSync(folder);
    expect(left).toHaveLength(50);
    expect(first.filter((name) => !left.includes(name))).toEqual([first[0]]);
    expect(await bisectState(folder, key).runs()).toHaveLength(1);
  });
});
