import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../stats/index.ts';
import { bytesOf, randomProfile } from '../reading/cpuProfile.fixture.ts';
import { readCpuProfile } from '../reading/readCpuProfile.ts';
import { heavyRows } from './heavyRows.ts';
import { firstBoxAfter, type Rows } from './rows.ts';
import { tileOf } from './tile.ts';
import { timeRows } from './timeRows.ts';
import { totalsBy, valuesBetween } from './totals.ts';

const profileOf = (seed: number, size?: Parameters<typeof randomProfile>[1]) =>
  readCpuProfile(bytesOf(randomProfile(seededRandom(seed), size)));
const seeds = Array.from({ length: 15 }, (_, index) => index + 1);

/** From the root down. */
function pathOf(parentOf: Int32Array, node: number): number[] {
  const path = [];
  for (let at = node; at !== -1; at = parentOf[at]!) path.unshift(at);
  return path;
}

const boxesOf = (rows: Rows, row: number) =>
  Array.from({ length: rows.firstOf[row + 1]! - rows.firstOf[row]! }, (_, index) => {
    const box = rows.firstOf[row]! + index;
    return { node: rows.nodeOf(box), from: rows.fromOf(box), to: rows.toOf(box) };
  });

describe('totalsBy', () => {
  it('counts a function that calls itself once', () => {
    for (const seed of seeds) {
      const { tree, timeline } = profileOf(seed);
      const { self, total } = totalsBy(tree, Int32Array.from(Array(tree.frames.count).keys()), tree.frames.count);
      const expected = { self: new Float64Array(tree.frames.count), total: new Float64Array(tree.frames.count) };
      for (const [sample, node] of timeline!.nodes.entries()) {
        const timeUs = timeline!.startsUs[sample + 1]! - timeline!.startsUs[sample]!;
        expected.self[tree.frameOf[node]!]! += timeUs;
        for (const frame of new Set(pathOf(tree.parentOf, node).map((each) => tree.frameOf[each]!))) expected.total[frame]! += timeUs;
      }
      for (let frame = 0; frame < tree.frames.count; frame += 1) {
        expect(self[frame]).toBeCloseTo(expected.self[frame]!, 6);
        expect(total[frame]).toBeCloseTo(expected.total[frame]!, 6);
      }
    }
  });
});

describe('valuesBetween', () => {
  it('has the time of a part, which sums up to all of it', () => {
    const { tree, timeline } = profileOf(3);
    const end = timeline!.startsUs.at(-1)!;
    const cuts = [0, end / 3, end / 2 + 0.5, end];
    const sum = new Float64Array(tree.count);
    for (let part = 0; part < 3; part += 1) {
      const { self, total } = valuesBetween(tree, timeline!, cuts[part]!, cuts[part + 1]!);
      expect(total[0]).toBeCloseTo(cuts[part + 1]! - cuts[part]!, 6);
      for (const [node, value] of self.entries()) sum[node]! += value;
    }
    for (const [node, value] of sum.entries()) expect(value).toBeCloseTo(tree.self[node]!, 6);
  });
});

describe('timeRows', () => {
  it('has a box wherever a call is on the stack, and as long as it is', () => {
    for (const seed of seeds) {
      const { tree, timeline } = profileOf(seed);
      const rows = timeRows(tree, timeline!);
      const expected: { node: number; from: number; to: number }[][] = Array.from({ length: rows.count }, () => []);
      for (const [sample, node] of timeline!.nodes.entries()) {
        const [from, to] = [timeline!.startsUs[sample]!, timeline!.startsUs[sample + 1]!];
        const before = sample === 0 ? [0] : pathOf(tree.parentOf, timeline!.nodes[sample - 1]!);
        for (const [depth, each] of pathOf(tree.parentOf, node).entries()) {
          if (depth === 0) continue;
          const last = expected[depth - 1]!.at(-1);
          if (last && before[depth] === each) last.to = to;
          else expected[depth - 1]!.push({ node: each, from, to });
        }
      }
      expect(expected.map((_, row) => boxesOf(rows, row))).toEqual(expected);
    }
  });

  it('leaves out the deepest rows of what would take too much room', () => {
    const { tree, timeline } = profileOf(4);
    const all = timeRows(tree, timeline!);
    for (let count = 0; count < all.count; count += 1) {
      const some = timeRows(tree, timeline!, all.firstOf[count + 1]! - 1);
      expect(some.count).toBe(count);
      for (let row = 0; row < count; row += 1) expect(boxesOf(some, row)).toEqual(boxesOf(all, row));
    }
  });

  it('is empty without samples below the root', () => {
    const { tree } = profileOf(1);
    expect(timeRows(tree, { nodes: Int32Array.of(), startsUs: new Float64Array(1) })).toMatchObject({ count: 0, end: 0 });
    expect(timeRows(tree, { nodes: Int32Array.of(0, 0), startsUs: Float64Array.of(0, 1, 2) })).toMatchObject({ count: 0, end: 2 });
  });
});

