import { describe, expect, it } from 'vitest';
import { nameRange } from './nameRange.ts';

function at(text: string, name: string, call: string) {
  const start = text.indexOf(call);
  const place = (offset: number) => {
    const lines = text.slice(0, offset).split('\n');
    return [lines.length, lines.at(-1)!.length + 1] as const;
  };
  const [startLine, startColumn] = place(start);
  const [endLine, endColumn] = place(start + call.length);
  const found = nameRange(text, { name, range: { startLine, startColumn, endLine, endColumn } });
  const lines = text.split('\n');
  return found.startLine === found.endLine ? lines[found.startLine - 1]!.slice(found.startColumn - 1, found.endColumn - 1) : found;
}

describe('nameRange', () => {
  it('is the name between its quotes, wherever it is in the call', () => {
    expect(at(`x();\nbench('sort', () => 1);`, 'sort', `bench('sort', () => 1)`)).toBe('sort');
    const long = 'bench(\n  "two words",\n  () => 1,\n)';
    expect(nameRange(long, { name: 'two words', range: { startLine: 1, startColumn: 1, endLine: 4, endColumn: 2 } })).toEqual({
      startLine: 2,
      startColumn: 4,
      endLine: 2,
      endColumn: 13,
    });
  });

  it('is not a part of another word or text', () => {
    expect(at(`bench('a', () => f('ab', a))`, 'a', `bench('a', () => f('ab', a))`)).toBe('a');
    const chain = `bench.add('ab', f).add('a', g)`;
    expect(nameRange(chain, { name: 'a', range: { startLine: 1, startColumn: 1, endLine: 1, endColumn: chain.length + 1 } })).toMatchObject(
      { startColumn: 25 },
    );
  });

  it('is the first line of the call where the name is computed', () => {
    const text = 'bench(`size ${n}`, () => {\n  sort(n);\n})';
    expect(at(text, 'size …', text)).toBe('bench(`size ${n}`, () => {');
    expect(at(`bench(name, f)`, '…', `bench(name, f)`)).toBe('bench(name, f)');
  });
});
