import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../stats/index.ts';
import type { Profile } from '../profile.ts';
import { bytesOf, randomProfile, rawNode, type RawProfile } from './cpuProfile.fixture.ts';
import { readCpuProfile } from './readCpuProfile.ts';

const read = (profile: unknown) => readCpuProfile(bytesOf(profile));

/** Own time of each path of names, microseconds. */
function selfByPath({ tree: { frames, frameOf, parentOf, self } }: Profile): Map<string, number> {
  const paths: string[] = [];
  const sums = new Map<string, number>();
  for (let node = 0; node < self.length; node += 1) {
    const name = frames.strings[frames.names[frameOf[node]!]!]!;
    paths[node] = node === 0 ? name : `${paths[parentOf[node]!]} > ${name}`;
    sums.set(paths[node]!, (sums.get(paths[node]!) ?? 0) + self[node]!);
  }
  return sums;
}

/** As the definition has it: slow, and plain. */
function expectedByPath({ nodes, samples, timeDeltas, endTime, startTime }: RawProfile): Map<string, number> {
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id] as const)));
  const pathOf = (id: number): string => {
    const name = nodes.find((node) => node.id === id)!.callFrame.functionName;
    return parents.has(id) ? `${pathOf(parents.get(id)!)} > ${name}` : name;
  };
  const sums = new Map(nodes.map(({ id }) => [pathOf(id), 0]));
  const lastUs = timeDeltas.reduce((sum, delta) => sum + delta, startTime);
  for (const [index, id] of samples.entries()) {
    sums.set(pathOf(id), sums.get(pathOf(id))! + (timeDeltas[index + 1] ?? endTime - lastUs));
  }
  return sums;
}

