import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { platform } from 'node:process';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../base/clock.ts';
import { systemFiles } from '../environment/index.ts';
import { machineFiles } from './machineFiles.fixture.ts';
import { createProcessesCollector } from './processes.ts';

/** A process in files, as Linux has them. */
function processFiles(
  pid: number,
  is: { name?: string; state?: string; cpu?: number; endedCpu?: number; start?: number; children?: readonly number[]; read?: number },
): Record<string, string> {
  const { name = 'node', state = 'S', cpu = 0, endedCpu = 0, start = 5, children = [], read = 0 } = is;
  const folder = `/proc/${pid}`;
  return {
    [`${folder}/stat`]: `${pid} (${name}) ${state} 1 1 1 0 -1 4194560 1 2 3 4 ${cpu} 0 ${endedCpu} 0 20 0 11 0 ${start} 6 7\n`,
    [`${folder}/status`]: 'Name:\tnode\nVmRSS:\t   1000 kB\nThreads:\t11\n',
    [`${folder}/io`]: `rchar: 1\nread_bytes: ${read}\nwrite_bytes: 0\n`,
    [`${folder}/task/${pid}/children`]: `${children.join(' ')} `,
    [`${folder}/task/${pid}/schedstat`]: `${cpu * 1e7} 500000000 3\n`,
  };
}

function watching() {
  const content: Record<string, string> = {};
  const gone: string[] = [];
  let nowMs = 0;
  let trees = [{ id: 'a', pid: 10, prefix: 'program' }];
  const clock = { nowMs: () => nowMs, monotonicMs: () => nowMs };
  const collector = createProcessesCollector(
    machineFiles(content),
    clock,
    () => trees,
    (id) => gone.push(id),
  );
  return {
    collector,
    gone,
    watch: (next: typeof trees) => (trees = next),
    after(ms: number, files: Readonly<Record<string, string>>): Record<string, number> {
      nowMs += ms;
      for (const file of Object.keys(content)) delete content[file];
      Object.assign(content, files);
      const values: Record<string, number> = {};
      void collector.collect((id, value) => (values[id] = value), nowMs);
      return values;
    },
  };
}

describe('createProcessesCollector', () => {
  it('reads a tree: what each used, and what those used that came and went', () => {
    const { after } = watching();
    after(0, {
      ...processFiles(10, { name: 'a ) (b) ', cpu: 100, children: [11, 12] }),
      ...processFiles(11, { cpu: 50, children: [13] }),
      ...processFiles(12, { cpu: 30 }),
      ...processFiles(13, { cpu: 0, read: 1000 }),
    });
    // 12 has ended, and its 40 ticks are the parent's; another child lived for 10 ticks in between.
    const values = after(1000, {
      ...processFiles(10, { name: 'a ) (b) ', cpu: 120, endedCpu: 50, children: [11] }),
      ...processFiles(11, { cpu: 60, children: [13] }),
      ...processFiles(13, { cpu: 5, read: 5000 }),
    });
    expect(values).toEqual({
      'program.cpu': (20 + 10 + 5 + 10 + 10) / 100,
      'program.childrenCpu': 0.35,
      'program.memory': 3 * 1_024_000,
      'program.processes': 3,
      'program.threads': 33,
      'program.io.read': 4000,
      'program.io.write': 0,
      'program.mainThread.cpu': 0.2,
      'program.mainThread.runDelay': 0,
    });
  });

  it('says nothing where a part of the tree was taken over by others, and goes on', () => {
    const { after } = watching();
    after(0, { ...processFiles(10, { cpu: 10, children: [11] }), ...processFiles(11, { cpu: 500 }) });
    expect(after(1000, processFiles(10, { cpu: 20 }))).not.toHaveProperty('program.cpu');
    expect(after(1000, processFiles(10, { cpu: 70 }))).toMatchObject({ 'program.cpu': 0.5 });
  });

  it('does without what vanished while it was read, and with a child that has ended and was not asked', () => {
    const { after } = watching();
    const values = after(0, { ...processFiles(10, { children: [11, 12] }), ...processFiles(12, { state: 'Z' }) });
    expect(values).toMatchObject({ 'program.processes': 1, 'program.memory': 1_024_000 });
  });

  it('tells of a process that is not there any more, has ended, or is another one', () => {
    const { after, gone, watch } = watching();
    after(0, processFiles(10, { start: 5 }));
    expect(gone).toEqual([]);
    expect(after(1000, processFiles(10, { start: 6 }))).toEqual({});
    expect(gone).toEqual(['a']);
    watch([
      { id: 'b', pid: 20, prefix: 'program' },
      { id: 'c', pid: 30, prefix: 'program@c' },
    ]);
    expect(Object.keys(after(1000, { ...processFiles(20, { state: 'Z' }), ...processFiles(30, {}) }))).toContain('program@c.memory');
    expect(gone).toEqual(['a', 'b']);
  });

  it('cuts a tree that is a ring, or has no end', () => {
    const { after } = watching();
    const forks = Object.assign({}, ...Array.from({ length: 600 }, (_, place) => processFiles(10 + place, { children: [11 + place, 10] })));
    expect(after(0, forks)['program.processes']).toBeLessThanOrEqual(501);
  });
});

describe.runIf(platform === 'linux')('a real program', () => {
  const started: ChildProcess[] = [];
  afterEach(async () => {
    for (const child of started.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  });

  it('is seen with the child that burns for it, and is told when it has gone', async () => {
    const burn = `setTimeout(() => process.exit(), 120000); (function turn() { for (let i = 0; i < 1e7; i++); setImmediate(turn); })();`;
    const program = spawn(
      process.execPath,
      [
        '-e',
        `const child = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(burn)}], { stdio: 'ignore' });
         process.stdin.on('end', () => { child.on('exit', () => process.exit()); child.kill('SIGKILL'); }).resume();`,
      ],
      { stdio: ['pipe', 'ignore', 'inherit'] },
    );
    started.push(program);
    const gone: string[] = [];
    const collector = createProcessesCollector(
      systemFiles,
      systemClock,
      () => [{ id: 'a', pid: program.pid!, prefix: 'program' }],
      (id) => gone.push(id),
    );
    const collect = () => {
      const values: Record<string, number> = {};
      void collector.collect((id, value) => (values[id] = value), 0);
      return values;
    };
    await expect.poll(() => collect()['program.processes'], { interval: 100 }).toBe(2);
    await expect.poll(() => collect()['program.childrenCpu'] ?? 0, { interval: 300 }).toBeGreaterThan(0.1);
    expect(collect()['program.memory']).toBeGreaterThan(20e6);
    program.stdin.end();
    await once(program, 'exit');
    await expect
      .poll(() => {
        collect();
        return gone.length;
      })
      .toBeGreaterThan(0);
  });
});
