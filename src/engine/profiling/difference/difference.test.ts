import { describe, expect, it } from 'vitest';
import type { FunctionPage } from '../../../protocol/profile.ts';
import { seededRandom, type SeededRandom } from '../../stats/index.ts';
import { bytesOf, randomProfile, rawNode, type RawNode, type RawProfile } from '../reading/cpuProfile.fixture.ts';
import { readProfile } from '../reading/readProfile.ts';
import { ProfileSession } from '../session/profileSession.ts';

const root = '/app';
const whole = { range: null, offset: 0, limit: 1000, text: '', sortBy: 'self', descending: true } as const;
const readOf = (value: unknown) => readProfile(bytesOf(value));

function differ(baseline: unknown, candidate: unknown, scale: 'share' | 'iterations' | 'none' | null = null): ProfileSession {
  const { format, profiles } = readOf(candidate);
  return new ProfileSession(format, profiles, { root, baseline: { profiles: readOf(baseline).profiles, scale } });
}

type Costs = Map<string, { self: number; total: number }>;

/** What each function and each stack cost, from the samples one by one. */
function reference(profile: RawProfile): { functions: Costs; stacks: Map<string, number> } {
  const parentOf = new Map<number, number>();
  const byId = new Map<number, RawNode>();
  for (const node of profile.nodes) {
    byId.set(node.id, node);
    for (const child of node.children ?? []) parentOf.set(child, node.id);
  }
  const functions: Costs = new Map();
  const stacks = new Map<string, number>();
  for (const [index, sample] of profile.samples.entries()) {
    const time = index + 1 < profile.samples.length ? profile.timeDeltas[index + 1]! : 100;
    const names: string[] = [];
    for (let id: number | undefined = sample; id !== undefined; id = parentOf.get(id)) names.unshift(byId.get(id)!.callFrame.functionName);
    for (const name of names) if (!functions.has(name)) functions.set(name, { self: 0, total: 0 });
    functions.get(names.at(-1)!)!.self += time;
    for (const name of new Set(names)) functions.get(name)!.total += time;
    for (let depth = 1; depth <= names.length; depth += 1) {
      const stack = names.slice(0, depth).join('>');
      stacks.set(stack, (stacks.get(stack) ?? 0) + time);
    }
  }
  return { functions, stacks };
}

/** Each name is one function. */
function generated(seed: number, size?: Parameters<typeof randomProfile>[1]): RawProfile {
  const profile = randomProfile(seededRandom(seed), size);
  for (const { callFrame } of profile.nodes) callFrame.lineNumber = callFrame.url === '' ? -1 : 4;
  return profile;
}

const wholeOf = ({ functions }: { functions: Costs }) => functions.get('(root)')!.total;

