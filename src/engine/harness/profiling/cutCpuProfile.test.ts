import { describe, expect, it } from 'vitest';
import { cutCpuProfile } from './cutCpuProfile.ts';
import { foldHeapProfile } from './foldHeapProfile.ts';
import { harnessFrames } from './harnessFrames.ts';

const HARNESS = 'file:///dist/harness/';
const frames = harnessFrames(HARNESS);
const frame = (functionName: string, url = '') => ({ functionName, scriptId: '1', url, lineNumber: 0, columnNumber: 0 });
const user = (name: string) => frame(name, 'file:///app/src/a.js');
const harness = (name: string) => frame(name, `${HARNESS}main.js`);

/** Nodes by their stacks, as `a > b`; ids from 1 in the order given. */
function profileOf(stacks: readonly (readonly ReturnType<typeof frame>[])[], samples: readonly number[], deltasUs: readonly number[]) {
  const nodes: {
    id: number;
    callFrame: ReturnType<typeof frame>;
    children: number[];
    positionTicks?: { line: number; ticks: number }[];
  }[] = [];
  const idOf = new Map<string, number>();
  const leaves = stacks.map((stack) => {
    let key = '';
    let id = 0;
    for (const each of stack) {
      const parent = id;
      key += `>${each.functionName}@${each.url}`;
      id = idOf.get(key) ?? nodes.push({ id: nodes.length + 1, callFrame: each, children: [] });
      if (!idOf.has(key) && parent > 0) nodes[parent - 1]!.children.push(id);
      idOf.set(key, id);
    }
    return id;
  });
  return {
    nodes,
    startTime: 1000,
    endTime: 1000 + deltasUs.reduce((sum, each) => sum + each, 0),
    samples: samples.map((place) => leaves[place]!),
    timeDeltas: [...deltasUs],
  };
}

const root = frame('(root)');
const node = frame('processTicksAndRejections', 'node:internal/process/task_queues');
const loop = frame('laptimeLoop');

const stacksOf = ({ nodes, samples = [] }: ReturnType<typeof cutCpuProfile>) => {
  const parents = new Map(nodes.flatMap(({ id, children }) => (children ?? []).map((child) => [child, id] as const)));
  const byId = new Map(nodes.map((each) => [each.id, each]));
  return samples.map((sample) => {
    const names: string[] = [];
    for (let id: number | undefined = sample; id !== undefined; id = parents.get(id)) names.unshift(byId.get(id)!.callFrame.functionName);
    return names.join(' > ');
  });
};

describe('cutCpuProfile', () => {
  it('keeps what was sampled in the measured part, on a clock that ran only then', () => {
    const profile = profileOf([[root, node, harness('run'), loop, user('work')]], [0, 0, 0, 0, 0], [100, 100, 100, 100, 100]);
    // At 1100, 1200, …; the second and the fourth are in between.
    const cut = cutCpuProfile(profile, { startsUs: [1050, 1250, 1450], endsUs: [1150, 1350, 1550] }, frames);
    expect(stacksOf(cut)).toEqual(Array.from({ length: 3 }, () => '(root) > (laptime) > work'));
    expect(cut.timeDeltas).toEqual([50, 100, 100]);
    expect([cut.startTime, cut.endTime]).toEqual([0, 300]);
    expect(cut.nodes.map(({ hitCount }) => hitCount)).toEqual([0, 0, 3]);
  });

  it('drops hooks and the harness by their stacks, and keeps what an async benchmark goes on with', () => {
    const stacks = [
      [root, node, harness('run'), harness('start'), frame('now', 'node:internal/perf/performance')],
      [root, harness('run'), user('beforeEach')],
      [root, node, user('continued')],
      [root, node, harness('run'), harness('laptimeCall'), user('work'), harness('next')],
      [root, frame('(garbage collector)')],
      [root, node, harness('run'), harness('laptimeCall'), harness('stop'), frame('cpuUsage')],
      [root, node, harness('run'), harness('laptimeCall'), user('work'), harness('next'), harness('start'), frame('read')],
    ];
    const cut = cutCpuProfile(
      profileOf(stacks, [0, 1, 2, 3, 4, 5, 6], Array(7).fill(10) as number[]),
      { startsUs: [0], endsUs: [5000] },
      frames,
    );
    expect(stacksOf(cut)).toEqual([
      '(root) > processTicksAndRejections > continued',
      '(root) > (laptime) > work > (laptime)',
      '(root) > (garbage collector)',
    ]);
    expect(cut.nodes.some(({ callFrame }) => callFrame.url.startsWith(HARNESS) || callFrame.functionName === 'beforeEach')).toBe(false);
  });

  it('gives each line its share of the samples that are left', () => {
    const profile = profileOf([[root, loop, user('work')]], [0, 0, 0, 0], [10, 10, 10, 10]);
    profile.nodes[2]!.positionTicks = [
      { line: 4, ticks: 3 },
      { line: 9, ticks: 1 },
    ];
    const all = cutCpuProfile(profile, { startsUs: [0], endsUs: [5000] }, frames);
    expect(all.nodes.at(-1)!.positionTicks).toEqual(profile.nodes[2]!.positionTicks);
    const half = cutCpuProfile(profile, { startsUs: [0], endsUs: [1025] }, frames);
    expect(half.nodes.at(-1)!.positionTicks!.reduce((sum, { ticks }) => sum + ticks, 0)).toBe(2);
  });

  it('takes stacks as deep as they come', () => {
    const deep = [root, loop, ...Array.from({ length: 20_000 }, (_, level) => user(`f${level}`))];
    const cut = cutCpuProfile(profileOf([deep], [0], [10]), { startsUs: [0], endsUs: [5000] }, frames);
    expect(cut.nodes).toHaveLength(20_002);
  });
});

describe('foldHeapProfile', () => {
  it('keeps what the benchmark allocated', () => {
    let id = 0;
    const heap = (callFrame: ReturnType<typeof frame>, selfSize: number, children: ReturnType<typeof heapNode>[] = []) =>
      heapNode(++id, callFrame, selfSize, children);
    const head = heap(root, 1, [
      heap(harness('run'), 10, [heap(user('makeInput'), 20), heap(loop, 30, [heap(user('work'), 40)])]),
      heap(node, 50, [heap(user('continued'), 60)]),
    ]);
    const folded = foldHeapProfile(
      {
        head,
        samples: [
          { size: 20, nodeId: 1, ordinal: 1 },
          { size: 40, nodeId: 3, ordinal: 2 },
        ],
      },
      frames,
    );
    const sizes: Record<string, number> = {};
    const open = [folded.head];
    for (let next = open.pop(); next; next = open.pop()) {
      sizes[next.callFrame.functionName] = next.selfSize;
      open.push(...next.children);
    }
    expect(sizes).toEqual({ '(root)': 1, '(laptime)': 30, work: 40, processTicksAndRejections: 50, continued: 60 });
    expect(folded.samples).toHaveLength(1);
  });
});

interface HeapNode {
  readonly id: number;
  readonly callFrame: ReturnType<typeof frame>;
  readonly selfSize: number;
  readonly children: HeapNode[];
}

function heapNode(id: number, callFrame: ReturnType<typeof frame>, selfSize: number, children: HeapNode[]): HeapNode {
  return { id, callFrame, selfSize, children };
}
