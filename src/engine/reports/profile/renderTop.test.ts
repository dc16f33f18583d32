import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { renderTop } from './renderTop.ts';
import { toTopJson } from './topJson.ts';
import type { TopFunction, TopReport } from './topReport.ts';

const plain = { width: 100, color: false, unicode: true };
const place = { line: 12, column: 3, packageName: '', owner: 'workspace' } as const;

const hot: TopFunction = { ...place, name: 'hot', file: 'src/work.ts', self: 80_000, total: 90_000, baseline: null };
const load: TopFunction = {
  ...place,
  name: '',
  file: 'node_modules/lib/deep/index.js',
  owner: 'package',
  packageName: 'lib',
  self: 10_000,
  total: 10_000,
  baseline: null,
};
const report: TopReport = {
  file: 'a.cpuprofile',
  baselineFile: null,
  summary: {
    format: 'V8 CPU profile',
    unit: 'microseconds',
    total: 100_000,
    idle: 10_000,
    samples: 1234,
    problems: [],
    recording: null,
    difference: null,
  },
  functions: [hot, load],
  functionCount: 7,
  lines: [{ file: 'src/work.ts', line: 14, self: 80_000 }],
  packages: [
    { name: '', owner: 'workspace', self: 80_000, total: 100_000, baseline: null },
    { name: 'lib', owner: 'package', self: 10_000, total: 10_000, baseline: null },
  ],
  sortBy: 'self',
};

const compared: TopReport = {
  ...report,
  baselineFile: 'before.cpuprofile',
  summary: {
    ...report.summary,
    difference: { scale: 'share', baselineTotal: 100_000, factor: 0.5, baselineSamples: 2000, baselineRecording: null },
  },
  functions: [
    { ...hot, baseline: { self: 50_000, total: 89_000, selfNoise: 4000, totalNoise: 3000 } },
    { ...load, baseline: { self: 20_000, total: 20_000, selfNoise: 2000, totalNoise: 2000 } },
  ],
  packages: [],
};

describe('renderTop', () => {
  it('shows functions, lines and packages with their shares and places', () => {
    expect(renderTop(report, plain)).toMatchInlineSnapshot(`
      "a.cpuprofile
      V8 CPU profile · 100 ms · 1,234 samples · 10 % of it idle

                        self     %    total     %  where
      Functions
        hot          80.0 ms  80 %  90.0 ms  90 %  src/work.ts:12
        (anonymous)  10.0 ms  10 %  10.0 ms  10 %  node_modules/lib/deep/index.js:12
        and 5 more: --limit N shows N

                           self     %
      Lines
        src/work.ts:14  80.0 ms  80 %

                          self     %    total      %
      Packages
        the workspace  80.0 ms  80 %   100 ms  100 %
        lib            10.0 ms  10 %  10.0 ms   10 %
      "
    `);
  });

  it('shows what changed by more than chance explains', () => {
    expect(renderTop(compared, plain)).toMatchInlineSnapshot(`
      "a.cpuprofile
      V8 CPU profile · 100 ms · 1,234 samples · 10 % of it idle
      Compared with before.cpuprofile (200 ms, 2,000 samples), as shares of what was not idle in each

                        self     %    change    total     %    change  where
      Functions (noise: chance may explain it)
        hot          80.0 ms  80 %  +30.0 ms  90.0 ms  90 %     noise  src/work.ts:12
        (anonymous)  10.0 ms  10 %  -10.0 ms  10.0 ms  10 %  -10.0 ms  node_modules/lib/deep/index.js:12
        and 5 more: --limit N shows N

                           self     %
      Lines
        src/work.ts:14  80.0 ms  80 %
      "
    `);
  });

  it('shows bytes of a heap profile', () => {
    const heap = renderTop(
      { ...report, summary: { ...report.summary, format: 'V8 heap profile', unit: 'bytes', samples: 0, idle: 0 } },
      plain,
    );
    expect(heap).toContain('V8 heap profile · 100 kB\n');
    expect(heap).toMatch(/hot +80\.0 kB +80 % +90\.0 kB +90 % +src\/work\.ts:12/u);
  });

  it('keeps to every width, and lets no name steer the terminal', () => {
    const hostile = { ...hot, name: '\u001b[2J\u202eevil\n', file: `/${'deep/'.repeat(30)}\u0007x.js` };
    for (const width of [40, 55, 70, 100, 200]) {
      const text = renderTop({ ...report, functions: [hostile, load], file: '\u001b]0;x\u0007.cpuprofile' }, { ...plain, width });
      // oxlint-disable-next-line no-control-regex
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/u);
      for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width);
    }
  });
});

describe('toTopJson', () => {
  const urlOf = (file: string) => `file:///app/${file}`;

  it('has milliseconds, or bytes of a heap profile', () => {
    expect(toTopJson(report, urlOf)).toEqual({
      durationMs: 100,
      functions: [
        { name: 'hot', url: 'file:///app/src/work.ts', line: 12, selfMs: 80, totalMs: 90 },
        { name: '', url: 'file:///app/node_modules/lib/deep/index.js', line: 12, selfMs: 10, totalMs: 10 },
      ],
      lines: [{ url: 'file:///app/src/work.ts', line: 14, selfMs: 80 }],
    });
    expect(toTopJson({ ...report, summary: { ...report.summary, unit: 'bytes' } }, urlOf)).toMatchObject({
      totalBytes: 100_000,
      functions: [{ selfBytes: 80_000, totalBytes: 90_000 }, {}],
      lines: [{ selfBytes: 80_000 }],
    });
  });

  it('has the baseline and the changes of a difference', () => {
    expect(toTopJson(compared, urlOf)).toMatchObject({
      durationMs: 100,
      baselineDurationMs: 200,
      scale: 'share',
      factor: 0.5,
      functions: [
        {
          selfMs: 80,
          baselineSelfMs: 50,
          selfChangeMs: 30,
          selfNoiseMs: 4,
          totalMs: 90,
          baselineTotalMs: 89,
          totalChangeMs: 1,
          totalNoiseMs: 3,
        },
        { selfChangeMs: -10 },
      ],
    });
  });
});
