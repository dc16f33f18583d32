import { describe, expect, it } from 'vitest';
import { outline } from './outline.ts';
import { readBenchFile } from './readBenchFile.ts';

const IMPORT = `import { barplot, bench, boxplot, compact, do_not_optimize, group, lineplot, run, summary } from 'mitata';\n`;

describe('mitata', () => {
  it('reads groups; what only draws leaves no trace', () => {
    const text = `${IMPORT}
      bench('noop', () => {});
      boxplot(() => {
        summary(() => {
          bench('new Array($size)', function* (state) {
            const size = state.get('size');
            yield () => do_not_optimize(new Array(size));
          }).range('size', 1, 1024).gc('inner');
          bench('Array.from', () => Array.from({ length: 10 })).baseline(true);
        });
      });
      group('collections', () => {
        compact(() => { bench('map', () => new Map()).highlight('red'); });
        group('sets', () => { bench('set', () => new Set()); });
      });
      await run();
    `;
    expect(outline(text, 'a.bench.mjs')).toEqual([
      '- noop',
      '- new Array($size) ~',
      '- Array.from',
      '+ collections',
      '  - map',
      '  + sets',
      '    - set',
    ]);
    expect(readBenchFile('a.bench.mjs', text)).toMatchObject({ api: 'mitata', problems: [] });
  });

  it.each([
    [`group(() => { bench('a', () => {}); })`, ['- a']],
    [`await group('g', async () => { bench('a', () => {}); })`, ['+ g', '  - a']],
    [`lineplot(() => { barplot(() => { bench('a', () => {}); }); })`, ['- a']],
    [`bench('a $x', function* () {}).args([1, 2])`, ['- a $x ~']],
    [`bench('a', function* () {}).args('n', [1, 2]).baseline()`, ['- a ~']],
    [`bench('a', function* () {}).dense_range('n', 1, 3)`, ['- a ~']],
    [`bench('costs $1', () => {})`, ['- costs $1']],
    [`bench('a', () => {}).gc(false).compact().highlight('blue')`, ['- a']],
    [`bench('a', () => {}).name('b', 'red')`, ['- b']],
    [`bench(parse); function parse() {}`, ['- parse']],
    [`const parse = () => {}; bench(parse)`, ['- parse']],
    [`bench(function named() {})`, ['- named']],
    [`bench(() => {})`, ['- anonymous']],
    [`for (const n of [1, 2]) group('n ' + n, () => { bench('a', () => {}); })`, ['+ n … ~', '  - a ~']],
    [`async function main() { bench('a', () => {}); await run(); } main()`, ['- a']],
    [`const lib = { bench() {} }; lib.bench('no', () => {})`, []],
  ])('reads %s', (statement, expected) => {
    expect(outline(`${IMPORT}${statement};`)).toEqual(expected);
  });

  it('follows a namespace and the older baseline', () => {
    expect(outline(`import * as m from 'mitata'; m.group('g', () => { m.bench('a', () => {}); });`)).toEqual(['+ g', '  - a']);
    expect(outline(`const { baseline, bench, group } = require('mitata'); group('g', () => { baseline('a', () => {}); });`)).toEqual([
      '+ g',
      '  - a',
    ]);
  });

  it('has no globals of vitest beside it', () => {
    expect(outline(`${IMPORT}describe('g', () => { bench('a', () => {}); });`)).toEqual(['- a ~']);
  });

  it('ends a benchmark where its chain ends', () => {
    const text = `${IMPORT}bench('a', () => {})\n  .range('n', 1, 2)\n  .gc(true);`;
    expect(readBenchFile('a.bench.ts', text).nodes[0]?.range).toEqual({ startLine: 2, startColumn: 1, endLine: 4, endColumn: 12 });
  });
});