describe('heavyRows', () => {
  it('has each call inside of its caller, the heaviest first', () => {
    for (const seed of seeds) {
      const { tree } = profileOf(seed);
      const rows = heavyRows(tree);
      const placeOf = new Map<number, { from: number; to: number }>([[0, { from: 0, to: rows.end }]]);
      let boxes = 0;
      for (let row = 0; row < rows.count; row += 1) {
        let [before, weight, caller] = [0, Infinity, -1];
        for (const { node, from, to } of boxesOf(rows, row)) {
          const around = placeOf.get(tree.parentOf[node]!)!;
          expect(to - from).toBeCloseTo(tree.total[node]!, 6);
          expect(from).toBeGreaterThanOrEqual(Math.max(before, around.from) - 1e-6);
          expect(to).toBeLessThanOrEqual(around.to + 1e-6);
          expect(tree.total[node]).toBeLessThanOrEqual(caller === tree.parentOf[node] ? weight : Infinity);
          [before, weight, caller] = [to, tree.total[node]!, tree.parentOf[node]!];
          placeOf.set(node, { from, to });
          boxes += 1;
        }
      }
      expect(boxes).toBe(tree.total.filter((total, node) => node > 0 && total > 0).length);
    }
  });
});

describe('firstBoxAfter', () => {
  it('finds what a plain search finds', () => {
    const { tree, timeline } = profileOf(6, { samples: 500 });
    const rows = timeRows(tree, timeline!);
    for (let row = 0; row < rows.count; row += 1) {
      const boxes = boxesOf(rows, row);
      for (let place = 0; place <= rows.end; place += rows.end / 97) {
        const plain = boxes.findIndex(({ to }) => to > place);
        expect(firstBoxAfter(rows, row, place)).toBe(rows.firstOf[row]! + (plain === -1 ? boxes.length : plain));
      }
    }
  });
});

describe('tileOf', () => {
  const { tree, timeline } = profileOf(9, { nodes: 60, samples: 2000 });
  const rows = timeRows(tree, timeline!);

  it('has every box where there is room for it', () => {
    const { firstOf, nodes, places, counts } = tileOf(rows, { from: 0, to: rows.end, firstRow: 0, endRow: 99, columns: 1e9 });
    for (let row = 0; row < rows.count; row += 1) {
      const boxes = boxesOf(rows, row);
      expect([...nodes.subarray(firstOf[row], firstOf[row + 1])]).toEqual(boxes.map(({ node }) => node));
      for (const [index, { from, to }] of boxes.entries()) {
        expect(places[2 * (firstOf[row]! + index)]).toBeCloseTo(from / rows.end, 5);
        expect(places[2 * (firstOf[row]! + index) + 1]).toBeCloseTo(to / rows.end, 5);
      }
    }
    expect(counts.every((count) => count === 1)).toBe(true);
  });

  it('is never larger than twice the screen, and loses no box', () => {
    const columns = 50;
    const { firstOf, counts, places } = tileOf(rows, { from: 0, to: rows.end, firstRow: 0, endRow: rows.count, columns });
    for (let row = 0; row < rows.count; row += 1) {
      expect(firstOf[row + 1]! - firstOf[row]!).toBeLessThanOrEqual(2 * columns + 1);
      const sum = counts.subarray(firstOf[row], firstOf[row + 1]).reduce((all, count) => all + count, 0);
      expect(sum).toBe(rows.firstOf[row + 1]! - rows.firstOf[row]!);
    }
    expect(places.every((place) => place >= 0 && place <= 1)).toBe(true);
  });

  it('has what a window cuts, and nothing beside it', () => {
    const [from, to] = [rows.end * 0.4, rows.end * 0.4 + 500];
    const { nodes, firstOf } = tileOf(rows, { from, to, firstRow: 1, endRow: 2, columns: 1e6 });
    const inside = boxesOf(rows, 1).filter((box) => box.to > from && box.from < to);
    expect(firstOf).toHaveLength(2);
    expect([...nodes]).toEqual(inside.map(({ node }) => node));
    expect(tileOf(rows, { from, to, firstRow: 500, endRow: 600, columns: 10 }).nodes).toHaveLength(0);
  });
});
