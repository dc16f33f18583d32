import { describe, expect, it } from 'vitest';
import { initialKept, readKept, type Kept } from './kept.ts';

const full: Kept = {
  version: 1,
  subject: { kind: 'file', file: '/a.cpuprofile' },
  profile: 2,
  view: 'sandwich',
  range: { from: 1, to: 5 },
  text: 'csv',
  side: 'baseline',
  onlyIn: 'candidate',
  sort: { by: 'total', descending: false },
  focus: 7,
  selection: { graph: 'callers', box: { row: 1, from: 0, to: 3, node: 4, functionId: 5 } },
  looks: { callers: { from: 0, to: 3, scrollTop: 20 } },
};

describe('what a page keeps', () => {
  it('is what it was after a reload', () => {
    expect(readKept(JSON.parse(JSON.stringify(full)))).toEqual(full);
    expect(readKept(JSON.parse(JSON.stringify(initialKept)))).toEqual(initialKept);
  });

  it('is as at first where it does not fit', () => {
    for (const value of [undefined, null, 1, 'x', [], { version: 2 }]) expect(readKept(value)).toEqual(initialKept);
    const broken = {
      version: 1,
      subject: 3,
      profile: -1,
      view: 'toString',
      range: { from: 3, to: 1 },
      text: 5,
      side: 'left',
      onlyIn: 'both',
      sort: { by: 'constructor' },
      focus: 1.5,
      selection: { graph: 'heavy', box: { row: -1, from: 0, to: 1, node: 0, functionId: 0 } },
      looks: { time: { from: 'a' }, heavy: 4, other: { from: 0, to: 1 } },
    };
    expect(readKept(broken)).toEqual(initialKept);
    expect(readKept({ ...full, looks: { time: { from: 0, to: 1, scrollTop: -5 } } }).looks).toEqual({
      time: { from: 0, to: 1, scrollTop: 0 },
    });
  });
});
