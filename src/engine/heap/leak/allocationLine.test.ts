import { describe, expect, it } from 'vitest';
import { allocationLine } from './allocationLine.ts';

const source = `class Entry { constructor(id) { this.id = id; this.tags = []; } }
const cache = new Map();
export function put(id) {
  const key = 'k' + id;
  cache.set(
    key,
    new Entry(id),
  );
  bus.on('tick', () => new Entry(0));
}
function log(at) { all.push({ at, inner: { at } }); }
function two(at) {
  all.push({ at });
  all.push({ at, more: 1 });
}
function read(size) {
  check(size);
  return Buffer.alloc(size);
}
const list = (n) =>
  [n, n];
`;
const place = (line: number, text: string) => ({ line, column: source.split('\n')[line - 1]!.indexOf(text) + 1 });

describe('allocationLine', () => {
  it('finds what a function makes itself, not what functions in it make', () => {
    expect(allocationLine(source, 'a.ts', place(3, '('), { name: 'Entry', through: '' })).toEqual({ line: 7, column: 5 });
  });

  it('finds literals, on one line also several', () => {
    expect(allocationLine(source, 'a.ts', place(11, '('), { name: 'Object', through: '' })?.line).toBe(11);
    expect(allocationLine(source, 'a.ts', place(20, '(n'), { name: 'Array', through: '' })?.line).toBe(21);
    expect(allocationLine(source, 'a.ts', place(1, '('), { name: 'Array', through: '' })?.line).toBe(1);
  });

  it('finds the call of what makes it', () => {
    expect(allocationLine(source, 'a.js', place(16, '('), { name: 'Buffer', through: 'alloc' })).toEqual({ line: 18, column: 10 });
  });

  it('says nothing where it cannot tell', () => {
    expect(allocationLine(source, 'a.ts', place(12, '('), { name: 'Object', through: '' })).toBeNull();
    expect(allocationLine(source, 'a.ts', place(12, '('), { name: 'Entry', through: '' })).toBeNull();
    expect(allocationLine(source, 'a.ts', { line: 999, column: 1 }, { name: 'Object', through: '' })).toBeNull();
    expect(allocationLine('function (((', 'a.ts', { line: 1, column: 9 }, { name: 'Object', through: '' })).toBeNull();
    expect(allocationLine(source, 'a.ts', place(3, '('), { name: 'Entry', through: 'missing' })).toBeNull();
  });
});
