import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { platform } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../base/clock.ts';
import { systemFiles, type Files } from '../environment/index.ts';
import type { Collector } from './collector.ts';
import { createCpuCollector } from './cpu.ts';
import { createDiskIoCollector } from './diskIo.ts';
import { createExtensionHostCollector } from './extensionHost.ts';
import { machineFiles } from './machineFiles.fixture.ts';
import { createMemoryCollector } from './memory.ts';
import { createNetworkIoCollector } from './networkIo.ts';

/** A machine whose files change from one second to the next, and what a collector reports of it. */
function machine(create: (files: Files, clock: typeof systemClock) => Collector) {
  const content: Record<string, string> = { '/proc/self/status': 'Name:\tnode\nCpus_allowed_list:\t0-1\n' };
  let nowMs = 0;
  const collector = create(machineFiles(content), { nowMs: () => nowMs, monotonicMs: () => nowMs });
  return {
    collector,
    /** `undefined` removes a file. */
    after(ms: number, files: Readonly<Record<string, string | undefined>>): Record<string, number> {
      nowMs += ms;
      for (const [file, text] of Object.entries(files)) {
        if (text === undefined) delete content[file];
        else content[file] = text;
      }
      const values: Record<string, number> = {};
      void collector.collect((id, value) => (values[id] = value), nowMs);
      return values;
    },
  };
}

/** user, nice, system, idle, iowait, irq, softirq, steal */
const stat = (...cores: readonly (readonly number[])[]) => ({
  '/proc/stat': `cpu  9 9 9 9 9 9 9 9 0 0\n${cores.map((ticks, core) => `cpu${core} ${ticks.join(' ')} 0 0\n`).join('')}intr 1 2 3\n`,
});

describe('the processor', () => {
  it('is in use as much as its cores are not idle, and what others have of them is stolen', () => {
    const { after, collector } = machine(createCpuCollector);
    after(0, { ...stat([100, 0, 0, 900, 0, 0, 0, 0], [0, 0, 0, 1000, 0, 0, 0, 0]), '/proc/loadavg': '1.25 0.5 0.1 2/300 4711\n' });
    const values = after(1000, stat([150, 0, 10, 920, 10, 5, 5, 0], [0, 0, 0, 1080, 0, 0, 0, 20]));
    expect(values).toEqual({
      'machine.cpu.core.0': 0.7,
      'machine.cpu.core.1': 0,
      'machine.cpu': 0.35,
      'machine.cpu.steal': 0.1,
      'machine.load': 1.25,
    });
    expect(collector.metrics().map(({ id }) => id)).toEqual([
      'machine.cpu',
      'machine.cpu.core.0',
      'machine.cpu.core.1',
      'machine.cpu.steal',
      'machine.load',
    ]);
    expect(collector.metrics()[1]).toMatchObject({ title: 'Core 0', most: 1, unit: 'share' });
  });

  it('says nothing of a core whose counters went back, or that came or went', () => {
    const { after } = machine(createCpuCollector);
    after(0, stat([100, 0, 0, 900, 0, 0, 0, 0], [500, 0, 0, 500, 0, 0, 0, 0]));
    expect(after(1000, stat([150, 0, 0, 950, 0, 0, 0, 0], [5, 0, 0, 5, 0, 0, 0, 0]))).toEqual({
      'machine.cpu.core.0': 0.5,
      'machine.cpu': 0.5,
      'machine.cpu.steal': 0,
    });
    expect(Object.keys(after(1000, stat([160, 0, 0, 960, 0, 0, 0, 0])))).not.toContain('machine.cpu.core.1');
    // It came again: its counters are no difference to those of before.
    expect(Object.keys(after(1000, stat([170, 0, 0, 970, 0, 0, 0, 0], [900, 0, 0, 900, 0, 0, 0, 0])))).not.toContain('machine.cpu.core.1');
    expect(after(1000, { '/proc/stat': undefined })).toEqual({});
  });

  it('counts the cores that may be used only', () => {
    const { after } = machine(createCpuCollector);
    const idle = [0, 0, 0, 100, 0, 0, 0, 0];
    after(0, { ...stat(idle, idle, idle), '/proc/self/status': 'Cpus_allowed_list:\t0,2\n' });
    expect(after(1000, stat([0, 0, 0, 200, 0, 0, 0, 0], [100, 0, 0, 100, 0, 0, 0, 0], [50, 0, 0, 150, 0, 0, 0, 0]))).toMatchObject({
      'machine.cpu': 0.25,
      'machine.cpu.core.1': 1,
    });
  });

  it('is the quota in a container that has one, with the share of periods that it was used up in', () => {
    const { after } = machine(createCpuCollector);
    const group = (used: number, periods: number, throttled: number) => ({
      '/sys/fs/cgroup/a/cpu.stat': `usage_usec ${used}\nuser_usec 1\nsystem_usec 1\nnr_periods ${periods}\nnr_throttled ${throttled}\n`,
    });
    after(0, {
      ...stat([0, 0, 0, 100, 0, 0, 0, 0], [0, 0, 0, 100, 0, 0, 0, 0]),
      '/proc/self/cgroup': '0::/a\n',
      '/sys/fs/cgroup/a/cpu.max': '50000 100000\n',
      ...group(1_000_000, 100, 10),
    });
    const values = after(2000, {
      ...stat([200, 0, 0, 100, 0, 0, 0, 0], [200, 0, 0, 100, 0, 0, 0, 0]),
      ...group(1_800_000, 120, 15),
    });
    expect(values).toMatchObject({ 'machine.cpu': 0.8, 'machine.cpu.throttled': 0.25, 'machine.cpu.core.0': 1 });
  });

  it('is told what waited, by the kernel', () => {
    const { after } = machine(createCpuCollector);
    const pressure = (kind: string, total: number) => ({
      [`/proc/pressure/${kind}`]: `some avg10=9.99 avg60=0.00 avg300=0.00 total=${total}\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=7\n`,
    });
    after(0, { ...pressure('cpu', 1000), ...pressure('io', 0), ...pressure('memory', 0) });
    expect(after(500, { ...pressure('cpu', 126_000), ...pressure('io', 600_000) })).toEqual({
      'machine.cpu.pressure': 0.25,
      'machine.io.pressure': 1,
      'machine.memory.pressure': 0,
    });
  });
});

