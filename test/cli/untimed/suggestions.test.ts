import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { exampleGain } from '../../../src/model/gain.fixture.ts';
import { repository, runCli } from '../support/cli.ts';
import { emptyFolder, makeWorkspace } from '../support/workspace.ts';

const files = {
  'package.json': '{ "type": "module" }',
  'src/rows.js': `export function byId(rows) {
  return rows.reduce((all, row) => ({ ...all, [row.id]: row }), {});
}
`,
  'src/route.ts': `export function isRoute(path: string): boolean {
  return path.indexOf('/api/') === 0;
}
`,
};

interface Json {
  readonly heated: boolean;
  readonly hints: number;
  readonly gains: unknown;
  readonly suggestions: readonly { readonly rule: string; readonly rank: number; readonly effort: string; readonly heat: number | null }[];
}

function start() {
  const folder = makeWorkspace(files);
  const env = { XDG_CACHE_HOME: emptyFolder() };
  return { folder, run: (...args: string[]) => runCli(['hints', '--suggestions', ...args], { folder, env }) };
}

describe('laptime hints --suggestions', () => {
  it('says what to do, and that impact is unknown without a profile', async () => {
    const { run } = start();
    const { code, stdout, stderr } = await run();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^2 suggestions for 2 hints in 2 files: their impact is unknown without a profile\.\n/u);
    expect(stdout).toContain('src/rows.js:2 · ');
    expect(stdout).toContain('`laptime hints --fix --rule');
    expect((await run('--format', 'markdown')).stdout).toMatch(/^<!-- laptime-optimization -->\n## Laptime: 2 suggestions for 2 hints/u);
  });

  it('puts first what a profile says is hot, as data by its schema', async () => {
    const { folder, run } = start();
    const frame = (functionName: string, url: string, lineNumber: number) => ({
      callFrame: { functionName, scriptId: '1', url, lineNumber, columnNumber: 0 },
    });
    const profile = {
      nodes: [
        { id: 1, hitCount: 0, children: [2], ...frame('(root)', '', -1) },
        {
          ...{
            id: 2,
            hitCount: 4,
            positionTicks: [
              { line: 2, ticks: 3 },
              { line: 1, ticks: 1 },
            ],
          },
          ...frame('byId', pathToFileURL(path.join(folder, 'src/rows.js')).href, 0),
        },
      ],
      ...{ startTime: 0, endTime: 4000, samples: [2, 2, 2, 2], timeDeltas: [1000, 1000, 1000, 1000] },
    };
    writeFileSync(path.join(folder, 'a.cpuprofile'), JSON.stringify(profile));
    const { code, stdout } = await run('--profile', 'a.cpuprofile', '--format', 'json');
    expect(code).toBe(0);
    const json = JSON.parse(stdout) as Json;
    const schema = JSON.parse(readFileSync(path.join(repository, 'docs/laptime-optimization.schema.json'), 'utf8')) as object;
    const validate = new Ajv2020({ strict: true }).compile(schema);
    expect(validate(json) ? [] : validate.errors).toEqual([]);
    expect(json).toMatchObject({ heated: true, hints: 2, gains: null });
    expect(json.suggestions.map(({ rank, rule, heat }) => [rank, rule, heat])).toEqual([
      [1, 'no-accumulating-spread', 0.75],
      [2, 'prefer-starts-ends-with', null],
    ]);
  });

  it('sums up what measured fixes have gained, which an import may bring', async () => {
    const { folder, run } = start();
    const gain = (line: number, applied: boolean, ratio: number) =>
      exampleGain({
        ...{ id: `gain-${line}`, line, applied },
        benchmarks: [
          {
            benchmarkId: 'a.bench.ts > sum',
            verdict: 'faster',
            ratio,
            interval: { low: ratio * 0.9, high: ratio * 1.1, confidence: 0.99 },
          },
        ],
      });
    const lines = [gain(1, true, 0.5), gain(2, true, 0.8), gain(3, false, 0.1)];
    writeFileSync(
      path.join(folder, 'gains.jsonl'),
      lines.map((one) => JSON.stringify({ format: 'laptime-gain', version: 1, gain: one })).join('\n'),
    );
    const added = await runCli(['import', 'gains.jsonl'], { folder });
    expect(added).toMatchObject({ code: 0, stderr: '3 gains added\n' });
    const { stdout } = await run();
    expect(stdout).toContain('Since 1a2b3c4, 2 measured fixes made 1 benchmark faster; 1 other fix was measured and left out.\n');
    expect(stdout).toContain('  a.bench.ts > sum: 2.5 times faster (2.2 to 2.9) by 2 fixes\n');
    const json = JSON.parse((await run('--format', 'json')).stdout) as { gains: { benchmarks: readonly { ratio: number }[] } };
    expect(json.gains.benchmarks[0]!.ratio).toBeCloseTo(0.4, 12);
  });

  it('has no SARIF', async () => {
    const { code, stderr } = await start().run('--format', 'sarif');
    expect(code).toBe(2);
    expect(stderr).toContain('laptime: --suggestions has no sarif: it is text, json or markdown');
  });
});