describe('a difference', () => {
  const seeds = Array.from({ length: 12 }, (_, seed) => seed);
  it.each(seeds)('has of each function and stack what the two profiles have of it (%d)', (seed) => {
    const [a, b] = [generated(seed), generated(seed + 100, { nodes: 60, samples: 300, functions: 7 })];
    const [inA, inB] = [reference(a), reference(b)];
    for (const scale of ['share', 'none'] as const) {
      const session = differ(a, b, scale);
      const factor = scale === 'share' ? wholeOf(inB) / wholeOf(inA) : 1;
      const { total, difference } = session.summary(null);
      expect(total).toBeCloseTo(wholeOf(inB), 6);
      expect(difference).toMatchObject({ scale, baselineSamples: 200 });
      expect(difference!.baselineTotal).toBeCloseTo(wholeOf(inA) * factor, 6);
      const { rows } = session.table(whole);
      const names = [...new Set([...inA.functions.keys(), ...inB.functions.keys()])];
      const hasValue = (name: string) => [inA, inB].some(({ functions }) => (functions.get(name)?.total ?? 0) > 0);
      expect(rows.map(({ name }) => name).toSorted()).toEqual(names.filter(hasValue).toSorted());
      for (const row of rows) {
        expect(row.self).toBeCloseTo(inB.functions.get(row.name)?.self ?? 0, 6);
        expect(row.total).toBeCloseTo(inB.functions.get(row.name)?.total ?? 0, 6);
        expect(row.baseline!.self).toBeCloseTo((inA.functions.get(row.name)?.self ?? 0) * factor, 6);
        expect(row.baseline!.total).toBeCloseTo((inA.functions.get(row.name)?.total ?? 0) * factor, 6);
      }
      const only = (side: 'baseline' | 'candidate') => session.table({ ...whole, onlyIn: side }).rows.map(({ name }) => name);
      const has = (costs: Costs, name: string) => (costs.get(name)?.total ?? 0) > 0;
      expect(only('baseline').toSorted()).toEqual(names.filter((name) => has(inA.functions, name) && !has(inB.functions, name)).toSorted());
      expect(only('candidate').toSorted()).toEqual(
        names.filter((name) => has(inB.functions, name) && !has(inA.functions, name)).toSorted(),
      );
      for (const side of ['baseline', 'candidate'] as const)
        expectStacks(session, side, side === 'baseline' ? inA.stacks : inB.stacks, side === 'baseline' ? factor : 1);
    }
  });

  /** Every box of the heavy view is a stack. */
  function expectStacks(
    session: ProfileSession,
    side: 'baseline' | 'candidate',
    stacks: ReadonlyMap<string, number>,
    factor: number,
  ): void {
    const view = { kind: 'heavy', range: null, side } as const;
    const { rows, end } = session.size(view);
    const tile = session.tile(view, { from: 0, to: end, firstRow: 0, endRow: rows, columns: 1e9 });
    const found = new Map<string, number>();
    for (const [box, node] of tile.nodes.entries()) {
      const facts = session.node(view, node);
      const stack = session
        .functions(Int32Array.from(facts.functionPath))
        .map(({ name }) => name)
        .join('>');
      const cost = side === 'baseline' ? facts.baseline!.total : facts.total;
      expect((tile.places[2 * box + 1]! - tile.places[2 * box]!) * end).toBeCloseTo(cost, -1);
      found.set(stack, cost);
    }
    expect(tile.deltas).toHaveLength(tile.nodes.length);
    const wanted = [...stacks].filter(([stack, time]) => time > 0 && stack !== '(root)');
    expect([...found.keys()].toSorted()).toEqual(wanted.map(([stack]) => stack).toSorted());
    for (const [stack, time] of wanted) expect(found.get(stack)).toBeCloseTo(time * factor, 6);
  }

  it('is the same in every view of the same calls', () => {
    const session = differ(generated(3), generated(4, { nodes: 60, samples: 900, functions: 6 }));
    const { rows } = session.table(whole);
    for (const side of ['baseline', 'candidate'] as const) {
      for (const { functionId, total, baseline } of rows) {
        const cost = side === 'baseline' ? baseline!.total : total;
        for (const kind of ['callers', 'callees'] as const) {
          expect(session.size({ kind, functionId, range: null, side }).end).toBeCloseTo(cost, 6);
        }
      }
      // All that the root calls is all that there is.
      const root = rows.find(({ name }) => name === '(root)')!.functionId;
      const [heavy, callees] = ([{ kind: 'heavy' }, { kind: 'callees', functionId: root }] as const).map((view) => {
        const { end, rows: endRow } = session.size({ ...view, range: null, side });
        const request = { from: 0, to: end, firstRow: 0, endRow, columns: 1e9 };
        const { deltas, functionIds, places } = session.tile({ ...view, range: null, side }, request);
        return Array.from(deltas!, (delta, box) => [functionIds[box], places[2 * box]!.toFixed(4), delta.toFixed(4)].join(' ')).toSorted();
      });
      expect(callees).toEqual(heavy);
      expect(heavy!.some((box) => !box.endsWith(' 0.0000'))).toBe(true);
    }
  });

  it('of a profile with itself is none', () => {
    const profile = randomProfile(seededRandom(5));
    const session = differ(profile, profile);
    const { rows } = session.table({ ...whole, sortBy: 'selfChange' });
    expect(rows.every(({ self, baseline }) => self === baseline!.self)).toBe(true);
    const views = [{ kind: 'heavy', range: null } as const, { kind: 'callers', functionId: rows[0]!.functionId, range: null } as const];
    for (const view of views) {
      const { rows: endRow, end } = session.size(view);
      const { deltas } = session.tile(view, { from: 0, to: end, firstRow: 0, endRow, columns: 1000 });
      expect(deltas!.every((delta) => delta === 0)).toBe(true);
    }
  });

  it('is by iteration where both are of benchmarks that count theirs', () => {
    const recording = (iterations: number) => ({
      ...{
        laptimeVersion: '1',
        kind: 'cpu',
        source: { kind: 'benchmark', benchmarkId: 'a > b' },
        title: 'b',
        recordedAt: '2026-01-01T00:00:00Z',
      },
      ...{ nodeVersion: '24', root: '/app', commit: null, interval: 100, iterations, slowdown: null },
    });
    const profile = randomProfile(seededRandom(1));
    const session = differ({ ...profile, laptime: { recording: recording(100) } }, { ...profile, laptime: { recording: recording(200) } });
    expect(session.summary(null).difference).toMatchObject({ scale: 'iterations', factor: 2, baselineRecording: { iterations: 100 } });
    const { baseline, self } = session.table(whole).rows[0]!;
    expect(baseline!.self).toBeCloseTo(2 * self, 6);
    expect(differ(profile, { ...profile, laptime: { recording: recording(200) } }, 'iterations').summary(null).difference!.scale).toBe(
      'share',
    );
  });
});

