import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../base/log.ts';
import { createDiscovery, type Discovery } from './discovery.ts';

// Node strips the types of the worker as it is written: no build is needed.
const workerFile = fileURLToPath(new URL('worker.ts', import.meta.url));
const COUNT = 1000;
const names = Array.from({ length: COUNT }, (_, i) => `package${i % 10}/bench/file${String(i).padStart(4, '0')}.bench.ts`).toSorted();

let root: string;
let discovery: Discovery;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'laptime-discovery-'));
  for (let i = 0; i < 10; i++) await mkdir(join(root, `package${i}/bench`), { recursive: true });
  for (const name of names) {
    await writeFile(
      join(root, name),
      `import { bench, describe } from 'vitest';\ndescribe('g', () => {\n  bench('${name}', () => {});\n});\n`,
    );
  }
});

afterAll(() => rm(root, { recursive: true, force: true }));
afterEach(() => discovery.dispose());

const start = (file = workerFile, log = silentLog) => (discovery = createDiscovery({ workerFile: file, log }));

describe('discovery in a worker thread', () => {
  it('finds and reads 1,000 files, in order', async () => {
    start();
    const files = await discovery.findFiles(root, { benchmarks: ['**/*.bench.ts'], exclude: [] });
    expect(files).toEqual(names);
    const read: string[] = [];
    await discovery.readMany(root, files, ({ file, nodes }) => read.push(`${file} ${nodes[0]?.children[0]?.name}`));
    expect(read).toEqual(names.map((name) => `${name} ${name}`));
  });

  it('lets the thread do other work between files', async () => {
    start();
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    let before = 0;
    let longestStretch = 0;
    let stretch = 0;
    await discovery.readMany(root, names.slice(0, 256), () => {
      const end = performance.now() + 1;
      while (performance.now() < end);
      stretch = turns === before ? stretch + 1 : 1;
      before = turns;
      longestStretch = Math.max(longestStretch, stretch);
    });
    clearInterval(timer);
    // At 1 ms a file: far fewer in a row than one message brings.
    expect(longestStretch).toBeLessThan(24);
  });

  it('reads the text of an unsaved editor', async () => {
    start();
    const file = await discovery.readFile(root, 'new.bench.ts', `import { bench } from 'mitata';\nbench('x', () => {});`);
    expect(file).toMatchObject({ api: 'mitata', nodes: [{ id: 'new.bench.ts > x' }] });
  });

  it('stops when aborted, and where the receiver throws', async () => {
    start();
    const controller = new AbortController();
    let seen = 0;
    const reading = discovery.readMany(root, names, () => ++seen === 100 && controller.abort(), controller.signal);
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen).toBe(100);

    const failing = discovery.readMany(root, names, () => {
      throw new Error('no room');
    });
    await expect(failing).rejects.toThrow('no room');
    await expect(discovery.readMany(root, names, () => {}, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    await expect(discovery.findFiles(root, { benchmarks: ['**'], exclude: [] }, AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('refuses globs that lead outside with an error for the user', async () => {
    start();
    await expect(discovery.findFiles(root, { benchmarks: ['../**'], exclude: [] })).rejects.toMatchObject({
      name: 'UserError',
      code: 'glob-outside',
    });
  });

  it('rejects what is pending when it is disposed, and what comes after', async () => {
    start();
    const pending = discovery.readFile(root, names[0] ?? '');
    discovery.dispose();
    await expect(pending).rejects.toThrow(/disposed/);
    await expect(discovery.readFile(root, 'a.bench.ts', '')).rejects.toThrow(/disposed/);
    discovery.dispose();
  });

  it('starts another worker where one has ended', async () => {
    const dying = join(root, 'dying.mjs');
    await writeFile(dying, `import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => process.exit(3));`);
    const warnings: string[] = [];
    start(dying, { ...silentLog, warn: (message) => warnings.push(message) });
    await expect(discovery.readFile(root, 'a.bench.ts', '')).rejects.toThrow(/gone/);
    await writeFile(dying, `import ${JSON.stringify(new URL('worker.ts', import.meta.url).href)};`);
    expect(await discovery.readFile(root, 'a.bench.ts', '')).toMatchObject({ nodes: [] });
    expect(warnings).toEqual([expect.stringContaining('ended with code 3')]);
  });

  it('says what is wrong where the worker cannot be started', async () => {
    const errors: unknown[] = [];
    start(join(root, 'missing.js'), { ...silentLog, error: (error) => errors.push(error) });
    await expect(discovery.readFile(root, 'a.bench.ts', '')).rejects.toThrow(/gone/);
    expect(errors).toEqual([expect.objectContaining({ message: expect.stringContaining('missing.js') })]);
  });

  it('does not keep a process alive that is done', async () => {
    start();
    const script = `
      import { createDiscovery } from ${JSON.stringify(new URL('discovery.ts', import.meta.url).href)};
      const log = { trace() {}, debug() {}, info() {}, warn() {}, error: console.error };
      const discovery = createDiscovery({ workerFile: ${JSON.stringify(workerFile)}, log });
      const file = await discovery.readFile('/', 'a.bench.ts', "bench('a', () => {})");
      console.log(file.nodes.length);
    `;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { timeout: 30_000 });
    expect(stdout.trim()).toBe('1');
  });
});
