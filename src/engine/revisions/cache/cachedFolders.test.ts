import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../../base/log.ts';
import { ownIdentity } from '../../processes/index.ts';
import { filesIn, newFolder } from '../repository.fixture.ts';
import { cachedFolders } from './cachedFolders.ts';
import { cacheFolder } from './cacheFolder.ts';

const HOUR_MS = 60 * 60 * 1000;

function newCache() {
  const place = newFolder();
  const clock = { now: Date.now(), nowMs: () => clock.now, monotonicMs: () => 0 };
  const folders = cachedFolders(place, silentLog, clock);
  const put = async (key: string, bytes = 1, maxAgeMs = HOUR_MS) => {
    const fill = async (folder: string) => writeFileSync(path.join(folder, 'data'), 'x'.repeat(bytes));
    return folders.make(key, maxAgeMs, fill);
  };
  return { place, clock, folders, put };
}

describe('cachedFolders', () => {
  it('gives what was made, until it is discarded', async () => {
    const { folders, put } = newCache();
    expect(await folders.take('a')).toBeNull();
    const made = await put('a');
    const taken = await folders.take('a');
    expect(taken?.path).toBe(made.path);
    expect(await folders.keys()).toEqual(['a']);
    await made.release();
    await taken!.discard();
    expect(await folders.take('a')).toBeNull();
    expect(existsSync(path.join(made.path, 'data'))).toBe(true);
    await folders.clean(Infinity);
    expect(existsSync(made.path)).toBe(false);
  });

  it('leaves nothing of what could not be made', async () => {
    const { place, folders } = newCache();
    const failing = folders.make('a', HOUR_MS, async (folder) => {
      mkdirSync(path.join(folder, 'deep'));
      writeFileSync(path.join(folder, 'deep/file'), 'x');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(filesIn(place)).toEqual([]);
    expect(readdirSync(path.join(place, 'folders'))).toEqual([]);
  });

  it('lets one of several win, and all use it', async () => {
    const { place, folders, put } = newCache();
    const made = await Promise.all(Array.from({ length: 8 }, () => put('a')));
    expect(new Set(made.map((each) => each.path)).size).toBe(1);
    expect(readdirSync(path.join(place, 'folders'))).toHaveLength(1);
    for (const each of made.slice(1)) await each.release();
    await folders.clean(0);
    expect(existsSync(path.join(made[0]!.path, 'data'))).toBe(true);
    await made[0]!.release();
    await folders.clean(0);
    expect(filesIn(place)).toEqual([]);
  });

  it('removes what is old, each by its own age', async () => {
    const { clock, folders, put } = newCache();
    for (const [key, age] of [
      ['short', HOUR_MS],
      ['long', 3 * HOUR_MS],
    ] as const) {
      await (await put(key, 1, age)).release();
    }
    clock.now += 2 * HOUR_MS;
    await folders.clean(Infinity);
    expect(await folders.keys()).toEqual(['long']);
    // Used again, it is young again.
    await (await folders.take('long'))!.release();
    clock.now += 2 * HOUR_MS;
    await folders.clean(Infinity);
    expect(await folders.keys()).toEqual(['long']);
  });

  it('removes beyond the size what was used longest ago, but nothing that is in use', async () => {
    const { clock, folders, put } = newCache();
    for (const key of ['a', 'b', 'c', 'd']) {
      clock.now += 1000;
      await (await put(key, 1000)).release();
    }
    clock.now += 1000;
    await (await folders.take('a'))!.release();
    const b = await folders.take('b');
    await folders.clean(2500);
    expect((await folders.keys()).toSorted()).toEqual(['a', 'b']);
    await b!.release();
  });

  it('removes what dead processes left, and keeps what living ones make', async () => {
    const { place, folders, put } = newCache();
    await (await put('a')).release();
    const holder = (name: string, pid: number) =>
      writeFileSync(path.join(place, 'holds', `${name}~1.json`), JSON.stringify({ ...ownIdentity(), pid, started: 'long ago' }));
    for (const name of ['left', 'unheld', 'being-made', 'elsewhere'])
      mkdirSync(path.join(place, 'folders', name, 'tree'), { recursive: true });
    holder('left', 4_000_000);
    writeFileSync(path.join(place, 'holds/being-made~1.json'), JSON.stringify(ownIdentity()));
    writeFileSync(path.join(place, 'holds/elsewhere~1.json'), JSON.stringify({ ...ownIdentity(), space: 'another machine' }));
    await folders.clean(Infinity);
    const [published] = (await folders.keys()).map((key) => `${key}-`);
    const left = readdirSync(path.join(place, 'folders')).map((name) => (name.startsWith(published!) ? 'published' : name));
    expect(left.toSorted()).toEqual(['being-made', 'elsewhere', 'published']);
    expect(readdirSync(path.join(place, 'holds')).toSorted()).toEqual(['being-made~1.json', 'elsewhere~1.json']);
  });

  it.each(['{', '{"folder":"../..","bytes":1,"maxAgeMs":1}', '{"folder":"gone","bytes":1,"maxAgeMs":99999999}', ''])(
    'makes anew what an entry names wrongly: %s',
    async (text) => {
      const { place, folders, put } = newCache();
      await (await put('other')).release();
      writeFileSync(path.join(place, 'entries/a.json'), text);
      expect(await folders.take('a')).toBeNull();
      const made = await put('a');
      expect(existsSync(path.join(made.path, 'data'))).toBe(true);
      expect((await folders.take('a'))?.path).toBe(made.path);
    },
  );

  it('makes anew what was removed by hand', async () => {
    const { place, put } = newCache();
    const first = await put('a');
    rmSync(path.join(place, 'folders'), { recursive: true });
    const second = await put('a');
    expect(second.path).not.toBe(first.path);
    expect(existsSync(path.join(second.path, 'data'))).toBe(true);
  });

  it('is never taken half, nor away from somebody who has it, while others make, use and clean', async () => {
    const { place } = newCache();
    const one = async (seed: number) => {
      const clock = { nowMs: () => Date.now() + seed, monotonicMs: () => 0 };
      const folders = cachedFolders(place, silentLog, clock);
      for (let round = 0; round < 40; round++) {
        const key = `key${(round + seed) % 3}`;
        const fill = async (folder: string) => {
          for (const name of ['a', 'b', 'c']) await Promise.resolve(writeFileSync(path.join(folder, name), 'x'));
        };
        const held = (await folders.take(key)) ?? (await folders.make(key, 0, fill));
        for (const name of ['a', 'b', 'c']) expect(existsSync(path.join(held.path, name))).toBe(true);
        await folders.clean(0);
        for (const name of ['a', 'b', 'c']) expect(existsSync(path.join(held.path, name))).toBe(true);
        await held.release();
      }
    };
    await Promise.all([0, 1, 2, 3].map(one));
    await cachedFolders(place, silentLog, { nowMs: () => Date.now() + 10, monotonicMs: () => 0 }).clean(0);
    expect(filesIn(place)).toEqual([]);
  });
});

describe('cacheFolder', () => {
  it('is where the system wants it', () => {
    const home = process.env['HOME'] ?? '';
    expect(cacheFolder({}, 'linux')).toBe(path.join(home, '.cache/laptime'));
    expect(cacheFolder({}, 'darwin')).toBe(path.join(home, 'Library/Caches/laptime'));
    expect(cacheFolder({ LOCALAPPDATA: '/local' }, 'win32')).toBe(path.join('/local', 'laptime'));
    expect(cacheFolder({ XDG_CACHE_HOME: '/cache', LOCALAPPDATA: '/local' }, 'linux')).toBe('/cache/laptime');
    expect(cacheFolder({ XDG_CACHE_HOME: 'relative' }, 'linux')).toBe(path.join(home, '.cache/laptime'));
  });
});
