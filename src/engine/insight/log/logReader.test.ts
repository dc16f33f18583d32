import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { LogReader } from './logReader.ts';
import { readLines } from './readLines.ts';
import type { V8Log } from './v8Log.ts';

const mark = (part: string) => `script-source,900,<unknown>,(function anonymous(\\n) {\\n//# sourceURL=laptime-mark:token:${part}\\n})`;

/** As V8 13 writes a small program: `get` at 0x1000 as bytecode, inlined into `sum`, which is optimized at 0x2000. */
const PROGRAM = [
  'v8-version,13,6,233,17,-node.53,0',
  'script-source,7,file:///app/a\\x2Cb \\\\c.js,function get(o) { return o.x; }\\nfunction sum(list) {\\n  return get(list[0]);\\n}\\n',
  'code-creation,JS,9,100,0x1000,5,get file:///app/a\\x2Cb \\\\c.js:1:13,0xa00,~',
  'code-source-info,0x1000,7,12,31,C0O27C4O19,,',
  'code-creation,JS,9,110,0x1100,20,sum file:///app/a\\x2Cb \\\\c.js:2:13,0xb00,~',
  'code-source-info,0x1100,7,44,77,C0O54C5O61,,',
  mark('warm-up'),
  'code-creation,JS,12,200,0x2000,256,sum file:///app/a\\x2Cb \\\\c.js:2:13,0xb00,*',
  'code-source-info,0x2000,7,44,77,C0O44C16O61C32O27I0C64O61,F0O61,S0xa00',
  'code-creation,Builtin,2,1,0x9000,64,LoadIC_Megamorphic',
  'LoadIC,0x1000,210,1,27,0,1,0xd01,x,,',
];
const MEASURED = [
  'code-creation,Eval,9,1000,0x5000,6, :1:1,0xc00,~',
  mark('measured'),
  'code-deopt,1100,256,0x2000,0,27,deopt-eager,<file:///app/a\\x2Cb \\\\c.js:1:27> inlined at <file:///app/a\\x2Cb \\\\c.js:3:10>,wrong map',
  'LoadIC,0x1000,1110,1,27,P,N,0xd05,x,,',
  'tick,0x2024,1200,0,0x0,0,0x1104',
  'tick,0x2004,1210,0,0x0,0',
  'tick,0x9004,1220,0,0x0,0,0x1104',
  'tick,0x2024,1230,0,0x0,8',
  'tick,0x2024,1240,0,0x0,9',
  'tick,0x77,1250,0,0x0,1',
  'tick,0x2024,900,0,0x0,0',
  mark('end'),
  'tick,0x2024,1300,0,0x0,0',
  'code-deopt,1310,256,0x2000,0,27,deopt-eager,<file:///app/a\\x2Cb \\\\c.js:1:27>,wrong map',
];

function read(lines: readonly string[]): V8Log {
  const reader = new LogReader('token');
  for (const line of lines) reader.take(line);
  return reader.result();
}

const url = 'file:///app/a,b \\c.js';

