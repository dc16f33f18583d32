import { describe, expect, it } from 'vitest';
import type { WatchedProgram } from '../../model/watchedProgram.ts';
import { createProgramList, programMark } from './programList.ts';

const program = (id: string, ended: WatchedProgram['ended'] = null): WatchedProgram => ({
  ...{ id, pid: 7, title: 'node a.js', by: 'outside', nodeVersion: null, startedAtMs: 0 },
  ended,
});
const end = { atMs: 1, exitCode: 0, signal: null };

describe('createProgramList', () => {
  it('gives prefixes of their own, which stay', () => {
    const list = createProgramList();
    list.show(program('a'));
    list.show(program('b'));
    expect(['a', 'b'].map((id) => list.prefixOf(id))).toEqual(['program', 'program@b']);
    list.show(program('a', end));
    list.show(program('c'));
    expect(['a', 'b', 'c'].map((id) => list.prefixOf(id))).toEqual(['program', 'program@b', 'program']);
    expect(list.all().map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('forgets those that have ended when many others have ended after them', () => {
    const list = createProgramList();
    const forgotten: string[] = [];
    list.show(program('first'));
    for (let place = 0; place < 50; place++) {
      forgotten.push(...list.show(program(`p${place}`)), ...list.show(program(`p${place}`, end)));
    }
    expect(list.all()).toHaveLength(21);
    expect(list.all()[0]!.id).toBe('first');
    expect(forgotten).toEqual(Array.from({ length: 30 }, (_, place) => `program@p${place}`));
  });
});

describe('programMark', () => {
  const titleOf = (now: WatchedProgram, before?: WatchedProgram) => programMark(now, before, 5)?.title ?? null;

  it('is when a program is first watched, and when and how it ended', () => {
    expect(programMark(program('a'), undefined, 5)).toEqual({ kind: 'program', title: 'Process 7 is watched', atMs: 5, untilMs: null });
    expect(programMark(program('a', end), program('a'), 5)).toMatchObject({ title: 'Process 7 ended with exit code 0', atMs: 1 });
    expect(titleOf(program('a', { ...end, exitCode: null, signal: 'SIGKILL' }), program('a'))).toBe('Process 7 was ended by SIGKILL');
    expect(titleOf(program('a', { ...end, exitCode: null }), program('a'))).toBe('Process 7 is not watched any more');
  });

  it('is nothing where more is known of it, or it had ended', () => {
    expect(titleOf({ ...program('a'), by: 'preload' }, program('a'))).toBeNull();
    expect(titleOf(program('a', end), program('a', end))).toBeNull();
    expect(titleOf(program('a', end))).toBeNull();
  });
});
