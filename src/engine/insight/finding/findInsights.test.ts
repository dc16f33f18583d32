import { describe, expect, it } from 'vitest';
import { LogReader } from '../log/logReader.ts';
import type { V8Log } from '../log/v8Log.ts';
import type { SourcePlaces } from '../sourcePlaces.ts';
import { findInsights, functionsOf } from './findInsights.ts';
import { createView } from './view.ts';

const mark = (part: string) => `script-source,900,<unknown>,(function anonymous(\\n) {\\n//# sourceURL=laptime-mark:token:${part}\\n})`;
const deopt = (line: number, reason: string) => `code-deopt,100,9,0x2000,-1,1,deopt-eager,<file:///a.js:${line}:3>,${reason}`;
const times = (count: number, line: string) => Array.from({ length: count }, () => line);

/** One function, optimized at 0x2000. */
function read(warmUp: readonly string[], measured: readonly string[]): V8Log {
  const reader = new LogReader('token');
  const program = [
    'script-source,7,file:///a.js,function f() {\\n  x;\\n  y;\\n}',
    mark('warm-up'),
    'code-creation,JS,12,1,0x2000,64,f file:///a.js:1:11,0xa,*',
    'code-source-info,0x2000,7,10,24,C0O17C32O22,,',
  ];
  for (const line of [...program, ...warmUp, mark('measured'), ...measured, mark('end')]) reader.take(line);
  return reader.result();
}

const places: SourcePlaces = {
  placeOf: ({ url, line, column }, name) => ({ file: url.replace('file:///', ''), line, column, name }),
  problems: () => [],
};
const find = (warmUp: readonly string[], measured: readonly string[]) => findInsights(createView(read(warmUp, measured), places), null);
const tick = 'tick,0x2004,200,0,0x0,0';

describe('findInsights', () => {
  it('puts loops first, then what was measured by its share, then what was over with the warm-up', () => {
    const found = find(
      [deopt(2, 'not a Smi'), deopt(3, 'overflow')],
      [tick, deopt(3, 'out of bounds'), ...times(3, deopt(3, 'not a Smi')), deopt(2, 'overflow')],
    );
    expect(found.map(({ reason, line, phase, count, isLoop }) => [reason, line, phase, count, isLoop])).toEqual([
      ['wrong-type', 3, 'measured', 3, true],
      ['out-of-bounds', 3, 'measured', 1, false],
      ['overflow', 2, 'measured', 1, false],
      ['wrong-type', 2, 'warm-up', 1, false],
      ['overflow', 3, 'warm-up', 1, false],
    ]);
  });

  it('keeps silent about how V8 begins, unless it goes on and on', () => {
    const begins = [
      'Insufficient type feedback for call',
      'dependent allocation site tenuring changed',
      'prepare for on stack replacement (OSR)',
      '(unknown)',
      'wrong map',
    ].map((reason) => deopt(2, reason));
    expect(find(times(50, begins[0]!), [...begins, ...begins])).toEqual([]);
    expect(find([], times(3, begins[0]!))).toMatchObject([{ reason: 'no-feedback', isLoop: true, count: 3 }]);
    expect(find([], times(9, begins[2]!))).toEqual([]);
  });

  it('says of another shape only where several came, or in a loop', () => {
    const cache = 'LoadIC,0x2001,50,1,1,1,P,0xd1,x,,';
    expect(find([], [deopt(2, 'wrong map'), cache])).toMatchObject([{ reason: 'wrong-shape', count: 1 }]);
    expect(find([], times(3, deopt(2, 'wrong map')))).toMatchObject([{ reason: 'wrong-shape', isLoop: true }]);
  });

  it('counts for a function what its code went through, and how it ran', () => {
    const log = read([deopt(2, 'not a Smi'), deopt(2, 'prepare for on stack replacement (OSR)')], [tick, tick, deopt(2, 'overflow')]);
    expect(functionsOf(createView(log, places))).toEqual([
      {
        ...{ file: 'a.js', line: 1, column: 11, name: 'f', share: 1 },
        ...{ tiers: { interpreter: 0, baseline: 0, maglev: 0, turbofan: 1 }, optimizations: 1, deoptimizations: 2 },
      },
    ]);
  });
});
