import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { build, explain, nodes } from './insight.fixture.ts';
import type { ObserveEvent } from './observeBenchmark.ts';

beforeAll(build, 120_000);

/** Others run at the same time. */
function useOwnTemporaryFolder(): void {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'laptime-insight-test-'));
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });
}

const logsLeft = () => readdirSync(os.tmpdir()).filter((name) => !name.startsWith('laptime-insight-test-'));

/** A file in TypeScript, whose lines move when its types go. */
const typescript = `
import { bench } from 'laptime';

interface Item {
  readonly price: number;
}

type Kinds =
  | 'a'
  | 'b';

const items: Item[] = [];
for (let i = 0; i < 600; i++) items.push({ [\`kind\${i % 6}\`]: true, price: i } as unknown as Item);

export function priceOf(item: Item, _kind?: Kinds): number {
  return (
    item.price
  );
}

bench('total', async () => {
  let total = 0;
  for (const item of items) total += priceOf(item);
  await Promise.resolve();
  return total;
});
bench('nothing', () => 1);
`;

const shapes = (count: number) => `
import { bench } from 'laptime';
const items = [];
for (let i = 0; i < 600; i++) items.push({ ['kind' + (i % ${count})]: true, price: i });
function total(list) {
  let sum = 0;
  for (const item of list) sum += item.price;
  return sum;
}
bench('total', () => total(items));
`;

const methods = `
import { bench } from 'laptime';
const kinds = Array.from({ length: 6 }, (_, kind) => (0, eval)('(class Kind' + kind + ' { constructor() { this.n = ' + kind + '; } area() { return this.n * 2; } })'));
const items = Array.from({ length: 600 }, (_, i) => new kinds[i % 6]());
bench('areas', () => {
  let sum = 0;
  for (const item of items)
    sum += item.area();
  return sum;
});
`;

const wasteful = `
import { bench } from 'laptime';
const list = Array.from({ length: 20_000 }, (_, i) => ({ i }));
function copy(values) {
  return values.slice().concat(values);
}
function thrifty(values) {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at].i;
  return sum;
}
let last;
bench('copies', () => {
  last = copy(list);
  return thrifty(last);
});
`;

/** More than 60 KiB of bytecode. */
const large = `
import { bench } from 'laptime';
function large(value) {
  let a = value;
${Array.from({ length: 6000 }, (_, at) => `  a = (a * ${at + 3} + ${at}) & 1023;`).join('\n')}
  return a;
}
bench('large', () => large(7));
`;

const ordinary = `
import { bench } from 'laptime';
const all = ['to', 'be', 'or', 'not', 'to', 'be'];
function words() {
  return arguments.length === 0 ? all : [...arguments];
}
class Counter {
  #counts = new Map();
  add(word) {
    this.#counts.set(word, (this.#counts.get(word) ?? 0) + 1);
  }
  get size() {
    return this.#counts.size;
  }
}
bench('count', () => {
  const counter = new Counter();
  try {
    for (const word of words()) counter.add(word);
  } finally {
    counter.add('end');
  }
  return counter.size;
});
`;

