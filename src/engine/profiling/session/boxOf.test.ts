import { describe, expect, it } from 'vitest';
import type { FlameBox, WantedBox } from '../../../protocol/profile.ts';
import { seededRandom } from '../../stats/index.ts';
import { bytesOf, randomProfile } from '../reading/cpuProfile.fixture.ts';
import { readCpuProfile } from '../reading/readCpuProfile.ts';
import { heavyRows } from '../tree/heavyRows.ts';
import type { Rows } from '../tree/rows.ts';
import { timeRows } from '../tree/timeRows.ts';
import { boxOf, type BoxSource } from './boxOf.ts';

function allOf({ rows, functionOf }: BoxSource): FlameBox[] {
  const boxes: FlameBox[] = [];
  for (let row = 0; row < rows.count; row += 1) {
    for (let box = rows.firstOf[row]!; box < rows.firstOf[row + 1]!; box += 1) {
      const node = rows.nodeOf(box);
      boxes.push({ row, from: rows.fromOf(box), to: rows.toOf(box), node, functionId: functionOf(node) });
    }
  }
  return boxes;
}

const sources = Array.from({ length: 12 }, (_, seed): BoxSource => {
  const { tree, timeline } = readCpuProfile(bytesOf(randomProfile(seededRandom(seed))));
  const rows: Rows = seed % 2 === 0 ? timeRows(tree, timeline!) : heavyRows(tree);
  const matches = Uint8Array.from({ length: tree.frames.count }, (_, frame) => (frame % 3 === 0 ? 1 : 0));
  return {
    rows,
    functionOf: (node) => tree.frameOf[node]!,
    matchesOf: (text) => (text === 'third' ? matches : new Uint8Array(tree.frames.count)),
  };
});

describe.each(sources.map((source, seed) => [seed, source] as const))('boxes of profile %d', (_, source) => {
  // What took no time is not to be seen, and is not found.
  const all = allOf(source).filter(({ from, to }) => to > from);
  const find = (wanted: WantedBox) => boxOf(source, wanted);
  const widestOf = (boxes: readonly FlameBox[]) =>
    boxes.reduce<FlameBox | null>((best, box) => (box.to - box.from > (best ? best.to - best.from : 0) ? box : best), null);

  it('are found where they are, and by what they lie beside', () => {
    for (const box of all) {
      const middle = (box.from + box.to) / 2;
      const { row } = box;
      expect(find({ kind: 'at', row, place: middle })).toEqual(box);
      const [parent, child, previous, next] = (['parent', 'child', 'previous', 'next'] as const).map((step) =>
        find({ kind: 'beside', box, step }),
      );
      expect(parent).toEqual(all.find((each) => each.row === row - 1 && each.from <= middle && each.to > middle) ?? null);
      const width = (each: FlameBox | null) => (each ? each.to - each.from : 0);
      const called = all.filter((each) => each.row === row + 1 && each.from >= box.from && each.to <= box.to);
      expect(width(child!)).toBe(width(widestOf(called)));
      const inRow = all.filter((each) => each.row === row);
      const at = inRow.indexOf(box);
      expect(previous).toEqual(inRow[at - 1] ?? null);
      expect(next).toEqual(inRow[at + 1] ?? null);
    }
  });

  it('are nowhere else', () => {
    expect(find({ kind: 'at', row: -1, place: 0 })).toBeNull();
    expect(find({ kind: 'at', row: source.rows.count, place: 0 })).toBeNull();
    expect(find({ kind: 'at', row: 0, place: -1 })).toBeNull();
    expect(find({ kind: 'at', row: 0, place: source.rows.end + 1 })).toBeNull();
    expect(find({ kind: 'node', node: 1e6 })).toBeNull();
    expect(find({ kind: 'function', functionId: -1 })).toBeNull();
    expect(find({ kind: 'match', text: 'none', after: null, isBackward: false })).toBeNull();
  });

  it('are found by their node and function, the widest first', () => {
    for (const { node, functionId } of all) {
      expect(find({ kind: 'node', node })).toEqual(widestOf(all.filter((each) => each.node === node)));
      const ofFunction = widestOf(all.filter((each) => each.functionId === functionId))!;
      const found = find({ kind: 'function', functionId })!;
      expect([found.functionId, found.to - found.from]).toEqual([functionId, ofFunction.to - ofFunction.from]);
    }
  });

  it('are gone through by a search, forwards and backwards', () => {
    const matches = all.filter((box) => box.functionId % 3 === 0).toSorted((a, b) => a.from - b.from || a.row - b.row);
    const walk = (isBackward: boolean) => {
      const found: FlameBox[] = [];
      for (let after: FlameBox | null = null; found.length <= all.length;) {
        after = find({ kind: 'match', text: 'third', after, isBackward });
        if (after === null) break;
        found.push(after);
      }
      return found;
    };
    expect(walk(false)).toEqual(matches);
    expect(walk(true)).toEqual(matches.toReversed());
  });
});
