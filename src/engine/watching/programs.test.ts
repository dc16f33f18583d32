import { spawn, spawnSync } from 'node:child_process';
import { createServer, type Socket } from 'node:net';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { WATCH_VARIABLE, type WatchReport, type WatchSettings } from '../../protocol/watching.ts';
import { start as startAlone, testedNodes } from '../programs.fixture.ts';
import { createProgramCollector } from './index.ts';
import { valuesOf } from './valuesOf.ts';
import { environment, never, root, watching } from './watched.fixture.ts';

describe.each(testedNodes())('a program that is watched, with %s', (_, node) => {
  it.each(['server.cjs', 'server.mjs'])('tells what it serves and asks for: %s', async (script) => {
    const watched = watching(node);
    watched.programs.reportEvery(100);
    const { id, ended } = await watched.start(['node', script]);
    expect(await ended).toEqual({ exitCode: 0, signal: null });
    const reports = watched.reports.map(({ report }) => report);
    const sum = (of: (report: WatchReport) => number | undefined) => reports.reduce((total, report) => total + (of(report) ?? 0), 0);
    // 20 by fetch and 4 by an agent; what nobody waited for any more is no answer.
    expect(sum(({ server }) => server?.ended)).toBe(24);
    expect(sum(({ server }) => server?.errors)).toBe(10);
    expect(sum(({ client }) => client?.ended)).toBeGreaterThanOrEqual(25);
    expect(sum(({ client }) => client?.errors)).toBeGreaterThanOrEqual(11);
    expect(reports.at(-1)!.server!.active).toBe(0);
    expect(reports.at(-1)!.client!.active).toBe(0);
    const values = watched.values(id);
    expect(values.get('http.server.p50')).toBeGreaterThan(15);
    expect(values.get('http.client.p99')).toBeGreaterThanOrEqual(values.get('http.client.p50')!);
    expect(watched.programs.all()).toMatchObject([{ id, by: 'preload', title: `node ${script}`, ended: { exitCode: 0, signal: null } }]);
  });

  it('tells how much of its time garbage takes', async () => {
    const watched = watching(node);
    const { id, ended } = await watched.start(['node', 'garbage.cjs']);
    await ended;
    const values = watched.values(id);
    expect(values.get('gc.minor')).toBeGreaterThan(1);
    expect(values.get('gc.share')).toBeGreaterThan(0);
    expect(values.get('gc.pause.max')).toBeGreaterThan(0);
    expect(values.get('heap.used')).toBeGreaterThan(1e6);
    expect(values.get('heap.space.new_space')).toBeGreaterThan(0);
  });

  it('tells that its loop is blocked, and by what', async () => {
    const watched = watching(node);
    const command = await watched.start(['node', 'blocks.cjs']);
    await expect.poll(() => watched.reports.length).toBeGreaterThan(1);
    const values = watched.values(command.id);
    expect(values.get('eventLoop.delay.max')).toBeGreaterThan(90);
    expect(values.get('eventLoop.blocked')).toBeGreaterThan(0.25);
    expect(values.get('eventLoop.utilization')).toBeGreaterThan(0.25);
    expect(values.get('mainThread.cpu') ?? 1).toBeGreaterThan(0);
    const sample = await watched.programs.sampleStack(command.id, { durationMs: 600, leastMs: 100 }, never);
    expect(sample!.frames.map(({ functionName }) => functionName)).toContain('busy');
    expect(sample!.frames.find(({ functionName }) => functionName === 'busy')!.url).toContain('blocks.cjs');
    expect(sample!.blocks).toBeGreaterThan(0);
    await command.askToEnd();
    expect(await command.ended).toEqual({ exitCode: null, signal: 'SIGINT' });
    await expect(watched.programs.sampleStack(command.id, { durationMs: 1, leastMs: 1 }, never)).rejects.toMatchObject({
      code: 'not-watched',
    });
  });

  it('tells of an idle program that nothing holds it up', async () => {
    const watched = watching(node);
    watched.programs.reportEvery(300);
    const { id } = await watched.start(['node', 'waits.cjs']);
    await expect.poll(() => watched.reports.length).toBeGreaterThan(4);
    const values = valuesOf(watched.reports.at(-1)!.report);
    expect(values.get('eventLoop.utilization')).toBeLessThan(0.5);
    expect(values.get('handles.Timeout')).toBe(1);
    expect(values.get('requests')).toBe(0);
    expect(values.get('threadPool.wait')).toBeGreaterThan(0);
    expect(values.has('http.server.rate')).toBe(false);
    expect(values.get('watching.share')).toBeGreaterThan(0);
    expect(values.get('watching.share')).toBeLessThan(0.5);
    // Its metrics have words, and no value twice.
    const collector = createProgramCollector(watched.programs, () => 'program');
    const reported = new Map<string, number>();
    await expect
      .poll(() => {
        void collector.collect((metric, value) => reported.set(metric, value), Date.now());
        return reported.size;
      })
      .toBeGreaterThan(20);
    expect(
      collector
        .metrics()
        .map((metric) => metric.id)
        .toSorted(),
    ).toEqual([...reported.keys()].toSorted());
    expect(watched.programs.all()[0]!.id).toBe(id);
    collector.dispose();
  });

  it('tells what it times itself, under names that are not without end', async () => {
    const watched = watching(node);
    const { id, ended } = await watched.start(['node', 'times.cjs']);
    await ended;
    const values = watched.values(id);
    expect(values.get('custom.parse.p50')).toBeGreaterThan(0);
    expect(values.get('custom.a_b_c.max')).toBe(40);
    expect(values.get('custom.start.rate')).toBeGreaterThan(0);
    expect(values.has('custom.start.p50')).toBe(false);
    expect(values.get('custom.others.rate')).toBeGreaterThan(0);
    expect([...values.keys()].filter((key) => /^custom\..*\.rate$/.test(key)).length).toBe(61);
  });

  it.each([
    ['channels', 'database.cjs', 7],
    ['ioredis and mysql2', 'libraries.cjs', 8],
  ])('tells of databases whose libraries publish their calls: %s', async (_, script, ended) => {
    const watched = watching(node);
    const program = await watched.start(['node', script]);
    await program.ended;
    const calls = watched.reports.map(({ report }) => report.database).filter((each) => each !== null);
    expect(calls.reduce((sum, each) => sum + each.ended, 0)).toBe(ended);
    expect(calls.reduce((sum, each) => sum + each.errors, 0)).toBe(2);
    expect(calls.at(-1)!.active).toBe(0);
  });

  it('sees worker threads from outside', async () => {
    const watched = watching(node);
    watched.programs.reportEvery(100);
    const { ended } = await watched.start(['node', 'threads.cjs']);
    await ended;
    const counts = watched.reports.map(({ report }) => report.workers.count);
    expect(Math.max(...counts)).toBe(1);
    expect(counts.at(-1)).toBe(0);
    expect(Math.max(...watched.reports.map(({ report }) => report.workers.busiest))).toBeGreaterThan(0.3);
    expect(watched.programs.all().length).toBe(1);
  });

  it('knows the processes that it starts, each as a program', async () => {
    const watched = watching(node);
    const { id, ended } = await watched.start(['node', 'family.cjs']);
    expect(await ended).toEqual({ exitCode: 5, signal: null });
    await expect.poll(() => watched.programs.all().map((each) => each.ended?.exitCode)).toEqual([5, 4]);
    const [first, second] = watched.programs.all();
    expect(first!.id).toBe(id);
    expect(second!.title).toBe('node family.cjs child');
  });

  it('is what a watcher of files starts, each time that it does', async () => {
    const watched = watching(node);
    const { id, ended } = await watched.start(['node', 'node_modules/nodemon/bin/nodemon.js']);
    expect(await ended).toEqual({ exitCode: 6, signal: null });
    expect(watched.programs.all().length).toBe(1);
    const pids = new Set(watched.seen.filter(({ by }) => by === 'preload').map(({ pid }) => pid));
    expect(pids.size).toBe(2);
    expect(watched.seen.every((each) => each.id === id)).toBe(true);
  });

  it.each(['exits.cjs', 'throws.cjs', 'rejects.mjs', 'last.cjs', 'looks.mjs', 'killed.cjs', 'threads.cjs'])(
    'prints and ends as it does alone: %s',
    async (script) => {
      const alone = spawnSync(node, [script], { cwd: root, env: environment(node), encoding: 'utf8' });
      const watched = watching(node);
      const { ended } = await watched.start(['node', script]);
      expect(await ended).toEqual({ exitCode: alone.status, signal: alone.signal });
      expect(watched.output).toEqual({ stdout: alone.stdout, stderr: alone.stderr });
      expect(watched.seen.some(({ by }) => by === 'preload')).toBe(true);
    },
  );

  it('goes on when nobody watches any more, and ends as it would', async () => {
    const watched = watching(node);
    watched.programs.reportEvery(50);
    const preload = await watched.programs.preload({ children: true });
    const child = spawn(node, [...preload.nodeArgs, '-e', 'process.stdin.resume()'], { env: { ...environment(node), ...preload.env } });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve([code, signal])));
    await expect.poll(() => watched.reports.length).toBeGreaterThan(1);
    watched.programs.dispose();
    child.stdin.end();
    expect(await ended).toEqual([0, null]);
    expect(printed).toBe('');
  });

  it('runs as it would where nobody ever listened', async () => {
    const { programs } = watching(node);
    const { nodeOptions, env } = await programs.preload({ children: true });
    programs.dispose();
    for (const settings of [env, { [WATCH_VARIABLE]: 'not JSON' }]) {
      const alone = spawnSync(node, ['exits.cjs'], {
        ...{ cwd: root, encoding: 'utf8' },
        env: { ...environment(node), ...settings, NODE_OPTIONS: nodeOptions },
      });
      expect([alone.status, alone.stdout, alone.stderr]).toEqual([7, 'farewell\n', '']);
    }
  });

  it('ends although nobody reads what it says', async () => {
    const socket = path.join(root, `deaf-${path.basename(path.dirname(node))}-${process.pid}`);
    const connections: Socket[] = [];
    const server = createServer((connection) => connections.push(connection.pause().on('error', () => {})));
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    const { nodeOptions } = await watching(node).programs.preload({ children: true });
    const settings: WatchSettings = { socket, token: 'x', everyMs: 1, children: true };
    const child = spawn(node, ['-e', 'setTimeout(() => console.log("end"), 1500)'], {
      env: { ...environment(node), [WATCH_VARIABLE]: JSON.stringify(settings), NODE_OPTIONS: nodeOptions },
    });
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
    expect(printed).toBe('end\n');
    for (const connection of connections) connection.destroy();
    server.close();
  });

  it('keeps to itself what it is told, where what it starts is not to be watched', async () => {
    const { programs } = watching(node);
    const { nodeOptions, env } = await programs.preload({ children: false });
    const run = (options: string) =>
      spawnSync(node, ['env.cjs'], { cwd: root, env: { ...environment(node), ...env, NODE_OPTIONS: options }, encoding: 'utf8' }).stdout;
    expect(run(nodeOptions)).toBe('undefined undefined\n');
    expect(run(`${nodeOptions} --no-warnings`)).toBe('undefined --no-warnings\n');
  });

  it('can be attached to while it runs, more than once, and is left as it was', async () => {
    const { child, pid } = await startAlone(node, ['--inspect-port=0', 'blocks.cjs'], root);
    try {
      const watched = watching(node);
      for (let turn = 0; turn < 2; turn++) {
        const program = await watched.programs.attach(pid, 'within', never);
        expect(program).toMatchObject({ pid, by: 'attached', title: 'node blocks.cjs' });
        expect(await watched.programs.attach(pid, 'within', never)).toEqual(program);
        const before = watched.reports.length;
        await expect.poll(() => watched.reports.length).toBeGreaterThan(before + 1);
        expect(watched.values(program.id).get('eventLoop.delay.max')).toBeGreaterThan(90);
        watched.programs.leave(program.id);
        expect(watched.programs.all()).toEqual([]);
      }
      expect(child.exitCode).toBeNull();
    } finally {
      child.kill('SIGKILL');
    }
  });
});
