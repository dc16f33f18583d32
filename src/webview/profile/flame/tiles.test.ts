import { describe, expect, it } from 'vitest';
import type { FlameTile, TileRequest } from '../../../protocol/profile.ts';
import { createTiles, type Window } from './tiles.ts';

const [ROWS, END] = [100, 1000];

const tileOf = (request: TileRequest): FlameTile => ({
  request,
  firstOf: new Int32Array(request.endRow - request.firstRow + 1),
  places: new Float32Array(),
  nodes: new Int32Array(),
  functionIds: new Int32Array(),
  counts: new Int32Array(),
  deltas: null,
});

function created() {
  const asked: { readonly request: TileRequest; readonly answer: () => void; readonly fail: () => void }[] = [];
  const errors: unknown[] = [];
  const tiles = createTiles({
    rows: ROWS,
    end: END,
    ask: (request) =>
      new Promise((resolve, reject) => {
        asked.push({ request, answer: () => resolve(tileOf(request)), fail: () => reject(new Error('gone')) });
      }),
    onTile: () => {},
    onError: (error) => errors.push(error),
  });
  const settle = async () => {
    for (let turn = 0; turn < 20 && asked.length > 0; turn += 1) {
      for (const { answer } of asked.splice(0)) answer();
      await Promise.resolve();
      await new Promise((resolve) => setTimeout(resolve));
    }
  };
  return { tiles, asked, errors, settle };
}

const windowOf = (change: Partial<Window> = {}): Window => ({ from: 0, to: END, firstRow: 0, endRow: 20, width: 800, ...change });

describe('tiles', () => {
  it('are asked for the rows in view with some around them, as many columns as there are pixels', async () => {
    const { tiles, asked, settle } = created();
    tiles.want(windowOf());
    expect(asked.map(({ request }) => request)).toEqual([{ from: 0, to: END, firstRow: 0, endRow: 30, columns: 800 }]);
    expect(tiles.isSettled).toBe(false);
    await settle();
    expect(tiles.isSettled).toBe(true);
    tiles.want(windowOf({ firstRow: 5, endRow: 25 }));
    expect(asked).toEqual([]);
    tiles.want(windowOf({ firstRow: 30, endRow: 50 }));
    expect(asked[0]?.request).toMatchObject({ firstRow: 20, endRow: 60 });
  });

  it('are at most two under way, and only the last part that was wanted is asked for after them', async () => {
    const { tiles, asked, settle } = created();
    tiles.want(windowOf());
    for (let step = 0; step < 50; step += 1) tiles.want(windowOf({ from: step * 10, to: step * 10 + 50 }));
    expect(asked).toHaveLength(2);
    const all: TileRequest[] = asked.map(({ request }) => request);
    await settle();
    expect(tiles.isSettled).toBe(true);
    expect(tiles.shown.at(-1)!.request).toMatchObject({ from: 465, to: 565, columns: 1600 });
    expect(all).toHaveLength(2);
  });

  it('serve small moves, and zooms by less than they are finer', async () => {
    const { tiles, asked, settle } = created();
    tiles.want(windowOf({ from: 400, to: 500 }));
    await settle();
    tiles.want(windowOf({ from: 440, to: 540 }));
    tiles.want(windowOf({ from: 360, to: 460 }));
    expect(asked).toEqual([]);
    // What is wanted is finer than what is there.
    tiles.want(windowOf({ from: 420, to: 460 }));
    expect(asked).toHaveLength(1);
    await settle();
    // As fine as needed, but not all of it.
    tiles.want(windowOf({ from: 800, to: 840 }));
    expect(asked).toHaveLength(1);
  });

  it('tell what failed, once', async () => {
    const { tiles, asked, errors } = created();
    tiles.want(windowOf());
    asked[0]?.fail();
    await new Promise((resolve) => setTimeout(resolve));
    expect(errors).toHaveLength(1);
    expect(asked).toHaveLength(1);
  });

  it('of nothing are none', () => {
    const { asked } = created();
    const none = createTiles({ rows: 0, end: 0, ask: () => Promise.reject(new Error('asked')), onTile: () => {}, onError: () => {} });
    none.want(windowOf());
    expect(none.isSettled).toBe(true);
    expect(none.shown).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('that come after the end are dropped', async () => {
    const { tiles, asked, settle } = created();
    tiles.want(windowOf());
    tiles.dispose();
    await settle();
    expect(tiles.shown).toEqual([]);
    expect(asked).toEqual([]);
  });
});
