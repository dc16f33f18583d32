import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listRecorded, removeRecorded } from './recordedProfiles.ts';

let root: string;
let folder: string;

const write = (name: string, text: string): string => {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
};

beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), 'laptime-recorded-')));
  folder = path.join(root, '.laptime/profiles');
  mkdirSync(folder, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const recording = (title: string, recordedAt: string) => JSON.stringify({ title, recordedAt, source: { kind: 'program', command: [] } });

describe('listRecorded', () => {
  it('has what was recorded, the newest first, by what stands in front of it', async () => {
    const old = write(
      'a.cpuprofile',
      `{"laptime":{"recording":${recording('sum "of {10}" \\', '2026-01-01T10:00:00Z')},"sourceMaps":{}},"nodes":[]}`,
    );
    const young = write('b.heapprofile', `{"laptime":{"recording":${recording('sort', '2026-01-02T10:00:00Z')}},"head":{}}`);
    expect(await listRecorded(root)).toEqual([
      { file: young, bytes: statSync(young).size, kind: 'heap', title: 'sort', recordedAtMs: Date.UTC(2026, 0, 2, 10) },
      { file: old, bytes: statSync(old).size, kind: 'cpu', title: 'sum "of {10}" \\', recordedAtMs: Date.UTC(2026, 0, 1, 10) },
    ]);
  });

  it('takes name and time of the file where it does not say, whatever it says instead', async () => {
    const bodies = ['{"nodes":[]}', '', '{"laptime":{"recording":{"title":7,"recordedAt":[]}}}', '{"laptime":{"recording":{"title', 'null'];
    for (const [index, body] of bodies.entries()) utimesSync(write(`${index}.cpuprofile`, body), 100 - index, 100 - index);
    const listed = await listRecorded(root);
    expect(listed.map(({ title, recordedAtMs }) => [title, recordedAtMs])).toEqual(
      bodies.map((_, index) => [`${index}.cpuprofile`, (100 - index) * 1000]),
    );
  });

  it('is empty without a folder, and has no links and no other files', async () => {
    write('.unfinished-1', '{}');
    write('readme.txt', '');
    symlinkSync(write('elsewhere.json', '{}'), path.join(folder, 'link.cpuprofile'));
    mkdirSync(path.join(folder, 'folder.cpuprofile'));
    expect(await listRecorded(root)).toEqual([]);
    expect(await listRecorded(path.join(root, 'none'))).toEqual([]);
  });

  it('is empty where the folder is a link to that of somebody else', async () => {
    write('a.cpuprofile', '{"nodes":[]}');
    mkdirSync(path.join(root, 'other/.laptime'), { recursive: true });
    symlinkSync(folder, path.join(root, 'other/.laptime/profiles'));
    expect(await listRecorded(path.join(root, 'other'))).toEqual([]);
  });
});

describe('removeRecorded', () => {
  it('removes what was recorded, and nothing else', async () => {
    const file = write('a.cpuprofile', '{"nodes":[]}');
    const other = path.join(root, 'mine.cpuprofile');
    writeFileSync(other, '{"nodes":[]}');
    await expect(removeRecorded(root, other)).rejects.toMatchObject({ code: 'profile-not-found' });
    await expect(removeRecorded(root, path.join(folder, '../../mine.cpuprofile'))).rejects.toMatchObject({ code: 'profile-not-found' });
    await removeRecorded(root, file);
    expect([existsSync(file), existsSync(other)]).toEqual([false, true]);
  });
});