describe('readCpuProfile', () => {
  it('gives each sample the time until the next one', () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const raw = randomProfile(seededRandom(seed));
      const profile = read(raw);
      const expected = expectedByPath(raw);
      const found = selfByPath(profile);
      expect([...found.keys()].toSorted()).toEqual([...expected.keys()].toSorted());
      for (const [path, self] of expected) expect(found.get(path)).toBeCloseTo(self, 6);
      const { tree, timeline } = profile;
      expect(tree.self.reduce((sum, self) => sum + self, 0)).toBeCloseTo(timeline!.startsUs.at(-1)!, 5);
      expect(tree.total[0]).toBeCloseTo(timeline!.startsUs.at(-1)!, 5);
    }
  });

  it('has nodes before what they call, with what is below them in one range', () => {
    const { tree } = read(randomProfile(seededRandom(5), { nodes: 300 }));
    for (let node = 1; node < tree.count; node += 1) {
      const parent = tree.parentOf[node]!;
      expect(parent).toBeLessThan(node);
      expect(tree.endOf[node]).toBeLessThanOrEqual(tree.endOf[parent]!);
      expect(tree.depthOf[node]).toBe(tree.depthOf[parent]! + 1);
    }
    expect(tree.endOf[0]).toBe(tree.count);
  });

  it('reads the same from any order of keys and nodes, with children or parents, spaces, and what it does not know', () => {
    const raw = randomProfile(seededRandom(3));
    const expected = selfByPath(read(raw));
    const { nodes, ...others } = raw;
    const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id] as const)));
    const forms = [
      JSON.stringify({ ...others, nodes }, null, '\t'),
      JSON.stringify({ more: [{ a: ['\\"]', {}] }, null, true, -1.5e3], ...others, nodes: nodes.toReversed() }),
      JSON.stringify({
        ...others,
        nodes: nodes.map(({ id, callFrame, hitCount, positionTicks }) => ({
          callFrame,
          positionTicks,
          hitCount,
          id,
          ...(parents.has(id) && { parent: parents.get(id) }),
        })),
      }),
      `\uFEFF${JSON.stringify(raw)}\r\n`,
      JSON.stringify({
        ...raw,
        nodes: nodes.map((node) => ({ ...node, id: node.id * 100_003, children: node.children?.map((id) => id * 100_003) })),
        samples: raw.samples.map((id) => id * 100_003),
      }),
    ];
    for (const form of forms) expect(selfByPath(read(form))).toEqual(expected);
  });

  it('puts samples in the order of time', () => {
    const nodes = [rawNode(1, '(root)', '', -1), rawNode(2, 'a', 'a.js', 0), rawNode(3, 'b', 'a.js', 9)];
    const raw = { nodes: [{ ...nodes[0]!, children: [2, 3] }, nodes[1]!, nodes[2]!], startTime: 0, endTime: 100 };
    // b was taken at 30, between the two of a at 10 and 50.
    const { tree, timeline } = read({ ...raw, samples: [2, 2, 3], timeDeltas: [10, 40, -20] });
    expect([...timeline!.startsUs]).toEqual([0, 20, 40, 90]);
    expect([...timeline!.nodes].map((node) => tree.frames.strings[tree.frames.names[tree.frameOf[node]!]!])).toEqual(['a', 'b', 'a']);
    expect([...tree.self]).toEqual([0, 70, 20]);
  });

  it('shares own time among lines by their samples', () => {
    const profile = read(randomProfile(seededRandom(8)));
    const { tree, lineShares } = profile;
    let shared = 0;
    for (let node = 0; node < tree.count; node += 1) {
      let sum = 0;
      for (let at = lineShares!.firstOf[node]!; at < lineShares!.firstOf[node + 1]!; at += 1) sum += lineShares!.values[at]!;
      expect(Math.min(sum, tree.self[node]!)).toBeCloseTo(sum === 0 ? 0 : tree.self[node]!, 6);
      shared += sum;
    }
    expect(shared).toBeCloseTo(tree.total[0]!, 5);
  });

  it('counts hits where there are no samples, as time where the length is known', () => {
    const nodes = [
      { ...rawNode(1, '(root)', '', -1), children: [2] },
      { ...rawNode(2, 'a', 'a.js', 0), hitCount: 4 },
    ];
    expect(read({ nodes, startTime: 0, endTime: 1000 })).toMatchObject({ unit: 'microseconds', timeline: null });
    expect([...read({ nodes, startTime: 0, endTime: 1000 }).tree.total]).toEqual([1000, 1000]);
    expect(read({ nodes })).toMatchObject({ unit: 'samples' });
    expect([...read({ nodes }).tree.total]).toEqual([4, 4]);
  });

  it('joins several roots, and stands a profile of nothing', () => {
    const { tree } = read({
      nodes: [rawNode(1, 'a', '', 0), rawNode(2, 'b', '', 0)],
      samples: [1, 2],
      timeDeltas: [0, 10],
      startTime: 0,
      endTime: 15,
    });
    expect([...tree.total]).toEqual([15, 10, 5]);
    expect(read({ nodes: [] }).tree.count).toBe(1);
  });

  it('says what is odd', () => {
    const raw = randomProfile(seededRandom(2), { samples: 20 });
    expect(read({ ...raw, samples: raw.samples.map((id, index) => (index === 7 ? 999 : id)) }).problems).toEqual([
      '1 of 20 samples are of nodes that the file does not have, and were left out.',
    ]);
    expect(read({ ...raw, timeDeltas: [1, 2] }).problems).toEqual([expect.stringContaining('20 samples, and times of 2')]);
  });

  const [first, second] = [rawNode(1, '(root)', '', -1), rawNode(2, 'a', '', 0)];
  it.each<[string, unknown, RegExp]>([
    ['nothing', '', /^At byte 0 an object is expected, and the file ends\.$/],
    ['a cut', '{"nodes":[{"id":1', /^At byte 17 a comma or the end of the object is expected, and the file ends\.$/],
    ['a cut in a text', '{"nodes":[{"id":1,"callFrame":{"url":"fi', /^At byte 40 the end of a text/],
    ['no nodes', { samples: [] }, /a list of nodes is expected/],
    ['more after the end', '{"nodes":[]} x', /^At byte 13 the end of the file is expected, and there is "x"\.$/],
    ['a node without a place', { nodes: [{ id: 1 }] }, /a callFrame in each node/],
    ['a huge id', '{"nodes":[{"id":1e12}]}', /^At byte 16 a whole number below 2147483648/],
    ['an endless number', '{"nodes":[{"id":1e999}]}', /not 1e999/],
    [
      'a cycle',
      { nodes: [first, { ...second, children: [3] }, { ...rawNode(3, 'b', '', 0), children: [2] }] },
      /^The node at byte \d+ is called by itself/,
    ],
    ['a node of itself', { nodes: [first, { ...second, children: [2] }] }, /is called by itself/],
    [
      'two callers',
      { nodes: [{ ...first, children: [2, 3] }, { ...second, children: [3] }, rawNode(3, 'b', '', 0)] },
      /is called by two nodes/,
    ],
    ['a call of nothing', { nodes: [{ ...first, children: [7] }] }, /calls the node 7, which is not there/],
    ['a parent of nothing', { nodes: [{ ...first, parent: 7 }] }, /is called by the node 7, which is not there/],
    ['the same id twice', { nodes: [first, { ...second, id: 1 }] }, /has the id 1, which another node has/],
  ])('refuses %s', (_, raw, message) => {
    expect(() => read(raw)).toThrow(message);
  });

  it('stands deep stacks, wide nodes and texts that are markup or no text at all', () => {
    const depth = 10_000;
    const deep = Array.from({ length: depth }, (_, index) => ({
      ...rawNode(index + 1, 'f', '</script>', index),
      ...(index + 1 < depth && { children: [index + 2] }),
    }));
    expect(read({ nodes: deep, samples: [depth], timeDeltas: [0], startTime: 0, endTime: 5 }).tree.depthOf.at(-1)).toBe(depth - 1);
    const wide = Array.from({ length: 100_000 }, (_, index) => rawNode(index + 2, `f${index}`, '\ud800\u202e', 1));
    expect(read({ nodes: [{ ...first, children: wide.map(({ id }) => id) }, ...wide] }).tree.count).toBe(100_001);
    const { tree } = read(`{"nodes":[{"id":1,"callFrame":{"functionName":"\\u0041\\x \ud83d\ude00","url":"command:evil"}}]}`);
    expect(tree.frames.strings).toContain('\uFFFDu0041\uFFFDx \ud83d\ude00');
  });

  it('says where a file is wrong wherever it is cut, and never hangs', () => {
    const text = JSON.stringify(randomProfile(seededRandom(4), { nodes: 6, samples: 6 }));
    for (let length = 0; length < text.length; length += 1) expect(() => read(text.slice(0, length))).toThrow(/^At byte \d+ /);
  });
});
