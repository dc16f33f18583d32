import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { Insight, InsightReport } from '../../../model/insight.ts';
import { toInsightJson } from './insightJson.ts';
import { renderInsight } from './renderInsight.ts';

const plain = { width: 100, color: false, unicode: true };
const mega: Insight = {
  kind: 'megamorphic',
  reason: 'property',
  file: 'src/cart.ts',
  line: 12,
  column: 7,
  functionName: 'total',
  v8: 'LoadIC',
  property: 'price',
  phase: 'measured',
  count: 6,
  isLoop: false,
  share: 0.41,
};
const early: Insight = {
  ...mega,
  kind: 'deoptimized',
  reason: 'wrong-type',
  line: 3,
  v8: 'not a Smi',
  property: null,
  phase: 'warm-up',
  count: 1,
  share: 0,
};
const report: InsightReport = {
  benchmark: {
    ...{ id: 'bench/cart.bench.ts > total', file: 'bench/cart.bench.ts', path: ['total'], api: 'laptime', mode: 'run' },
    ...{ line: 1, column: 1, parameters: null, budget: null, baseline: false },
  },
  nodeVersion: '24.21.0',
  measuredMs: 2000,
  iterations: 123_456,
  samples: 3210,
  garbage: { collections: 12, share: 0.03 },
  insights: [mega, early],
  functions: [
    {
      ...{ name: 'total', file: 'src/cart.ts', line: 10, column: 1, share: 0.6 },
      ...{ tiers: { interpreter: 0, baseline: 0.02, maglev: 0.08, turbofan: 0.9 }, optimizations: 2, deoptimizations: 1 },
    },
  ],
  problems: [],
};

describe('renderInsight', () => {
  it('says by the line what costs time, what to do, and what ran', () => {
    expect(renderInsight(report, plain)).toMatchInlineSnapshot(`
      "bench/cart.bench.ts > total
      Node 24.21.0 · 123,456 iterations in 2.00 s · 3,210 samples · garbage was collected 3.0 % of the
      time

      src/cart.ts:12:7 in total
        Megamorphic access to price: at least 6 shapes (41 % of the time)
        Objects of more shapes come here than V8 keeps apart (4): each property is looked up in a table.
        Give the objects one shape (the same properties in the same order), or give each kind of them code
        of its own.

      Only while it was warmed up, before the measured part:

      src/cart.ts:3:7 in total
        Deoptimized once during the warm-up only: not a Smi
        V8 had made fast code for values of one kind, such as small integers, and another kind came.
        Keep the kinds of values apart: integers from fractions, numbers from strings, undefined and null.

      Functions that took time, and what ran them
        60 % total src/cart.ts:10 · TurboFan 90 %, Maglev 8.0 %, baseline code 2.0 % · optimized 2x ·
        deoptimized 1x

      Each is explained with examples in docs/insight.md.
      "
    `);
  });

  it('says that there is nothing', () => {
    const text = renderInsight({ ...report, insights: [], functions: [] }, plain);
    expect(text).toContain('V8 has nothing to complain of');
    expect(text).not.toContain('docs/insight.md');
  });

  it('keeps to every width, and lets no name steer the terminal', () => {
    const hostile = { ...mega, functionName: '\u001b[2J\u202eevil\n', property: '\u0007'.repeat(50), file: `/${'deep/'.repeat(40)}x.js` };
    for (const width of [40, 71, 120]) {
      const text = renderInsight({ ...report, insights: [hostile] }, { ...plain, width, unicode: false });
      // oxlint-disable-next-line no-control-regex
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/u);
      for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width);
    }
  });
});

describe('toInsightJson', () => {
  it('has the id of the benchmark, and explains each', () => {
    expect(toInsightJson(report)).toMatchObject({
      benchmark: 'bench/cart.bench.ts > total',
      insights: [{ line: 12, docs: 'docs/insight.md#megamorphic-property' }, { phase: 'warm-up' }],
    });
  });
});
