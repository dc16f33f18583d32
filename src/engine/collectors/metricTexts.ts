import type { Metric } from '../../model/metric.ts';

/** A metric as it is written down: `N` in its id stands for a number, in its title for the same. */
export type MetricText = Omit<Metric, 'most'>;

type Parts = readonly [id: string, title: string, unit: Metric['unit'], description: string];

const of = (subject: Metric['subject'], group: Metric['group'], ...metrics: readonly Parts[]): MetricText[] =>
  metrics.map(([id, title, unit, description]) => ({ id: `${subject}.${id}`, subject, group, title, unit, description }));

/** What the system says of itself and of programs, and what the process that hosts Laptime in the editor says of itself. */
export const metricTexts: readonly MetricText[] = [
  ...of(
    'machine',
    'cpu',
    ['cpu', 'CPU', 'share', 'How much of the cores that may be used was in use, by anybody; in a container with a quota, of the quota.'],
    ['cpu.others', 'CPU, others', 'share', 'While benchmarks run: how much of these cores was in use by other processes than theirs.'],
    ['cpu.core.N', 'Core N', 'share', 'How much of the time this core was in use.'],
    ['cpu.steal', 'CPU, stolen', 'share', 'How much of the time the host gave the cores of this virtual machine to others.'],
    [
      'cpu.throttled',
      'CPU, throttled',
      'share',
      'In how many of the periods the quota of the control group was used up, and its processes stood still.',
    ],
    ['cpu.pressure', 'CPU, pressure', 'share', 'How much of the time some task waited for a core (PSI).'],
    ['load', 'Load', 'count', 'Tasks that ran or waited for a core, on average over a minute.'],
  ),
  ...of(
    'machine',
    'memory',
    [
      'memory.used',
      'Memory',
      'bytes',
      'What is not available, of the memory that may be used: that of the machine, or the limit of the control group.',
    ],
    [
      'memory.available',
      'Memory, available',
      'bytes',
      'What programs can still have without swapping; caches that can be dropped are in it.',
    ],
    ['memory.pressure', 'Memory, pressure', 'share', 'How much of the time some task waited for memory (PSI).'],
    ['swap.used', 'Swap', 'bytes', 'What was moved from memory to the disk.'],
  ),
  ...of(
    'machine',
    'disk',
    ['disk.read', 'Disk, read', 'bytesPerSecond', 'What was read from all disks.'],
    ['disk.write', 'Disk, written', 'bytesPerSecond', 'What was written to all disks.'],
    ['disk.busy', 'Disk, busy', 'share', 'How much of the time the busiest disk had something to do.'],
    ['io.pressure', 'Disk, pressure', 'share', 'How much of the time some task waited for a disk (PSI).'],
  ),
  ...of(
    'machine',
    'network',
    ['network.received', 'Network, received', 'bytesPerSecond', 'What came in over the network; what stays on the machine does not count.'],
    ['network.sent', 'Network, sent', 'bytesPerSecond', 'What went out over the network.'],
  ),
  ...of(
    'program',
    'cpu',
    ['cpu', 'CPU', 'cores', 'Processor time of the program with all that it started: 1.5 is one and a half cores.'],
    ['childrenCpu', 'CPU of children', 'cores', 'Processor time of the processes that the program started.'],
    ['mainThread.cpu', 'CPU of the main thread', 'cores', 'Processor time of the thread that runs JavaScript.'],
    [
      'mainThread.runDelay',
      'Run delay of the main thread',
      'share',
      'How much of the time the main thread could have run, and waited for a core.',
    ],
  ),
  ...of('program', 'memory', [
    'memory',
    'Memory',
    'bytes',
    'Resident memory of the program with all that it started; what several processes share counts for each.',
  ]),
  ...of(
    'program',
    'processes',
    ['processes', 'Processes', 'count', 'The program, and all that it started and that still runs.'],
    ['threads', 'Threads', 'count', 'Threads of all these processes.'],
  ),
  ...of(
    'program',
    'disk',
    [
      'io.read',
      'Disk, read',
      'bytesPerSecond',
      'What the program with all that it started read from disks; what came from the cache does not count.',
    ],
    ['io.write', 'Disk, written', 'bytesPerSecond', 'What they wrote.'],
  ),
  ...of(
    'extensionHost',
    'eventLoop',
    ['eventLoop.utilization', 'Event loop, in use', 'share', 'How much of the time the event loop had something to do.'],
    ['eventLoop.delay.max', 'Event-loop delay, longest', 'milliseconds', 'The longest time that a timer was late.'],
  ),
  ...of('extensionHost', 'heap', ['heap.used', 'Heap', 'bytes', 'What lives on the JavaScript heap, and what is not collected yet.']),
];
