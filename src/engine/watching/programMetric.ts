import type { Metric, MetricGroup, MetricUnit } from '../../model/metric.ts';

type Words = readonly [group: MetricGroup, title: string, unit: MetricUnit, description: string];

const WORDS: Readonly<Record<string, Words>> = {
  'eventLoop.utilization': [
    'eventLoop',
    'Event-loop utilization',
    'share',
    'Share of the time that the event loop did not wait for something to do.',
  ],
  'eventLoop.delay.max': ['eventLoop', 'Event-loop delay, longest', 'milliseconds', 'The longest that a timer of the program was late.'],
  'eventLoop.delay.p50': [
    'eventLoop',
    'Event-loop delay, median',
    'milliseconds',
    'How late half of the timers were at the most. It misses rare blocks, which requests meet.',
  ],
  'eventLoop.delay.p99': [
    'eventLoop',
    'Event-loop delay, p99',
    'milliseconds',
    'How late 99 of 100 timers were at the most. It misses rare blocks, which requests meet.',
  ],
  'eventLoop.blocked': [
    'eventLoop',
    'Event loop blocked',
    'share',
    'Share of the time in which whatever came would have had to wait for the event loop.',
  ],
  'gc.share': ['gc', 'Garbage collection', 'share', 'Share of the time that the main thread spent on collecting garbage.'],
  'gc.minor': ['gc', 'Collections of young objects', 'perSecond', 'How often V8 collected what was allocated lately.'],
  'gc.major': ['gc', 'Collections of the whole heap', 'perSecond', 'How often V8 collected the whole heap.'],
  'gc.pause.max': ['gc', 'Longest collection', 'milliseconds', 'The longest that the program stood still for collecting garbage.'],
  'heap.used': [
    'heap',
    'Heap used',
    'bytes',
    'What the objects of the program take on the heap, garbage that is not collected yet included.',
  ],
  'heap.total': ['heap', 'Heap size', 'bytes', 'What V8 has of the system for its heap.'],
  'heap.limit': ['heap', 'Heap limit', 'bytes', 'The heap size at which the program ends for want of memory.'],
  'heap.external': ['heap', 'Memory outside the heap', 'bytes', 'What objects on the heap hold outside of it, ArrayBuffers included.'],
  'heap.arrayBuffers': ['heap', 'ArrayBuffers', 'bytes', 'What ArrayBuffers and Buffers take.'],
  'mainThread.cpu': ['cpu', 'CPU of the main thread', 'cores', 'Processor time of the thread that runs the event loop.'],
  'mainThread.runDelay': [
    'cpu',
    'Main thread waits for a core',
    'share',
    'Share of the time that the main thread was ready to run and had no core, because others had them.',
  ],
  'watching.share': [
    'cpu',
    'Cost of watching',
    'share',
    "Share of the time that Laptime's own code in the program took of its main thread.",
  ],
  handles: ['handles', 'Active handles', 'count', 'Sockets, timers, servers and whatever else keeps the program alive.'],
  requests: ['handles', 'Requests to the system', 'count', 'What the program has asked the system for and has not got yet.'],
  'requests.fs': ['handles', 'Requests for files', 'count', 'Operations on files that are under way.'],
  'threadPool.wait': [
    'threadPool',
    'Wait for the thread pool',
    'milliseconds',
    'How long the smallest piece of work took that the thread pool was given: files, DNS, crypto and zlib share its threads.',
  ],
  workers: ['processes', 'Worker threads', 'count', 'Worker threads that run.'],
  'workers.utilization.max': ['cpu', 'Busiest worker thread', 'share', 'Event-loop utilization of the worker thread that has most to do.'],
  'http.client.queued': ['http', 'HTTP requests, waiting', 'count', 'Requests of the program that wait for a connection of their agent.'],
};

const CALLS: Readonly<Record<string, readonly [group: MetricGroup, title: string, calls: string, until: string, errors: string]>> = {
  'http.server': [
    'http',
    'HTTP served',
    'Requests that the program answered',
    'From a request to the end of its answer',
    'answers with a status of 500 or above',
  ],
  'http.client': [
    'http',
    'HTTP requests',
    'Requests that the program made and that were answered',
    'From a request to the beginning of its answer',
    'failures, and answers with a status of 500 or above',
  ],
  database: ['database', 'Database calls', 'Calls of a database that ended', 'From a call to its end', 'calls that failed'],
};

/** What a metric of a program is, by its name without `program.` in front. Null for one that is not known. */
export function describeMetric(name: string): Omit<Metric, 'id' | 'subject' | 'most'> | null {
  const words = Object.hasOwn(WORDS, name) ? WORDS[name] : wordsOf(name);
  if (!words) return null;
  const [group, title, unit, description] = words;
  return { group, title, unit, description };
}

function wordsOf(name: string): Words | null {
  const [, space] = /^heap\.space\.(.+)$/.exec(name) ?? [];
  if (space !== undefined) return ['heap', `Heap: ${space}`, 'bytes', `What is used of V8's ${space}.`];
  const [, kind] = /^handles\.(.+)$/.exec(name) ?? [];
  if (kind !== undefined) return ['handles', `Active: ${kind}`, 'count', `Those of the active handles that Node calls ${kind}.`];
  const [, custom, what] = /^custom\.(.+)\.(rate|p50|p99|max)$/.exec(name) ?? [];
  if (custom !== undefined) return customWords(custom, what!);
  const [, calls = '', part = ''] = /^(http\.server|http\.client|database)\.(rate|errors|active|p50|p99)$/.exec(name) ?? [];
  const known = CALLS[calls];
  if (!known) return null;
  const [group, title, ended, until, errors] = known;
  if (part === 'rate') return [group, title, 'perSecond', `${ended}, a second.`];
  if (part === 'errors') return [group, `${title}, errors`, 'perSecond', `Of these: ${errors}, a second.`];
  if (part === 'active') return [group, `${title}, under way`, 'count', 'Those that have begun and not ended yet.'];
  return [
    group,
    `${title}, ${part === 'p50' ? 'median' : part}`,
    'milliseconds',
    `${until}: the time that ${part === 'p50' ? 'half' : '99 of 100'} did not exceed.`,
  ];
}

function customWords(name: string, what: string): Words {
  if (what === 'rate')
    return ['custom', `${name}, rate`, 'perSecond', `How often the program noted '${name}' by performance.mark, measure or timerify.`];
  const shown = what === 'p50' ? 'median' : what === 'max' ? 'longest' : what;
  return ['custom', `${name}, ${shown}`, 'milliseconds', `Times of '${name}' by performance.measure or timerify.`];
}
