import type { Clock } from '../../base/clock.ts';
import type { Files } from '../environment/index.ts';
import type { Collector } from './collector.ts';
import { createCpuCollector } from './cpu.ts';
import { createDiskIoCollector } from './diskIo.ts';
import { createMemoryCollector } from './memory.ts';
import { createNetworkIoCollector } from './networkIo.ts';
import { createPortableCpuCollector } from './portableCpu.ts';
import { createPortableMachineCollector } from './portableMachine.ts';
import { createPortableProcessesCollector } from './portableProcesses.ts';
import { createProcessesCollector, type WatchedTree } from './processes.ts';

/** Loaded where Linux's files are not there to be read. */
const systemInformation = () => import('systeminformation');

/** By their names, what makes the collectors of the machine. While `isMeasuring`, they tell what others than benchmarks use. */
export function machineCollectors(
  platform: NodeJS.Platform,
  files: Files,
  clock: Clock,
  isMeasuring?: () => boolean,
): Readonly<Record<string, () => Collector | Promise<Collector>>> {
  if (platform !== 'linux') {
    return {
      cpu: () => createPortableCpuCollector(),
      machine: async () => createPortableMachineCollector(await systemInformation(), clock),
    };
  }
  return {
    cpu: () => createCpuCollector(files, clock, isMeasuring),
    memory: () => createMemoryCollector(files),
    diskIo: () => createDiskIoCollector(files, clock),
    networkIo: () => createNetworkIoCollector(files, clock),
  };
}

/** Makes what reads the processes of watched programs from outside; `onGone` hears of those that are not there any more. */
export async function processesCollector(
  platform: NodeJS.Platform,
  files: Files,
  clock: Clock,
  trees: () => readonly WatchedTree[],
  onGone: (id: string) => void,
): Promise<Collector> {
  if (platform === 'linux') return createProcessesCollector(files, clock, trees, onGone);
  return createPortableProcessesCollector(await systemInformation(), clock, trees, onGone);
}
