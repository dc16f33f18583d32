import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { platform } from 'node:process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemFiles } from '../environment/index.ts';
import { benchmarkCpuTicks } from './benchmarkCpu.ts';
import { machineFiles } from './machineFiles.fixture.ts';
import { readCpuTicks } from './processReading.ts';

const stat = (pid: number, ticks: number, ofEnded = 0) =>
  `${pid} (a ) b) S 1 1 1 0 -1 4194560 1 2 3 4 ${ticks} 0 ${ofEnded} 0 20 0 11 0 5 6`;

describe('benchmarkCpuTicks', () => {
  it('counts this process, its ended children, and benchmarks with all that they start', () => {
    const files = machineFiles({
      '/proc/self/stat': stat(1, 10, 100),
      '/proc/self/task/1/children': '5 6 ',
      '/proc/5/environ': 'PATH=/bin\0LAPTIME_BLOCK=x\0',
      '/proc/5/stat': stat(5, 1000),
      '/proc/5/task/5/children': '7 ',
      '/proc/7/stat': stat(7, 10_000),
      '/proc/7/task/7/children': '',
      '/proc/6/environ': 'NOT_LAPTIME_BLOCK=x\0',
      '/proc/6/stat': stat(6, 100_000),
    });
    expect(benchmarkCpuTicks(files)).toBe(11_110);
  });

  it('says nothing where the kernel does not tell what children there are', () => {
    expect(benchmarkCpuTicks(machineFiles({ '/proc/self/stat': stat(1, 10) }))).toBeUndefined();
  });

  it.runIf(platform === 'linux')(
    'counts what a benchmark uses while it runs and after its end, and nothing of other children',
    async () => {
      const burn = (env: NodeJS.ProcessEnv): ChildProcess => {
        const script = 'const end = performance.now() + 60_000; process.send("up"); while (performance.now() < end);';
        const child = spawn(process.execPath, ['-e', script], { env, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
        onTestFinished(() => void child.kill('SIGKILL'));
        return child;
      };
      const others = () => benchmarkCpuTicks(systemFiles)! - readCpuTicks(systemFiles, 'self')!;
      const other = burn({ PATH: process.env['PATH'] });
      await once(other, 'message');
      await expect.poll(() => readCpuTicks(systemFiles, other.pid!), { timeout: 30_000 }).toBeGreaterThan(20);
      expect(others()).toBe(0);
      const own = burn({ PATH: process.env['PATH'], LAPTIME_BLOCK: 'x' });
      await once(own, 'message');
      await expect.poll(others, { timeout: 30_000 }).toBeGreaterThan(20);
      const before = benchmarkCpuTicks(systemFiles)!;
      own.kill('SIGKILL');
      await once(own, 'exit');
      expect(others()).toBe(0);
      expect(benchmarkCpuTicks(systemFiles)).toBeGreaterThanOrEqual(before);
    },
  );
});