describe('memory', () => {
  const meminfo = (swapKb: number) =>
    `MemTotal:       16000000 kB\nMemFree:         1000000 kB\nMemAvailable:   10000000 kB\nSwapTotal:      ${swapKb} kB\nSwapFree:           1000 kB\n`;

  it('is what is not available', () => {
    const { after, collector } = machine((files) => createMemoryCollector(files));
    expect(after(0, { '/proc/meminfo': meminfo(3000) })).toEqual({
      'machine.memory.used': 6_000_000 * 1024,
      'machine.memory.available': 10_000_000 * 1024,
      'machine.swap.used': 2000 * 1024,
    });
    expect(collector.metrics()[0]).toMatchObject({ id: 'machine.memory.used', most: 16_000_000 * 1024 });
    expect(after(0, { '/proc/meminfo': meminfo(0) })).not.toHaveProperty('machine.swap.used');
  });

  it.each([
    ['0::/a\n', '/sys/fs/cgroup/a', ['memory.max', 'memory.current'], 'inactive_file 50000000\n'],
    ['4:memory:/a\n', '/sys/fs/cgroup/memory/a', ['memory.limit_in_bytes', 'memory.usage_in_bytes'], 'x 1\ntotal_inactive_file 50000000\n'],
  ])('is the limit of the control group where there is one: %j', (cgroup, folder, [limit, used], statText) => {
    const { after, collector } = machine((files) => createMemoryCollector(files));
    const files = {
      '/proc/meminfo': meminfo(0),
      '/proc/self/cgroup': cgroup,
      [`${folder}/${limit}`]: '300000000\n',
      [`${folder}/${used}`]: '250000000\n',
      [`${folder}/memory.stat`]: `anon 1\n${statText}`,
    };
    expect(after(0, files)).toEqual({ 'machine.memory.used': 200_000_000, 'machine.memory.available': 100_000_000 });
    expect(collector.metrics()[0]!.most).toBe(300_000_000);
  });
});

