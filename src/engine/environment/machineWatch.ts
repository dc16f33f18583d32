import type { Clock } from '../../base/clock.ts';
import type { MachineDuringRun } from '../../model/run.ts';
import { numberIn, systemFiles, type Files } from './files.ts';
import { controlGroups } from './limits.ts';

const FREQUENCY_EVERY_MS = 2000;
const CPU_FOLDER = '/sys/devices/system/cpu';

/** Time since boot in ticks of 10 ms. */
interface Ticks {
  /** Of all cores, and how much of it was not idle. */
  readonly all: { readonly total: number; readonly busy: number } | undefined;
  /** Of this process, and of those of its children that have ended. */
  readonly own: number | undefined;
}

export interface MachineWatch {
  /**
   * What the machine did since the watch began, and the end of the watch. The load of others is that of all processes but this
   * one and the children that it started and that have ended by now.
   */
  stop(): MachineDuringRun;
  /** The clock of the fastest core so far, MHz, with the times of the monotonic clock. Empty where it cannot be read. */
  clocks(): readonly ClockReading[];
}

interface ClockReading {
  readonly atMs: number;
  readonly mhz: number;
}

/** Watches the machine while benchmarks run, by a few small files of the kernel. Costs well under a millisecond a read. */
export function startMachineWatch(clock: Clock, files: Files = systemFiles): MachineWatch {
  const startTicks = readTicks(files);
  const startMs = clock.monotonicMs();
  const startPressureUs = readPressureUs(files);
  const startThrottles = readThrottles(files);
  const clocks: ClockReading[] = [];
  const readClock = () => {
    const mhz = readFrequencyMhz(files);
    if (mhz !== undefined) clocks.push({ atMs: clock.monotonicMs(), mhz });
    return mhz !== undefined;
  };
  const timer = readClock() ? setInterval(readClock, FREQUENCY_EVERY_MS).unref() : undefined;

  return {
    stop() {
      clearInterval(timer);
      readClock();
      const elapsedUs = (clock.monotonicMs() - startMs) * 1000;
      const pressureUs = difference(startPressureUs, readPressureUs(files));
      const throttles = difference(startThrottles, readThrottles(files));
      return {
        otherLoad: otherLoad(startTicks, readTicks(files)),
        cpuPressure: pressureUs === undefined || elapsedUs <= 0 ? null : clamp(pressureUs / elapsedUs),
        frequencyMhz: clocks.length === 0 ? null : rangeOf(clocks),
        throttled: throttles === undefined ? null : throttles > 0,
      };
    },
    clocks: () => clocks,
  };
}

const rangeOf = (clocks: readonly ClockReading[]) => ({
  min: clocks.reduce((least, { mhz }) => Math.min(least, mhz), Infinity),
  max: clocks.reduce((most, { mhz }) => Math.max(most, mhz), 0),
});

/** Null where it cannot be read, or when no tick has passed. */
function otherLoad(from: Ticks, to: Ticks): number | null {
  const total = difference(from.all?.total, to.all?.total);
  const busy = difference(from.all?.busy, to.all?.busy);
  const own = difference(from.own, to.own);
  return total === undefined || busy === undefined || own === undefined || total <= 0 ? null : clamp((busy - own) / total);
}

function readTicks(files: Files): Ticks {
  return { all: readAllTicks(files), own: readOwnTicks(files) };
}

/** proc_stat(5): user, nice, system, idle, iowait, irq, softirq, steal. Guests are counted in user already. */
function readAllTicks(files: Files): Ticks['all'] {
  const line = /^cpu +(.+)$/m.exec(files.text('/proc/stat') ?? '')?.[1];
  const fields = line?.split(' ').map(Number).slice(0, 8);
  if (fields === undefined) return undefined;
  const total = fields.reduce((sum, ticks) => sum + ticks, 0);
  return { total, busy: total - (fields[3] ?? 0) - (fields[4] ?? 0) };
}

/** proc_pid_stat(5): utime, stime, cutime, cstime are fields 14 to 17, counted behind the name, which may hold anything. */
function readOwnTicks(files: Files): number | undefined {
  const text = files.text('/proc/self/stat');
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  return fields?.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0);
}

/** Time since boot in which some task waited for a core, in microseconds (the kernel's "pressure stall information"). */
function readPressureUs(files: Files): number | undefined {
  const total = /^some .*total=(\d+)/m.exec(files.text('/proc/pressure/cpu') ?? '')?.[1];
  return total === undefined ? undefined : Number(total);
}

/** The clock of the fastest core: benchmarks keep one busy, while the idle ones sleep at their lowest. */
function readFrequencyMhz(files: Files): number | undefined {
  const policies = (files.names(`${CPU_FOLDER}/cpufreq`) ?? []).filter((name) => name.startsWith('policy'));
  const clocksMhz = policies
    .map((name) => numberIn(files, `${CPU_FOLDER}/cpufreq/${name}/scaling_cur_freq`))
    .filter((kHz) => kHz !== undefined);
  if (clocksMhz.length > 0) return Math.round(Math.max(...clocksMhz) / 1000);
  const lines = [...(files.text('/proc/cpuinfo') ?? '').matchAll(/^cpu MHz\s*: ([\d.]+)/gm)];
  return lines.length === 0 ? undefined : Math.round(Math.max(...lines.map((line) => Number(line[1]))));
}

/** How often cores were slowed down by heat, or our control group by its quota. */
function readThrottles(files: Files): number | undefined {
  const counts: number[] = [];
  for (const core of (files.names(CPU_FOLDER) ?? []).filter((name) => /^cpu\d+$/.test(name))) {
    for (const kind of ['core', 'package']) {
      const found = numberIn(files, `${CPU_FOLDER}/${core}/thermal_throttle/${kind}_throttle_count`);
      if (found !== undefined) counts.push(found);
    }
  }
  for (const folder of controlGroups(files, 'cpu')) {
    const found = /^nr_throttled (\d+)/m.exec(files.text(`${folder}/cpu.stat`) ?? '')?.[1];
    if (found !== undefined) counts.push(Number(found));
  }
  return counts.length === 0 ? undefined : counts.reduce((sum, found) => sum + found, 0);
}

function difference(from: number | undefined, to: number | undefined): number | undefined {
  return from === undefined || to === undefined ? undefined : to - from;
}

function clamp(share: number): number {
  return Math.min(Math.max(share, 0), 1);
}
