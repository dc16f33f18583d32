import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProfileForm } from '../../../protocol/profilePage.ts';
import { bytesOf, rawNode } from '../reading/cpuProfile.fixture.ts';
import { readProfile } from '../reading/readProfile.ts';
import { faultOf } from '../reading/soundness.fixture.ts';
import { writeProfile } from './writeProfile.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'laptime-write-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A stack of so many calls, with a sample in each of them, and in the outermost one after each. */
function deep(count: number, withTime: boolean): Uint8Array {
  const nodes = Array.from({ length: count }, (_, index) => ({
    ...rawNode(index + 1, 'f', 'file:///app/a.js', 1),
    ...(index + 1 < count && { children: [index + 2] }),
    hitCount: 1,
  }));
  const samples = Array.from({ length: count * 2 }, (_, index) => (index % 2 === 0 ? 1 + (index >> 1) : 1));
  return bytesOf({ nodes, startTime: 0, endTime: count * 20, ...(withTime && { samples, timeDeltas: samples.map(() => 10) }) });
}

describe('writeProfile', () => {
  it.each<readonly [form: ProfileForm, withTime: boolean]>([
    ['collapsed', true],
    ['speedscope', true],
    ['speedscope', false],
  ])('writes no stacks that would fill the disk: %s, with time %s', async (form, withTime) => {
    const [profile] = readProfile(deep(30_000, withTime)).profiles;
    const target = path.join(folder, 'deep');
    const began = process.threadCpuUsage();
    await expect(writeProfile(profile!, form, target)).rejects.toMatchObject({ name: 'UserError', code: 'profile-too-large' });
    const { user, system } = process.threadCpuUsage(began);
    expect((user + system) / 1000).toBeLessThan(5000);
    expect(readdirSync(folder).filter((name) => name.startsWith('deep'))).toEqual([]);
  });

  it.each<ProfileForm>(['cpuprofile', 'svg'])('writes deep ones as %s', async (form) => {
    const [profile] = readProfile(deep(30_000, true)).profiles;
    const target = path.join(folder, `whole.${form}`);
    await writeProfile(profile!, form, target);
    expect(existsSync(target)).toBe(true);
  });

  it.each<ProfileForm>(['cpuprofile', 'speedscope', 'collapsed'])('writes hostile names so that %s is read again', async (form) => {
    const names = ['a;b', 'a\nb 7', '\r', '"]}', '</script>', '\u0000\u202e', '\ud800', '__proto__', ' ', ''];
    const nodes = names.map((name, index) => ({ ...rawNode(index + 2, name, '', 0), hitCount: 1 }));
    const root = { ...rawNode(1, '(root)', '', -1), children: nodes.map(({ id }) => id) };
    const [profile] = readProfile(bytesOf({ nodes: [root, ...nodes], startTime: 0, endTime: 1000 * names.length })).profiles;
    const target = path.join(folder, `names.${form}`);
    writeFileSync(target, 'before');
    await writeProfile(profile!, form, target);
    const [again] = readProfile(readFileSync(target)).profiles;
    expect(faultOf(again!.profile)).toBe('');
    expect(again!.profile.tree.total[0]).toBeCloseTo(1000 * names.length, 6);
    expect(again!.profile.tree.frames.strings).toContain('__proto__');
  });
});
