import { mkdir, mkdtemp, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDiscoveryService } from './discoveryService.ts';

const BENCH = `import { bench } from 'vitest';\nbench('a', () => {});\n`;
const never = new AbortController().signal;

let outside: string;
let root: string;

beforeAll(async () => {
  outside = await mkdtemp(join(tmpdir(), 'laptime-service-'));
  root = join(outside, 'root');
  await mkdir(root);
  await writeFile(join(outside, 'secret.bench.ts'), BENCH);
  await writeFile(join(root, 'a.bench.ts'), BENCH);
  await writeFile(join(root, 'huge.bench.js'), ' '.repeat(3 * 1024 * 1024));
  await writeFile(join(root, '..name.bench.ts'), BENCH);
  await symlink(join(outside, 'secret.bench.ts'), join(root, 'linked.bench.ts'));
});

afterAll(() => rm(outside, { recursive: true, force: true }));

describe('readFile', () => {
  it('reads from disk, or the text of an unsaved editor', async () => {
    const service = createDiscoveryService();
    expect(await service.readFile(root, 'a.bench.ts', null)).toMatchObject({ file: 'a.bench.ts', nodes: [{ name: 'a' }], problems: [] });
    expect(await service.readFile(root, 'a.bench.ts', BENCH.replace(`'a'`, `'b'`))).toMatchObject({ nodes: [{ name: 'b' }] });
    expect(await service.readFile(root, 'a.bench.ts', null)).toMatchObject({ nodes: [{ name: 'a' }] });
    expect(await service.readFile(root, '..name.bench.ts', null)).toMatchObject({ nodes: [{ name: 'a' }] });
  });

  it.each([
    ['gone.bench.ts', /cannot be read: ENOENT/],
    ['../secret.bench.ts', /outside the workspace folder/],
    ['linked.bench.ts', /outside the workspace folder/],
    ['huge.bench.js', /more than 2097152 bytes/],
    ['.', /outside the workspace folder/],
  ])('answers with a problem for %s', async (file, message) => {
    const { nodes, problems } = await createDiscoveryService().readFile(root, file, null);
    expect(nodes).toEqual([]);
    expect(problems).toEqual([{ message: expect.stringMatching(message), line: 1, column: 1 }]);
  });

  it('reads a file again only when it has changed, also where size and time of change look the same', async () => {
    const service = createDiscoveryService();
    const path = join(root, 'changing.bench.ts');
    await writeFile(path, BENCH);
    const { atime, mtime } = await stat(path);
    const first = await service.readFile(root, 'changing.bench.ts', null);
    expect(await service.readFile(root, 'changing.bench.ts', null)).toBe(first);
    await writeFile(path, BENCH.replace(`'a'`, `'b'`));
    await utimes(path, atime, mtime);
    expect(await service.readFile(root, 'changing.bench.ts', null)).toMatchObject({ nodes: [{ name: 'b' }] });
  });
});

describe('readSome', () => {
  it('reads all of a few small files', async () => {
    const results = await createDiscoveryService().readSome(root, ['a.bench.ts', 'gone.bench.ts'], never);
    expect(results.map(({ file, nodes }) => [file, nodes.length])).toEqual([
      ['a.bench.ts', 1],
      ['gone.bench.ts', 0],
    ]);
  });

  it('stops early where the answer grows large, but not before the first', async () => {
    const many = `import { bench } from 'vitest';\n${Array.from({ length: 1500 }, (_, i) => `bench('${i}', () => {});`).join('\n')}`;
    const files = Array.from({ length: 64 }, (_, i) => `many${i}.bench.ts`);
    await Promise.all(files.map((file) => writeFile(join(root, file), many)));
    const results = await createDiscoveryService().readSome(root, files, never);
    expect(results.length).toBeGreaterThanOrEqual(1);
    expect(results.length).toBeLessThan(files.length);
    expect(results.map(({ file }) => file)).toEqual(files.slice(0, results.length));
  });

  it('ends when aborted', async () => {
    await expect(createDiscoveryService().readSome(root, ['a.bench.ts'], AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
