import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCli } from '../support/cli.ts';
import { expectedLeaks, leakingFiles } from '../support/leaking.ts';
import { emptyFolder, makeWorkspace } from '../support/workspace.ts';

interface LeakJson {
  readonly rounds: readonly { readonly work: number }[];
  readonly leaks: readonly {
    readonly name: string;
    readonly kind: string;
    readonly countPerUnit: number;
    readonly bytesPerUnit: number;
    readonly places: readonly { readonly file: string; readonly line: number; readonly share: number }[];
    readonly path: readonly { readonly edge: string; readonly name: string }[];
  }[];
}

/** A Node 20 on this machine. */
const node20 = ['/usr/local/bin', '/usr/bin', ...(process.env['PATH'] ?? '').split(path.delimiter)]
  .map((folder) => path.join(folder, 'node'))
  .find((file) => existsSync(file) && execFileSync(file, ['--version'], { encoding: 'utf8' }).startsWith('v20.'));

const nodes = [['the Node of the tests', process.execPath] as const, ...(node20 === undefined ? [] : [['Node 20', node20] as const])];

describe.each(nodes)('laptime heap leak in benchmarks, on %s', (_, node) => {
  it('names each constructor that leaks, with its line', async () => {
    const folder = makeWorkspace(leakingFiles);
    const { code, stdout, stderr } = await runCli(['heap', 'leak', 'leaking.bench.ts', '--node', node, '--json'], { folder });
    expect(code, stderr).toBe(1);
    const { leaks } = JSON.parse(stdout) as LeakJson;
    const found = new Map(leaks.map(({ name, places }) => [name, places[0] && `${places[0].file}:${places[0].line}`]));
    for (const [name, line] of expectedLeaks()) expect.soft(found.get(name), name).toBe(`src/leaking.ts:${line}`);
    expect([...found.keys()].toSorted()).toEqual([...expectedLeaks().keys()].toSorted());
    const entry = leaks.find(({ name }) => name === 'Entry');
    expect(entry?.countPerUnit).toBeCloseTo(1, 2);
    expect(entry?.path.some(({ edge, name }) => edge === 'cache (variable)' && name === 'Map')).toBe(true);
    expect(leaks.find(({ name }) => name === 'TreeNode')?.countPerUnit).toBeCloseTo(3, 1);
    expect(leaks.find(({ name }) => name === 'Array')?.kind).toBe('container');
  });

  it('is silent about what is bounded', async () => {
    const folder = makeWorkspace(leakingFiles);
    // Of its own: others may be at it, too, and not be done.
    const env = { TMPDIR: emptyFolder() };
    const { code, stdout, stderr } = await runCli(['heap', 'leak', 'bounded.bench.ts', '--node', node], { folder, env });
    expect(stdout).toMatch(/^Nothing leaks in bounded\.bench\.ts/);
    expect(code, stderr).toBe(0);
    expect(readdirSync(env.TMPDIR).filter((name) => name.startsWith('laptime-heap-'))).toEqual([]);
  });
});

const server = `
const http = require('node:http');
class Session { constructor(id) { this.id = id; } }
const sessions = [];
function login(id) { sessions.push(new Session(id)); }
let id = 0;
const server = http.createServer((_, response) => { login(id += 1); response.end('ok'); });
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
setInterval(() => http.get({ port: server.address().port, host: '127.0.0.1', agent: false }, (answer) => answer.resume()), 4);
`;