describe('disks', () => {
  const line = (name: string, read: number, written: number, busyMs: number) =>
    `   8       0 ${name} 10 0 ${read} 5 10 0 ${written} 5 0 ${busyMs} 10 0 0 0 0 0 0\n`;

  it('are all but what is on top of others, or in memory; the busiest counts', () => {
    const { after } = machine(createDiskIoCollector);
    const disks = Object.fromEntries(['sda', 'sdb', 'dm-0', 'loop0', 'zram0'].map((name) => [`/sys/block/${name}/size`, '1']));
    const all = (read: number, written: number, busyMs: number) =>
      ['sda', 'sda1', 'dm-0', 'loop0', 'zram0'].map((name) => line(name, read, written, busyMs)).join('');
    after(0, { ...disks, '/proc/diskstats': all(1000, 1000, 100) + line('sdb', 0, 0, 0) });
    expect(after(2000, { '/proc/diskstats': all(1200, 1020, 600) + line('sdb', 200, 0, 1000) })).toEqual({
      'machine.disk.read': (400 * 512) / 2,
      'machine.disk.write': (20 * 512) / 2,
      'machine.disk.busy': 0.5,
    });
    // A disk that was pulled out, and one whose counters begin anew.
    expect(after(1000, { '/proc/diskstats': all(5, 5, 5) })).toEqual({});
  });
});

describe('the network', () => {
  const line = (name: string, received: number, sent: number) => `  ${name}: ${received} 1 0 0 0 0 0 0 ${sent} 1 0 0 0 0 0 0\n`;
  const head = 'Inter-|   Receive   |  Transmit\n face |bytes    packets|bytes\n';

  it('is all that leaves or enters the machine, once', () => {
    const { after } = machine(createNetworkIoCollector);
    const all = (bytes: number) => ['lo', 'docker0', 'veth12', 'br-1', 'tun0', 'wlan0'].map((name) => line(name, bytes, bytes)).join('');
    after(0, { '/proc/net/dev': head + all(1000) + line('eth0', 100, 100) });
    expect(after(500, { '/proc/net/dev': head + all(1500) + line('eth0', 1100, 200) })).toEqual({
      'machine.network.received': 3000,
      'machine.network.sent': 1200,
    });
    expect(after(1000, { '/proc/net/dev': head + line('lo', 9, 9) })).toEqual({});
  });
});

describe('a machine that tells nothing', () => {
  it.each([createCpuCollector, createMemoryCollector, createDiskIoCollector, createNetworkIoCollector])('has no values', (create) => {
    const { after } = machine(create);
    after(0, { '/proc/self/status': undefined });
    expect(after(1000, {})).toEqual({});
  });
});

describe.runIf(platform === 'linux')('this machine', () => {
  it('is seen to work when a child does', async () => {
    const collector = createCpuCollector(systemFiles, systemClock);
    const child = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
    try {
      let used = 0;
      await expect
        .poll(
          async () => {
            await sleep(50);
            void collector.collect((id, value) => {
              if (id === 'machine.cpu') used = value;
            }, 0);
            return used;
          },
          { interval: 0 },
        )
        .toBeGreaterThan(0.2);
      expect(used).toBeLessThanOrEqual(1);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  });

  it('has memory, and less of it than all', () => {
    const values: Record<string, number> = {};
    const collector = createMemoryCollector(systemFiles);
    void collector.collect((id, value) => (values[id] = value), 0);
    expect(values['machine.memory.used']).toBeGreaterThan(0);
    expect(values['machine.memory.used']! + values['machine.memory.available']!).toBe(collector.metrics()[0]!.most);
  });
});

describe('the extension host', () => {
  it('is seen to be blocked', async () => {
    const collector = createExtensionHostCollector();
    try {
      const values: Record<string, number> = {};
      const collect = () => void collector.collect((id, value) => (values[id] = value), 0);
      collect();
      expect(Object.keys(values)).toEqual(['extensionHost.heap.used']);
      await sleep(30);
      const end = performance.now() + 200;
      while (performance.now() < end);
      // The timer that is late has to come.
      await sleep(30);
      collect();
      expect(values['extensionHost.eventLoop.delay.max']).toBeGreaterThan(100);
      expect(values['extensionHost.eventLoop.utilization']).toBeGreaterThan(0);
      expect(values['extensionHost.heap.used']).toBeGreaterThan(1e6);
    } finally {
      collector.dispose();
    }
  });
});
