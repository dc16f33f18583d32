import v8 from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { ActiveCalls } from './activeCalls.ts';

interface Call {
  readonly begunMs: number;
  readonly weight: number;
}

/** What is held, in no order. */
const held = (active: ActiveCalls) =>
  new Map(
    active
      .all()
      .map((call): [object, Call] => [call, { begunMs: active.begunMs(active.find(call)), weight: active.weight(active.find(call)) }]),
  );

it.each([3, 400, 2000])('holds what is under way, whatever ends first, of some %d at a time', (most) => {
  const active = new ActiveCalls();
  const known = new Map<object, Call>();
  // Twice: it finds many otherwise than few, and few again after many.
  for (const begunOfFive of [3, 2, 3, 2]) {
    for (let step = 0; step < 5 * most; step++) {
      const calls = [...known.keys()];
      if ((step * 7) % 5 < begunOfFive && calls.length < most) {
        const call = { begunMs: step, weight: 1 + (step % 4) };
        active.set(call, call.begunMs, call.weight);
        known.set(call, call);
      } else if (calls.length > 0) {
        const call = calls[(step * 7919) % calls.length]!;
        active.remove(call);
        known.delete(call);
      }
    }
    expect(held(active)).toEqual(known);
    expect(active.size).toBe(known.size);
    expect(active.count()).toBe([...known.values()].reduce((sum, { weight }) => sum + weight, 0));
  }
  for (const call of active.all()) active.remove(call);
  expect(held(active)).toEqual(new Map());
});

it('knows one that begins again as it begins last, and none that is over or was never there', () => {
  const active = new ActiveCalls();
  const call = {};
  active.set(call, 1, 2);
  active.set(call, 5, 3);
  expect(held(active)).toEqual(new Map([[call, { begunMs: 5, weight: 3 }]]));
  active.remove({});
  active.remove(call);
  active.remove(call);
  expect([active.find(call), active.size]).toEqual([-1, 0]);
});

// With a `Map`, V8 moves most of these bodies to its old space.
it('keeps the bodies of calls that are over from living on in V8’s old space', () => {
  const { getHeapSpaceStatistics, setFlagsFromString } = v8;
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (options: { type: 'minor' | 'major' }) => void;
  const oldBytes = () => getHeapSpaceStatistics().find(({ space_name: name }) => name === 'old_space')!.space_used_size;
  const active = new ActiveCalls();
  // It has to be there itself for its entries to matter.
  for (let turn = 0; turn < 3; turn++) collect({ type: 'major' });
  const before = oldBytes();
  const turns = 100;
  for (let turn = 0; turn < turns; turn++) {
    const calls: object[] = [];
    for (let begun = 0; begun < 23; begun++) {
      const call = { body: Array.from({ length: 1000 }, (_, at) => at + 0.5) };
      active.set(call, 0, 1);
      calls.push(call);
      if (calls.length > 4) active.remove(calls.shift()!);
    }
    for (const call of calls.splice(0)) active.remove(call);
    collect({ type: 'minor' });
  }
  expect((oldBytes() - before) / (turns * 23 * 8000)).toBeLessThan(0.1);
});
