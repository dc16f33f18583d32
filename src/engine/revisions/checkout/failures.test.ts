import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../base/errors.ts';
import { failureOf, newFolder } from '../repository.fixture.ts';
import { hasNoSpace, isDiskFull, writingFailed } from './failures.ts';

describe('a full disk', () => {
  // A device on which every write fails so.
  it.runIf(existsSync('/dev/full'))('is told when Node.js cannot write', async () => {
    const error = await failureOf(writeFile('/dev/full', 'x'));
    expect(error.code).toBe('ENOSPC');
    expect(writingFailed(error, '/the/cache')).toMatchObject({
      code: 'disk-full',
      message: expect.stringMatching(/^The disk of \/the\/cache is full.*Free some space there, or set XDG_CACHE_HOME/),
      cause: error,
    });
  });

  it.each([
    'error: unable to write file a.js: No space left on device',
    'npm error code ENOSPC',
    'Disk quota exceeded',
    'There is not enough space on the disk.',
  ])('is known by what programs say: %s', async (text) => {
    expect(await isDiskFull(newFolder(), text)).toBe(true);
  });

  it('is known by what is left, for programs that do not say', async () => {
    // As Linux tells of a memory file system of 3 MB that is full, of the same with room, and of one without blocks.
    expect(hasNoSpace({ blocks: 768, bavail: 0, bsize: 4096 })).toBe(true);
    expect(hasNoSpace({ blocks: 768, bavail: 700, bsize: 4096 })).toBe(false);
    expect(hasNoSpace({ blocks: 0, bavail: 0, bsize: 4096 })).toBe(false);
    for (const folder of [newFolder(), '/does/not/exist']) expect(await isDiskFull(folder, 'error: unable to write file a.js')).toBe(false);
  });

  it('is not what other failures are taken for', () => {
    const bug = new TypeError('x is not a function');
    expect(writingFailed(bug, '/the/cache')).toBe(bug);
    const known = new UserError('build-failed', 'It failed.');
    expect(writingFailed(known, '/the/cache')).toBe(known);
  });
});
