import { expect, it } from 'vitest';
import { summaryText } from './watchText.ts';

const program = { id: '1', pid: 7, title: 'node a.js' } as Parameters<typeof summaryText>[0]['program'];
const values = new Map([['mainThread.cpu', 1.74]]);

it('tells nothing but that a program was over before it could be known', () => {
  expect(summaryText({ program, durationMs: 4.63, values, mostHeapBytes: 0 })).toBe(
    'node a.js (process 7), 4.63 ms\n  It ended too early to tell how it fared: that takes a tenth of a second.',
  );
  expect(summaryText({ program, durationMs: 2000, values, mostHeapBytes: 0 })).toContain('Main thread  174 % of a core');
});
