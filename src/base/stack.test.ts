import { describe, expect, it } from 'vitest';
import { parseStack } from './stack.ts';

describe('parseStack', () => {
  it('reads frames with and without a name, URLs, relative paths, Windows paths and frames of Node', () => {
    const stack = [
      'TypeError: no (really:1:2)',
      '    at sort (bench/sort.bench.ts:3:5)',
      '    at async Object.run [as go] (/home/a b/run.ts:10:20)',
      '    at async file:///home/c%20d.js?t=1:1:1',
      '    at new Sorter (C:\\home\\d.ts:7:8)',
      '    at node:internal/process/task_queues:103:5',
      '    at async Promise.all (index 0)',
    ].join('\n');
    expect(parseStack(stack)).toEqual([
      { label: 'sort', file: 'bench/sort.bench.ts', line: 3, column: 5 },
      { label: 'async Object.run [as go]', file: '/home/a b/run.ts', line: 10, column: 20 },
      { label: '<anonymous>', file: '/home/c d.js', line: 1, column: 1 },
      { label: 'new Sorter', file: 'C:/home/d.ts', line: 7, column: 8 },
      { label: '<anonymous>', file: 'node:internal/process/task_queues', line: 103, column: 5 },
    ]);
  });

  it('takes an address that is no encoding as it is', () => {
    expect(parseStack('    at file:///a%zz.js:1:1')).toMatchObject([{ file: '/a%zz.js' }]);
  });

  it('finds nothing in text that is no stack', () => {
    expect(parseStack('')).toEqual([]);
    expect(parseStack('at the end: 1:2')).toEqual([]);
  });

  it('stays quick on hostile text', () => {
    const text = `    at ${'('.repeat(50_000)}${'a:1'.repeat(50_000)}`;
    expect(parseStack(text)).toEqual([]);
  });
});