describe('laptime heap and processes', () => {
  it('finds what leaks in a program under load, and ends it', async () => {
    const folder = emptyFolder();
    writeFileSync(path.join(folder, 'server.cjs'), server);
    const { code, stdout, stderr } = await runCli(['heap', 'leak', '--seconds', '9', '--json', '--', 'node', 'server.cjs'], { folder });
    expect(code, stderr).toBe(1);
    const { leaks } = JSON.parse(stdout) as LeakJson;
    expect(leaks.map(({ name }) => name)).toEqual(['Session']);
    expect(leaks[0]?.places).toMatchObject([{ file: 'server.cjs', line: 5 }]);
  });

  it('finds what leaks where snapshots take longer to read than the rounds were to be', async () => {
    const folder = emptyFolder();
    const large = `const rows = Array.from({ length: 150_000 }, (_, id) => ({ id, name: 'row ' + id }));\nprocess.rows = () => rows;\n`;
    writeFileSync(path.join(folder, 'server.cjs'), large + server);
    const { code, stdout, stderr } = await runCli(['heap', 'leak', '--seconds', '1', '--json', '--', 'node', 'server.cjs'], { folder });
    expect(code, stderr).toBe(1);
    expect(stdout, stderr).not.toBe('');
    const { leaks, rounds } = JSON.parse(stdout) as LeakJson;
    expect(leaks.map(({ name }) => name)).toEqual(['Session']);
    // One object of thousands may be seen elsewhere.
    expect(leaks[0]?.places[0]).toMatchObject({ file: 'server.cjs', line: 7 });
    expect(leaks[0]?.places[0]?.share).toBeGreaterThan(0.99);
    const [first = 0, second = 0, third = 0, fourth = 0] = rounds.map(({ work }) => work);
    expect(first + second).toBeLessThan(third);
    expect(first + second + third).toBeLessThan(fourth);
  });

  it('takes snapshots of a process, shows and compares them; the process goes on', async () => {
    const folder = emptyFolder();
    writeFileSync(path.join(folder, 'server.cjs'), server);
    // Others may be attached to what has the usual port.
    const child = spawn(process.execPath, ['--inspect-port=0', 'server.cjs'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill());
    const port = Number(String((await child.stdout.take(1).toArray())[0]));
    const taken = await runCli(['heap', 'snapshot', '--pid', String(child.pid), '--again', '0.5'], { folder });
    expect(taken).toMatchObject({ code: 0, stderr: '' });
    expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe('ok');
    expect(readdirSync(folder).toSorted()).toEqual(['heap.2.heapsnapshot', 'heap.heapsnapshot', 'server.cjs']);

    const top = await runCli(['heap', 'top', 'heap.2.heapsnapshot', '--json'], { folder });
    const { classes, totalBytes } = JSON.parse(top.stdout) as { classes: { name: string; count: number }[]; totalBytes: number };
    expect(totalBytes).toBeGreaterThan(1e6);
    expect(classes.find(({ name }) => name === 'Session')?.count).toBeGreaterThan(10);
    const compared = await runCli(['heap', 'compare', 'heap.heapsnapshot', 'heap.2.heapsnapshot', '--limit', '200'], { folder });
    expect(compared.stdout).toMatch(/\+\d+ .* Session\n/);
    expect(compared.stdout).toMatch(/ {2}Session\n/);
    const json = await runCli(['heap', 'compare', 'heap.heapsnapshot', 'heap.2.heapsnapshot', '--json'], { folder });
    const comparison = JSON.parse(json.stdout) as {
      sameNumbers: boolean;
      classes: { name: string; added: number; path: { edge: string }[] }[];
    };
    expect(comparison.sameNumbers).toBe(true);
    const sessions = comparison.classes.find(({ name }) => name === 'Session');
    expect(sessions?.added).toBeGreaterThan(10);
    expect(sessions?.path.map(({ edge }) => edge)).toContain('sessions (variable)');
  });

  it('takes a snapshot of the process of a benchmark', async () => {
    const folder = makeWorkspace(leakingFiles);
    const taken = await runCli(['heap', 'snapshot', 'leaking.bench.ts', '--out', 'b.heapsnapshot'], { folder });
    expect(taken.code, taken.stderr).toBe(0);
    const top = await runCli(['heap', 'top', 'b.heapsnapshot', '--limit', '500'], { folder });
    expect(top.stdout).toMatch(/ Entry\n/);
  });

  it('takes a snapshot of a program that is started for it, and ends it', async () => {
    const folder = emptyFolder();
    writeFileSync(path.join(folder, 'server.cjs'), server);
    const { code, stdout, stderr } = await runCli(['heap', 'snapshot', '--seconds', '0.5', '--json', '--', 'node', 'server.cjs'], {
      folder,
    });
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ files: [path.join(folder, 'heap.heapsnapshot')] });
    const top = await runCli(['heap', 'top', 'heap.heapsnapshot', '--limit', '500'], { folder });
    expect(top.stdout).toMatch(/ Session\n/);
  });

  it('says at which byte a snapshot is broken, and keeps names from steering the terminal', async () => {
    const folder = emptyFolder();
    writeFileSync(path.join(folder, 'broken.heapsnapshot'), '{"snapshot":{"meta":{"node_fields":["type"');
    const broken = await runCli(['heap', 'top', 'broken.heapsnapshot'], { folder });
    expect(broken).toMatchObject({ code: 1, stdout: '' });
    expect(broken.stderr).toMatch(/^laptime: .*broken\.heapsnapshot: At byte 42 /);
    const hostile = {
      snapshot: {
        meta: {
          node_fields: ['type', 'name', 'id', 'self_size', 'edge_count'],
          node_types: [['hidden', 'object']],
          edge_fields: ['type', 'name_or_index', 'to_node'],
          edge_types: [['context', 'element', 'property']],
        },
        node_count: 2,
        edge_count: 1,
      },
      nodes: [0, 0, 1, 0, 1, 1, 1, 3, 16, 0],
      edges: [2, 2, 5],
      strings: ['', '\u001b[2J</script>\u202e', '__proto__'],
    };
    writeFileSync(path.join(folder, 'hostile.heapsnapshot'), JSON.stringify(hostile));
    const shown = await runCli(['heap', 'top', 'hostile.heapsnapshot'], { folder });
    expect(shown.code, shown.stderr).toBe(0);
    expect(shown.stdout).not.toContain('\u001b');
    expect(shown.stdout).toContain('\\u001b[2J</script>\\u202e');
    expect(readFileSync(path.join(folder, 'hostile.heapsnapshot'), 'utf8')).toContain('__proto__');
  });

  it('says what is missing', async () => {
    const folder = emptyFolder();
    for (const [args, words] of [
      [['heap'], /snapshot, top, compare or leak/],
      [['heap', 'top'], /one file/],
      [['heap', 'compare', 'a'], /two files/],
      [['heap', 'snapshot', '--'], /followed by the program/],
      [['heap', 'snapshot', '--pid', '1', '--out', 'none/a.heapsnapshot'], /no folder .*none/],
      [['heap', 'leak', '--pid', 'x'], /--pid is the number/],
      [['heap', 'leak', '--'], /followed by the program/],
      [['heap', 'leak', '--seconds', '0'], /--seconds is a number/],
    ] as const) {
      const { code, stderr } = await runCli(args, { folder });
      expect(code, stderr).toBe(2);
      expect(stderr).toMatch(words);
    }
    const npm = await runCli(['heap', 'leak', '--', 'npm', 'start'], { folder });
    expect(npm).toMatchObject({ code: 1 });
    expect(npm.stderr).toMatch(/programs of Node/);
  });
});
