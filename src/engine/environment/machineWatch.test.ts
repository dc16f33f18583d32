import { execFileSync } from 'node:child_process';
import { platform } from 'node:process';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../base/clock.ts';
import { filesOf } from './files.fixture.ts';
import { systemFiles } from './files.ts';
import { startMachineWatch } from './index.ts';

/** A machine whose files change while it is watched. */
function machine() {
  const content: Record<string, string> = {};
  const set = (at: { total: number; busy: number; own: number; pressureUs: number; kHz?: number; throttles?: number }) => {
    content['/proc/stat'] = `cpu  ${at.busy} 0 0 ${at.total - at.busy} 0 0 0 0 7 7\ncpu0 1 1 1 1 1 1 1 1 0 0\n`;
    content['/proc/self/stat'] = `77 (a ) (b) S 1 77 77 0 -1 4194560 1 2 3 4 ${at.own} 0 0 0 20 0 11 0 5 6`;
    content['/proc/pressure/cpu'] =
      `some avg10=0.00 avg60=0.00 avg300=0.00 total=${at.pressureUs}\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n`;
    if (at.kHz !== undefined) {
      content['/sys/devices/system/cpu/cpufreq/policy0/scaling_cur_freq'] = `${at.kHz}\n`;
      content['/sys/devices/system/cpu/cpufreq/policy1/scaling_cur_freq'] = '800000\n';
    }
    if (at.throttles !== undefined) content['/sys/devices/system/cpu/cpu1/thermal_throttle/core_throttle_count'] = `${at.throttles}\n`;
  };
  return { set, files: filesOf(content) };
}

describe('startMachineWatch', () => {
  it('takes the load of others from all cores, less its own', () => {
    const { set, files } = machine();
    let nowMs = 0;
    set({ total: 1000, busy: 500, own: 100, pressureUs: 5000, kHz: 3_000_000, throttles: 4 });
    const watch = startMachineWatch({ nowMs: () => 0, monotonicMs: () => nowMs }, files);
    nowMs = 1000;
    set({ total: 1200, busy: 600, own: 180, pressureUs: 255_000, kHz: 2_400_000, throttles: 4 });
    nowMs = 2000;
    set({ total: 1400, busy: 800, own: 260, pressureUs: 505_000, kHz: 2_700_000, throttles: 5 });
    expect(watch.stop()).toEqual({
      otherLoad: (300 - 160) / 400,
      cpuPressure: 0.25,
      frequencyMhz: { min: 2700, max: 3000 },
      throttled: true,
    });
  });

  it('never tells of less than no load: ticks are rounded', () => {
    const { set, files } = machine();
    set({ total: 100, busy: 10, own: 10, pressureUs: 0 });
    const watch = startMachineWatch(systemClock, files);
    set({ total: 200, busy: 20, own: 21, pressureUs: 0 });
    expect(watch.stop()).toMatchObject({ otherLoad: 0, frequencyMhz: null, throttled: null });
  });

  it('has nothing to tell where the kernel does not, or no time has passed', () => {
    const nothing = startMachineWatch(systemClock, { text: () => undefined, names: () => undefined });
    expect(nothing.stop()).toEqual({ otherLoad: null, cpuPressure: null, frequencyMhz: null, throttled: null });
    const { set, files } = machine();
    set({ total: 100, busy: 10, own: 10, pressureUs: 0 });
    expect(startMachineWatch(systemClock, files).stop().otherLoad).toBeNull();
  });

  it.runIf(platform === 'linux')('counts a child that has ended as its own', () => {
    // The real counters, with nothing else on the machine: whatever is left over is the child's.
    const own = () => systemFiles.text('/proc/self/stat') ?? '';
    const ticksOf = (text: string) =>
      text
        .slice(text.lastIndexOf(')') + 2)
        .split(' ')
        .slice(11, 15)
        .reduce((sum, ticks) => sum + Number(ticks), 0);
    const start = ticksOf(own());
    const files = {
      ...systemFiles,
      text: (file: string) =>
        file === '/proc/stat'
          ? `cpu  ${ticksOf(own()) - start} 0 0 ${Math.round(performance.now() / 10)} 0 0 0 0 0 0\n`
          : systemFiles.text(file),
    };
    const watch = startMachineWatch(systemClock, files);
    execFileSync(process.execPath, ['-e', 'const end = Date.now() + 600; while (Date.now() < end);']);
    expect(ticksOf(own()) - start).toBeGreaterThan(10);
    expect(watch.stop().otherLoad).toBeLessThan(0.05);
  });
});
