import { mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Recording } from '../../../model/profile.ts';
import { createFolder } from '../../programs.fixture.ts';
import { keepProfiles, profilesFolder } from './recordedFile.ts';

const folders: { readonly root: string; remove(): void }[] = [];
const newRoot = () => {
  const folder = createFolder({});
  folders.push(folder);
  return folder.root;
};
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

const recordingOf = (root: string, rest: Partial<Recording> = {}): Recording => ({
  laptimeVersion: '1.2.3',
  kind: 'cpu',
  source: { kind: 'program', command: ['node', 'a.js'] },
  title: 'a.js',
  recordedAt: '2026-11-21T15:20:32.123Z',
  nodeVersion: '24.1.0',
  root,
  commit: null,
  interval: 200,
  iterations: null,
  slowdown: null,
  ...rest,
});
const body = { bytes: Buffer.from('{"nodes":[],"x":"é"}') };

describe('keepProfiles', () => {
  it('writes what V8 told, with what is known of it in front', async () => {
    const root = newRoot();
    const sourceMaps = new Map([['file:///a"b.ts', '{"version":3}']]);
    const [kept] = await keepProfiles(root, [{ recording: recordingOf(root, { title: '../Größe: <b> & "c"' }), body, sourceMaps }]);
    expect(path.relative(profilesFolder(root), kept!.file)).toBe('20261121-152032-gro-e-b-c.cpuprofile');
    expect(JSON.parse(readFileSync(kept!.file, 'utf8'))).toEqual({
      laptime: { recording: kept!.recording, sourceMaps: { 'file:///a"b.ts': { version: 3 } } },
      nodes: [],
      x: 'é',
    });
  });

  it('takes a body of any length from a file, and names equal ones apart', async () => {
    const root = newRoot();
    const file = path.join(root, 'body.json');
    const long = { head: { text: 'x'.repeat(3 * 2 ** 20) } };
    writeFileSync(file, JSON.stringify(long));
    const one = { recording: recordingOf(root, { kind: 'heap' }), body: { file }, sourceMaps: new Map<string, string>() };
    const kept = await keepProfiles(root, [one, one]);
    expect(kept.map((each) => path.basename(each.file))).toEqual([
      '20261121-152032-a-js.heapprofile',
      '20261121-152032-a-js-2.heapprofile',
    ]);
    expect(JSON.parse(readFileSync(kept[1]!.file, 'utf8'))).toMatchObject(long);
  });

  it('removes the oldest beyond fifty, those that are too old, and nothing that has another name', async () => {
    const root = newRoot();
    const folder = profilesFolder(root);
    mkdirSync(folder, { recursive: true });
    const age = (name: string, days: number) => {
      writeFileSync(path.join(folder, name), '{}');
      const at = Date.now() / 1000 - days * 24 * 3600;
      utimesSync(path.join(folder, name), at, at);
    };
    for (let index = 0; index < 55; index++) age(`20260101-0000${String(index).padStart(2, '0')}-old.cpuprofile`, 1 + index / 100);
    age('20250101-000000-ancient.heapprofile', 31);
    age('mine.cpuprofile', 400);
    age('.unfinished-1', 1);
    const [kept] = await keepProfiles(root, [{ recording: recordingOf(root), body, sourceMaps: new Map() }]);
    const left = readdirSync(folder);
    expect(left).toHaveLength(50 + 1);
    expect(left).toContain('mine.cpuprofile');
    expect(left).toContain(path.basename(kept!.file));
    expect(left).toContain('20260101-000000-old.cpuprofile');
    expect(left).not.toContain('20260101-000054-old.cpuprofile');
    expect(left).not.toContain('20250101-000000-ancient.heapprofile');
  });

  it('leaves nothing of what could not be written, and does not follow links', async () => {
    const root = newRoot();
    const gone = { recording: recordingOf(root), body: { file: path.join(root, 'gone.json') }, sourceMaps: new Map<string, string>() };
    await expect(keepProfiles(root, [gone])).rejects.toMatchObject({ code: 'ENOENT' });
    expect(readdirSync(profilesFolder(root))).toEqual([]);
    const linked = newRoot();
    symlinkSync(root, path.join(linked, '.laptime'));
    await expect(keepProfiles(linked, [{ ...gone, body }])).rejects.toMatchObject({ code: 'profile-link' });
  });
});
