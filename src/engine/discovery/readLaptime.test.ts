import { describe, expect, it } from 'vitest';
import { outline } from './outline.ts';
import { readBenchFile } from './readBenchFile.ts';

describe('laptime', () => {
  it.each([
    [`bench('a', () => {})`, ['- a']],
    [
      `group('g', () => { bench('a', () => keep(1)); group('h', () => { bench('b', async () => {}); }); })`,
      ['+ g', '  - a', '  + h', '    - b'],
    ],
    [`bench('a', ({ size }) => {}, { parameters: { size: [10, 100] } })`, ['- a ~']],
    [`const options = { parameters: { size: [10] } }; bench('a', () => {}, options)`, ['- a ~']],
    [`bench('a', { parameters: { size: [10] } }, ({ size }) => {})`, ['- a ~']],
    [`bench('a', () => {}, elsewhere)`, ['- a ~']],
    [`bench('a', elsewhere)`, ['- a']],
    [`bench('a', elsewhere, { concurrency: 4 })`, ['- a']],
    [`bench('a', () => {}, { budget: { median: '2 ms' }, setup() {}, each: () => [] })`, ['- a']],
    [`bench.skip('a', () => {}); bench.only('b', () => {}); bench.todo('c')`, ['- a skip', '- b only', '- c todo']],
    [`group.skip('g', () => { bench('a', () => {}); bench.only('b', () => {}); })`, ['+ g skip', '  - a skip', '  - b skip']],
    [`group.only('g', () => { bench('a', () => {}); })`, ['+ g only', '  - a only']],
    [`group.todo('g')`, ['+ g todo']],
    [`for (const n of [1, 2]) bench(\`n \${n}\`, () => {})`, ['- n … ~']],
  ])('reads %s', (statement, expected) => {
    const text = `import { bench, group, keep } from 'laptime';\n${statement};`;
    expect(outline(text)).toEqual(expected);
    expect(readBenchFile('a.bench.ts', text).api).toBe('laptime');
  });
});
