import { describe, expect, it } from 'vitest';
import { uuidv7 } from '../../base/uuid.ts';
import { isHarmlessPath, readSharedPath, runIdIn, sharedPath, timeInId } from './sharedPath.ts';

const commit = 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334';
const place = { commit, environmentId: '0123456789ab', runId: uuidv7(1_700_000_000_000) };

describe('sharedPath', () => {
  it.each(['', 'packages/a', '.hidden/..x', 'größe/a b', '%2f', 'CON'])('is read back in the folder %j, and in no other', (folder) => {
    const path = sharedPath(folder, place);
    expect(readSharedPath(folder, path)).toEqual(place);
    expect(readSharedPath(`${folder}/x`, path)).toBeNull();
    expect(runIdIn(path)).toBe(place.runId);
    expect(isHarmlessPath(path)).toBe(true);
  });

  it('has nothing of an environment that could lead elsewhere', () => {
    for (const environmentId of ['../../x', '', '.git', 'a/b', 'x'.repeat(100), '\0']) {
      const path = sharedPath('', { ...place, environmentId });
      expect(path).toMatch(/^a1\/a1b2[0-9a-f]{36}\/x-[0-9a-f]{12}\/[\w-]{36}\.json$/);
      expect(readSharedPath('', path)).not.toBeNull();
    }
  });

  it.each([
    `b1/${commit}/e/r.json`,
    `a1/${commit}/../r.json`,
    `a1/${commit}/e/r.json/x`,
    `a1/${commit}/e/r.json\n`,
    `/a1/${commit}/e/r.json`,
    `a1/a1/e/r.json`,
    `A1/${commit.toUpperCase()}/e/r.json`,
    'README.md',
    '',
  ])('is not %j', (path) => expect(readSharedPath('', path)).toBeNull());
});

describe('isHarmlessPath', () => {
  it.each(['..', '../x', 'a/../x', '.git/config', 'a/.git', '/x', 'a//x', 'a/', 'a b', 'a\\x', 'a\nb', 'c:x', ''])('refuses %j', (path) =>
    expect(isHarmlessPath(path)).toBe(false),
  );
});

describe('timeInId', () => {
  it('is that of a UUID of version 7, and of no other', () => {
    expect(timeInId(place.runId)).toBe(1_700_000_000_000);
    expect(timeInId('11111111-1111-8111-8111-111111111111')).toBeNull();
    expect(timeInId('x')).toBeNull();
  });
});