// In the oldest Node some of them will do.
describe.each(nodes)('observeBenchmark in %s', (_, executable) => {
  it('has the line and column that were written in TypeScript, of async code too', async () => {
    const { insights, functions, problems } = await explain(typescript, { executable, file: 'src/a.bench.ts', name: 'total' });
    expect(problems).toEqual([]);
    expect(insights.filter(({ kind }) => kind !== 'garbage')).toMatchObject([
      {
        kind: 'megamorphic',
        reason: 'property',
        file: 'src/a.bench.ts',
        line: 17,
        property: 'price',
        phase: 'measured',
        functionName: 'priceOf',
      },
    ]);
    expect(insights[0]!.count).toBeGreaterThanOrEqual(5);
    expect(insights[0]!.share).toBeGreaterThan(0.1);
    const shares = functions.map(({ share }) => share);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(1.000_001);
    for (const { tiers } of functions) expect(Object.values(tiers).reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 6);
  });

  it('says nothing of four shapes, and something of five', async () => {
    expect((await explain(shapes(4), { executable })).insights).toEqual([]);
    expect((await explain(shapes(5), { executable })).insights).toMatchObject([{ reason: 'property', line: 7, property: 'price' }]);
  });

  it('names who makes the garbage, by calling the engine too, where V8 has it inlined', async () => {
    const { insights, garbage } = await explain(wasteful, { executable });
    expect(garbage.share).toBeGreaterThan(0.05);
    expect(garbage.collections).toBeGreaterThan(0);
    const found = insights.filter(({ kind }) => kind === 'garbage');
    expect(found[0]).toMatchObject({ functionName: 'copy', file: 'a.bench.js', line: 4, reason: 'allocation' });
    expect(found[0]!.share).toBeGreaterThan(garbage.share / 2);
    expect(found.map(({ functionName }) => functionName)).not.toContain('thrifty');
  });
});

describe('observeBenchmark', () => {
  it('has the line that was written where Vite loads it', async () => {
    const { insights, functions } = await explain(typescript, { file: 'src/a.bench.ts', name: 'total', loader: 'vite' });
    expect(insights).toContainEqual(
      expect.objectContaining({ reason: 'property', file: 'src/a.bench.ts', line: 17, functionName: 'priceOf' }),
    );
    for (const { file, line } of functions) expect([file, line <= 27]).toEqual(['src/a.bench.ts', true]);
  });

  it('finds methods of too many classes', async () => {
    const { insights } = await explain(methods);
    expect(insights).toContainEqual(expect.objectContaining({ kind: 'megamorphic', property: 'area', line: 8 }));
  });

  it('finds what is too large to be optimized', async () => {
    const { insights, functions } = await explain(large);
    expect(insights).toContainEqual(
      expect.objectContaining({ kind: 'neverOptimized', reason: 'too-large', functionName: 'large', line: 3 }),
    );
    const found = functions.find(({ name }) => name === 'large');
    expect(found).toMatchObject({ tiers: { maglev: 0, turbofan: 0 }, optimizations: 0 });
    expect(found!.share).toBeGreaterThan(0.1);
  });

  it('says nothing of ordinary code', async () => {
    const { insights, functions } = await explain(ordinary);
    expect(insights.filter(({ kind }) => kind !== 'garbage')).toEqual([]);
    expect(functions.length).toBeGreaterThan(0);
  });

  const two = `import { bench } from 'laptime'; bench('one', () => 1); bench('one more', () => { throw new Error('broken here'); });`;

  it('is for one benchmark; a whole name goes before parts of names', async () => {
    await expect(explain(two)).rejects.toMatchObject({
      name: 'UserError',
      code: 'ambiguous-benchmark',
      message: expect.stringContaining('-t') as string,
    });
    await expect(explain(two, { name: 'three' })).rejects.toMatchObject({ name: 'UserError', code: 'no-benchmark' });
    expect((await explain(two, { name: 'one' })).benchmark.path).toEqual(['one']);
  });

  it('tells why a benchmark fails, and leaves no log behind', async () => {
    useOwnTemporaryFolder();
    await expect(explain(two, { name: 'one more' })).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining('broken here') as string,
    });
    await expect(explain('syntax error here')).rejects.toMatchObject({ name: 'UserError', code: 'no-benchmark' });
    expect(logsLeft()).toEqual([]);
  });

  it('ends when it is cancelled, and leaves no log behind', async () => {
    useOwnTemporaryFolder();
    const cancel = new AbortController();
    const onEvent = ({ kind }: ObserveEvent) => kind === 'running' && setTimeout(() => cancel.abort(), 200);
    await expect(explain(shapes(5), { onEvent }, cancel.signal)).rejects.toThrow(/abort/iu);
    expect(logsLeft()).toEqual([]);
  });
});