/** Functions that call each other, each with its probability of being sampled. */
function program({ uniform }: SeededRandom, functions: number) {
  const nodes: RawNode[] = [rawNode(1, '(root)', '', -1)];
  const weights = [0];
  for (let id = 2; id <= functions * 2; id += 1) {
    const parent = nodes[Math.floor(uniform() * nodes.length)]!;
    const name = `f${Math.floor(uniform() * functions)}`;
    if (parent.children?.some((child) => nodes[child - 1]!.callFrame.functionName === name) === true) {
      nodes.push(rawNode(id, `only${id}`, 'file:///app/a.js', id));
    } else nodes.push(rawNode(id, name, 'file:///app/a.js', 5));
    (parent.children ??= []).push(id);
    weights.push(uniform() ** 6);
  }
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const ends: number[] = [];
  for (const weight of weights) ends.push((ends.at(-1) ?? 0) + weight / sum);
  return { nodes, ends };
}

function sampled({ nodes, ends }: ReturnType<typeof program>, { uniform }: SeededRandom, samples: number, isEven: boolean): RawProfile {
  const ids: number[] = [];
  const deltas: number[] = [];
  let endTime = 100;
  for (let sample = 0; sample < samples; sample += 1) {
    const at = uniform();
    const place = ends.findIndex((end) => at < end);
    ids.push(nodes[place === -1 ? nodes.length - 1 : place]!.id);
    deltas.push(sample === 0 ? 0 : isEven ? 100 : Math.round(20 - 80 * Math.log(1 - uniform())));
    endTime += deltas.at(-1)!;
  }
  return { nodes, startTime: 0, endTime, samples: ids, timeDeltas: deltas };
}

const isNews = ({ self, total, baseline }: FunctionPage['rows'][number]) => [
  Math.abs(self - baseline!.self) > baseline!.selfNoise,
  Math.abs(total - baseline!.total) > baseline!.totalNoise,
];

it('compares shares of what was not idle: a server under load with one that waits', () => {
  const idle = { ...rawNode(2, '(idle)', '', -1) };
  const [work, rest] = [rawNode(3, 'work', 'file:///app/a.js', 1), rawNode(4, 'rest', 'file:///app/a.js', 9)];
  const profile = (waits: number): RawProfile => {
    const samples = [...Array<number>(waits).fill(2), ...Array.from({ length: 900 }, (_, index) => (index % 3 === 0 ? 4 : 3))];
    const timeDeltas = samples.map((_, index) => (index === 0 ? 0 : 1000));
    return {
      nodes: [{ ...rawNode(1, '(root)', '', -1), children: [2, 3, 4] }, idle, work, rest],
      startTime: 0,
      endTime: samples.length * 1000,
      samples,
      timeDeltas,
    };
  };
  const { rows } = differ(profile(9000), profile(100)).table(whole);
  const workRow = rows.find(({ name }) => name === 'work')!;
  expect(workRow.baseline!.self).toBeCloseTo(workRow.self, 6);
  expect(rows.filter((row) => isNews(row).some(Boolean)).map(({ name }) => name)).toEqual(expect.not.arrayContaining(['work', 'rest']));
});

describe('chance', () => {
  it.each([
    ['share', 2000, 2000, true],
    ['share', 500, 4000, true],
    ['share', 3000, 3000, false],
    ['none', 2000, 2000, true],
    ['none', 3000, 3000, false],
  ] as const)('paints at most one function of a hundred: %s, %d and %d samples, even %s', (scale, samplesA, samplesB, isEven) => {
    const random = seededRandom(11);
    let [news, painted, boxes, seen] = [0, 0, 0, 0];
    for (let turn = 0; turn < 25; turn += 1) {
      const code = program(random, 60);
      const session = differ(sampled(code, random, samplesA, isEven), sampled(code, random, samplesB, isEven), scale);
      for (const row of session.table(whole).rows) {
        const both = isNews(row);
        news += both.filter(Boolean).length;
        seen += both.length;
      }
      const view = { kind: 'heavy', range: null } as const;
      const { rows, end } = session.size(view);
      const { deltas } = session.tile(view, { from: 0, to: end, firstRow: 0, endRow: rows, columns: 1e6 });
      painted += deltas!.filter((delta) => delta !== 0).length;
      boxes += deltas!.length;
    }
    expect(seen).toBeGreaterThan(2000);
    expect(news / seen).toBeLessThanOrEqual(0.01);
    expect(painted / boxes).toBeLessThanOrEqual(0.01);
  });

  it('hides no change that is there: a function that takes half as long again', () => {
    const random = seededRandom(3);
    let found = 0;
    for (let turn = 0; turn < 20; turn += 1) {
      const code = {
        nodes: [rawNode(1, '(root)', '', -1), rawNode(2, 'a', 'file:///app/a.js', 1), rawNode(3, 'b', 'file:///app/a.js', 9)],
        ends: [0, 0.2, 1],
      };
      code.nodes[0]!.children = [2, 3];
      const session = differ(sampled(code, random, 2000, true), sampled({ ...code, ends: [0, 0.3, 1] }, random, 2000, true));
      const row = session.table({ ...whole, sortBy: 'selfChange' }).rows[0]!;
      if (row.name === 'a' && isNews(row)[0] === true) found += 1;
    }
    expect(found).toBe(20);
  });
});