describe('LogReader', () => {
  const log = read([...PROGRAM, ...MEASURED]);

  it('takes names and URLs apart that have commas, spaces and backslashes', () => {
    expect(log.functions.map(({ name }) => name)).toEqual(['get', 'sum']);
    expect(log.scripts.get(7)).toMatchObject({ url });
  });

  it('counts the measured part only, and places samples in what was inlined', () => {
    expect({ begun: log.hasBegun, ended: log.hasEnded, samples: log.samples }).toEqual({ begun: true, ended: true, samples: 4 });
    const [get, sum] = log.functions;
    expect(get!.samples).toEqual({ interpreter: 0, baseline: 0, maglev: 0, turbofan: 1 });
    expect(sum!.samples).toEqual({ interpreter: 0, baseline: 0, maglev: 0, turbofan: 1 });
    expect(log.samplePlaces).toEqual([
      { place: { url, line: 1, column: 28 }, samples: 1 },
      { place: { url, line: 2, column: 13 }, samples: 1 },
    ]);
    expect(Object.fromEntries(log.lookupSamples)).toEqual({ LoadIC: 1 });
    expect(sum!.optimizations).toBe(1);
  });

  it('tells where code was thrown away, whose it was, and in which phase', () => {
    expect(log.deopts).toMatchObject([
      {
        place: { url, line: 1, column: 27 },
        inFunction: { name: 'get' },
        codeOf: { name: 'sum' },
        reason: 'wrong map',
        counts: { 'warm-up': 0, measured: 1 },
      },
    ]);
  });

  it('keeps the last state of a cache with the shapes that came', () => {
    expect(log.sites).toMatchObject([
      { place: { url, line: 1, column: 27 }, kind: 'LoadIC', property: 'x', state: 'N', isOfBenchmark: true },
    ]);
    expect(log.sites[0]!.shapes.size).toBe(2);
  });

  it('follows code and functions that are moved', () => {
    const moved = read([
      ...PROGRAM,
      'code-move,0x2000,0x8000',
      'sfi-move,0xa00,0xa80',
      ...MEASURED.map((line) => line.replace('tick,0x20', 'tick,0x80')),
    ]);
    expect(moved.functions[1]!.samples.turbofan).toBe(2);
    expect(moved.functions[0]!.samples.turbofan).toBe(0);
    const moveAndBack = read([
      ...PROGRAM,
      'sfi-move,0xa00,0xa80',
      'sfi-move,0xa80,0xa00',
      'code-move,0x2000,0x8000',
      'code-move,0x8000,0x2000',
      ...MEASURED,
    ]);
    expect(moveAndBack.functions[0]!.samples.turbofan).toBe(1);
  });

  it('is not led astray by a log that ends anywhere', () => {
    const text = [...PROGRAM, ...MEASURED].join('\n');
    for (let length = 0; length < text.length; length += 7) {
      const cut = read(text.slice(0, length).split('\n'));
      expect(cut.samples).toBeLessThanOrEqual(log.samples);
      expect(cut.hasEnded && !cut.hasBegun).toBe(false);
    }
  });

  it('takes lines of any kind', () => {
    let seed = 1;
    const next = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    const parts = [
      '',
      '0x2000',
      '-1',
      '1e308',
      'NaN',
      '0xffffffffffffffffffff',
      '\\x2C',
      '\\u12',
      '<a:1:1>',
      '<',
      'C1O1I9',
      'F-1O2I7',
      '~',
      '*',
      '__proto__',
      '\u0000',
      '\u202e',
    ];
    const kinds = [
      'code-creation',
      'code-source-info',
      'code-deopt',
      'code-move',
      'sfi-move',
      'tick',
      'LoadIC',
      'KeyedStoreIC',
      'IC',
      'script-source',
      'odd',
    ];
    const odd = Array.from({ length: 5000 }, () =>
      [kinds[next(kinds.length)], ...Array.from({ length: next(12) }, () => parts[next(parts.length)])].join(','),
    );
    const result = read([...PROGRAM, ...odd.slice(0, 2500), ...MEASURED, ...odd.slice(2500)]);
    expect(result.oddLines).toBeGreaterThan(0);
    for (const { samples } of result.samplePlaces) expect(samples).toBeGreaterThan(0);
  });

  it('is bounded, however many places and frames a log has', () => {
    const places = Array.from({ length: 120_000 }, (_, at) => `LoadIC,0x1000,2000,${at + 1},1,P,N,0x${at.toString(16)},x,,`);
    const deep = `tick,0x2024,2000,0,0x0,0${',0x2010'.repeat(100_000)}`;
    const result = read([...PROGRAM, ...MEASURED.slice(0, 2), ...places, deep]);
    expect(result.sites.length).toBe(50_000);
    expect(result.samples).toBe(1);
  });
});

describe('readLines', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'laptime-lines-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const linesOf = async (text: string, limits = { fileBytes: 1e9, lineBytes: 1e9 }) => {
    const file = path.join(folder, 'v8.log');
    writeFileSync(file, text);
    const lines: string[] = [];
    const read = await readLines(file, (line) => lines.push(line), limits, new AbortController().signal);
    return { lines, ...read };
  };

  it('gives whole lines, however they lie in the file', async () => {
    const long = 'ä'.repeat(1_500_000);
    const { lines, isCut, longLines } = await linesOf(`a\n\n${long}\nb\nnot ended`);
    expect(lines).toEqual(['a', '', long, 'b']);
    expect({ isCut, longLines }).toEqual({ isCut: false, longLines: 0 });
  });

  it('leaves out what is too long, and what is behind the end that was set', async () => {
    const text = `a\n${'x'.repeat(3_000_000)}\nb\n${'y\n'.repeat(3_000_000)}`;
    const { lines, isCut, longLines } = await linesOf(text, { fileBytes: 5_000_000, lineBytes: 2_000_000 });
    expect(lines.slice(0, 3)).toEqual(['a', 'b', 'y']);
    expect(lines.length).toBeLessThan(2_000_000);
    expect({ isCut, longLines }).toEqual({ isCut: true, longLines: 1 });
  });

  it('ends when it is cancelled', async () => {
    const file = path.join(folder, 'v8.log');
    writeFileSync(file, 'a\n');
    await expect(readLines(file, () => {}, { fileBytes: 10, lineBytes: 10 }, AbortSignal.abort())).rejects.toThrow(/abort/iu);
  });
});
