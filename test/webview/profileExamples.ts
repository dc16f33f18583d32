import { readProfile } from '../../src/engine/profiling/index.ts';
import { ProfileSession } from '../../src/engine/profiling/session/profileSession.ts';
import { seededRandom } from '../../src/engine/stats/index.ts';
import type { DifferenceScale, Recording } from '../../src/model/profile.ts';

// Profiles as V8 writes them, made up by fixed seeds and read as those of users are.

/** A function: `name`, or `name path:line`. */
export type Stack = readonly string[];

const ROOT = '/srv/app';

interface CallFrame {
  readonly functionName: string;
  readonly scriptId: string;
  readonly url: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

function callFrame(text: string): CallFrame {
  const [, name = text, url = '', line = '0'] = /^(.*?)(?: (\S+):(\d+))?$/su.exec(text) ?? [];
  const isPath = url !== '' && !url.startsWith('node:');
  return { functionName: name, scriptId: '1', url: isPath ? `file://${ROOT}/${url}` : url, lineNumber: Number(line) - 1, columnNumber: 2 };
}

interface RawNode {
  readonly id: number;
  readonly callFrame: CallFrame;
  hitCount: number;
  children?: number[];
}

interface CpuProfileOptions {
  readonly intervalUs?: number;
  readonly recording?: Partial<Recording>;
}

/** A CPU profile of stacks from the outermost call on, one sample each. */
export function cpuProfileOf(samples: Iterable<Stack>, { intervalUs = 1000, recording }: CpuProfileOptions = {}): object {
  const nodes: RawNode[] = [{ id: 1, callFrame: { ...callFrame('(root)'), lineNumber: -1 }, hitCount: 0 }];
  const children = new Map<string, RawNode>();
  const childOf = (parent: RawNode, text: string): RawNode => {
    const key = `${parent.id} ${text}`;
    let child = children.get(key);
    if (!child) {
      child = { id: nodes.length + 1, callFrame: callFrame(text), hitCount: 0 };
      nodes.push(child);
      (parent.children ??= []).push(child.id);
      children.set(key, child);
    }
    return child;
  };
  const ids: number[] = [];
  for (const stack of samples) {
    let node = nodes[0]!;
    for (const text of stack) node = childOf(node, text);
    node.hitCount += 1;
    ids.push(node.id);
  }
  return {
    nodes,
    startTime: 1_000_000,
    endTime: 1_000_000 + ids.length * intervalUs,
    samples: ids,
    timeDeltas: ids.map((_, index) => (index === 0 ? 0 : intervalUs)),
    ...(recording && { laptime: { recording: { ...recorded, ...recording }, sourceMaps: {} } }),
  };
}

const recorded: Recording = {
  laptimeVersion: '0.1.0',
  kind: 'cpu',
  source: { kind: 'benchmark', benchmarkId: 'bench/report.bench.ts > report > weekly report' },
  title: 'weekly report',
  recordedAt: '2026-11-21T14:03:00.000Z',
  nodeVersion: 'v24.21.0',
  root: ROOT,
  commit: null,
  interval: 200,
  iterations: 1840,
  slowdown: 1.04,
};

export const sessionOf = (profile: object | string, root: string | null = ROOT): ProfileSession => {
  const { format, profiles } = readProfile(new TextEncoder().encode(typeof profile === 'string' ? profile : JSON.stringify(profile)));
  return new ProfileSession(format, profiles, { root });
};

interface ReportOptions {
  readonly seed?: number;
  /** Makes its hash slower. */
  readonly slower?: number;
  /** Of what only this one does. */
  readonly only?: string;
  /** It goes on with one thing for so many samples at most: those that follow each other are then no chance of their own. */
  readonly burst?: number;
}

/** A program that reads orders, checks them, sums them up and writes a report, again and again. */
export function* reportSamples(count: number, { seed = 1, slower = 1, only, burst = 14 }: ReportOptions = {}): Generator<Stack> {
  const { uniform } = seededRandom(seed);
  const main = ['(anonymous) src/main.ts:1', 'main src/main.ts:8', 'weeklyReport src/report.ts:14'];
  const parse = [...main, 'readOrders src/orders.ts:6', 'parseCsv src/csv.ts:12'];
  const check = [
    ...main,
    'checkOrders src/orders.ts:31',
    'validate node_modules/schema/lib/index.js:88',
    'walk node_modules/schema/lib/walk.js:20',
  ];
  const sum = [...main, 'sumUp src/sums.ts:9', 'groupBy node_modules/@tools/lists/dist/groupBy.js:4'];
  const write = [...main, 'writeReport src/write.ts:22'];
  const works: readonly (readonly [number, Stack])[] = [
    [9, [...parse, 'splitLine src/csv.ts:40']],
    [4, [...parse, 'splitLine src/csv.ts:40', 'unquote src/csv.ts:61']],
    [3, [...parse, 'toNumber src/csv.ts:77']],
    [2, [...parse, 'readFileSync node:fs:440', 'openSync node:fs:560', 'open']],
    [4, check],
    [
      5,
      [
        ...check,
        'walk node_modules/schema/lib/walk.js:20',
        'walk node_modules/schema/lib/walk.js:20',
        'matches node_modules/schema/lib/match.js:3',
      ],
    ],
    [2, [...check, 'walk node_modules/schema/lib/walk.js:20', 'isEmail node_modules/emails/index.js:2', 'test']],
    [6, [...sum, '(anonymous) src/sums.ts:15']],
    [19 * slower, [...sum, '(anonymous) src/sums.ts:15', 'hashOf src/hash.ts:5']],
    [3, [...sum, 'set']],
    [5, [...write, 'render src/template.ts:18', 'escapeHtml src/template.ts:51', 'replace']],
    [3, [...write, 'render src/template.ts:18', 'formatPrice node_modules/money/format.js:12']],
    [2, [...write, 'writeSync node:fs:870', 'writeBuffer']],
    ...(only === undefined ? [] : [[3, [...main, only]] as const]),
    [2, ['(garbage collector)']],
    [1, ['(program)']],
    [1.5, ['(idle)']],
    [
      0.4,
      [
        'processTicksAndRejections node:internal/process/task_queues:72',
        'runNextTicks node:internal/process/task_queues:60',
        'tick src/progress.ts:7',
      ],
    ],
  ];
  const whole = works.reduce((sum, [weight]) => sum + weight, 0);
  let at = 0;
  for (let sample = 0; sample < count;) {
    // Phases of each round follow each other, and go on for a while.
    let wanted = uniform() * whole;
    at = 0;
    while (at < works.length - 1 && wanted >= works[at]![0]) {
      wanted -= works[at]![0];
      at += 1;
    }
    const length = Math.min(count - sample, 1 + Math.floor(uniform() * burst));
    for (let step = 0; step < length; step += 1) yield works[at]![1];
    sample += length;
  }
}

export const report = (): object => cpuProfileOf(reportSamples(4000), { recording: {}, intervalUs: 200 });

const fromText = (profile: object) => readProfile(new TextEncoder().encode(JSON.stringify(profile))).profiles;

/** The report before and after its hash became slower. The one has a step that the other has not. */
export function difference(scale: DifferenceScale = 'share'): ProfileSession {
  const baseline = cpuProfileOf(reportSamples(4000, { seed: 7, burst: 1, only: 'oldTotals src/totals.ts:4' }), {
    recording: { iterations: 2100, commit: 'cea17c0d9b1f' },
    intervalUs: 200,
  });
  const candidate = cpuProfileOf(reportSamples(4000, { seed: 8, burst: 1, slower: 1.8, only: 'auditTrail src/audit.ts:9' }), {
    recording: {},
    intervalUs: 200,
  });
  return new ProfileSession('V8 CPU profile', fromText(candidate), { root: ROOT, baseline: { profiles: fromText(baseline), scale } });
}

/** Calls themselves so often. */
export const deep = (depth: number): object =>
  cpuProfileOf([
    Array.from({ length: depth }, (_, index) => `f${index % 7} src/deep.js:${(index % 7) + 1}`),
    Array.from({ length: Math.floor(depth / 2) }, (_, index) => `f${index % 7} src/deep.js:${(index % 7) + 1}`),
  ]);

/** Names that are markup, text from right to left, or endless. */
export const hostileNames: readonly string[] = [
  '<img src=x onerror="globalThis.hacked=true">',
  '</script><script>globalThis.hacked=true</script>',
  '\u202Eoverride',
  'קצר العربية mixed',
  `long${'x'.repeat(10_000)}`,
  'line\nbreak\ttab',
  '__proto__',
  'constructor',
  'command:workbench.action.quit',
  '\u0000\u0007',
  'lone \uD800 surrogate',
  '   ',
];

export const hostile = (): object =>
  cpuProfileOf(
    hostileNames.flatMap((name, index) =>
      Array.from({ length: 12 - index }, () => [`${name} src/<b>${index}</b>.js:${index + 1}`, `inner ${name}`]),
    ),
  );

/** What a sampling heap profile of V8 looks like. */
export function heap(): object {
  interface HeapNode {
    callFrame: CallFrame;
    selfSize: number;
    id: number;
    children: HeapNode[];
  }
  let id = 0;
  const node = (text: string, selfSize: number, ...children: HeapNode[]): HeapNode => {
    id += 1;
    return { callFrame: callFrame(text), selfSize, id, children };
  };
  const head = node(
    '(root)',
    0,
    node(
      'main src/main.ts:8',
      120_000,
      node('parseCsv src/csv.ts:12', 2_400_000, node('splitLine src/csv.ts:40', 9_800_000)),
      node('groupBy node_modules/@tools/lists/dist/groupBy.js:4', 4_100_000),
      node('render src/template.ts:18', 700_000, node('replace', 1_900_000)),
    ),
    node('require node:internal/modules/helpers:140', 350_000, node('compileFunction', 1_250_000)),
  );
  return { head };
}

/** Two threads in one file, as Chrome's tools write them. */
export const threads = (): object => ({
  traceEvents: [1, 2].flatMap((tid) => {
    const profile = cpuProfileOf(reportSamples(300, { seed: tid })) as { nodes: RawNode[]; samples: number[]; timeDeltas: number[] };
    const parents = new Map(profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
    const nodes = profile.nodes.map(({ id, callFrame }) => ({ id, callFrame, ...(parents.has(id) && { parent: parents.get(id) }) }));
    const event = { cat: 'disabled-by-default-v8.cpu_profiler', id: `0x${tid}`, pid: 1, tid };
    return [
      { ph: 'M', name: 'thread_name', pid: 1, tid, args: { name: tid === 1 ? 'main' : 'worker <b>2</b>' } },
      { ...event, ph: 'P', name: 'Profile', ts: 1000, args: { data: { startTime: 1000 } } },
      {
        ...event,
        ph: 'P',
        name: 'ProfileChunk',
        ts: 2000,
        args: { data: { cpuProfile: { nodes, samples: profile.samples }, timeDeltas: profile.timeDeltas } },
      },
    ];
  }),
});
