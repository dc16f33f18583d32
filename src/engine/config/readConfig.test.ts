import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { toJsonSchema } from '@valibot/to-json-schema';
import { Ajv } from 'ajv';
import { describe, expect, it, onTestFinished } from 'vitest';
import { configFile } from './configFile.ts';
import { CONFIG_FILE, defaultConfig, loadConfig } from './index.ts';
import { readConfig } from './readConfig.ts';

const messages = (text: string) => readConfig(text).problems.map((problem) => problem.message);

describe('readConfig', () => {
  it('reads every field, in human forms, with comments and trailing commas', () => {
    const { config, problems } = readConfig(`{
      // where the benchmarks are
      "$schema": "./schema.json",
      "benchmarks": ["bench/**/*.ts"], "exclude": ["bench/old/**"],
      "preset": "thorough", "time": "1.5 min", "loader": "vite",
      "node": { "executable": "./node/bin/node", "flags": ["--expose-gc"], "env": { "MODE": "bench" } },
      "timeout": "2 min", "memoryLimit": "512 MiB",
      "budgets": [{ "match": "src/**", "budget": { "median": "2 ms", "p99": "5 ms", "heap": "1 MB", "ops": "50 k ops/s" } }],
      "retention": { "maxRuns": null, "maxComparisons": 20, "maxAgeDays": 90 },
      "bisect": { "time": "2 s", "threshold": "3 %" },
      "compare": { "time": "20 s", "margin": "1 %", "margins": [{ "match": "src/**", "margin": "5%" }] },
      "profiling": { "time": "5 s", "interval": "500 us", "heapInterval": "64 KiB" },
      "hints": { "level": "maximum", "rules": { "no-x": false, "no-y": true }, "files": ["src/**"], "exclude": ["old"], "baseline": "known.json" },
      "mode": "mine", "modes": { "mine": { "about": "For this test.", "every": "2 s", "points": 200, "flags": ["--jitless"], "env": { "A": "b" } } },
      "monitoring": { "every": "500 ms", "points": 500, "minutesMaxAgeDays": 2, "hoursMaxAgeDays": null },
      "revisions": { "build": "npm run build", "installScripts": true, "maxCacheSize": "2 GiB", "maxCacheAgeDays": 7 }, /* the end */
    }`);
    expect(problems).toEqual([]);
    const mode = {
      ...{ name: 'mine', about: 'For this test.', monitoring: { everyMs: 2000, points: 200 }, rules: [] },
      node: { flags: ['--jitless'], env: { A: 'b' } },
    };
    expect(config).toEqual({
      benchmarks: ['bench/**/*.ts'],
      exclude: ['bench/old/**'],
      preset: 'thorough',
      timeSeconds: 90,
      loader: 'vite',
      node: { executable: './node/bin/node', flags: ['--expose-gc'], env: { MODE: 'bench' } },
      timeoutMs: 120_000,
      memoryLimitBytes: 512 * 2 ** 20,
      budgets: [{ match: 'src/**', budget: { medianNs: 2e6, p99Ns: 5e6, heapBytes: 1e6, opsPerSecondMin: 50_000 } }],
      retention: { maxRuns: null, maxComparisons: 20, maxAgeDays: 90 },
      bisect: { runMs: 2000, threshold: 0.03 },
      compare: { budgetMs: 20_000, margin: 0.01, margins: [{ match: 'src/**', margin: 0.05 }] },
      profiling: { benchmarkMs: 5000, intervalUs: 500, heapIntervalBytes: 65_536 },
      hints: { level: 'maximum', rulesOff: ['no-x'], files: ['src/**'], exclude: ['old'], baseline: 'known.json' },
      mode,
      modes: [...defaultConfig().modes, mode],
      monitoring: { everyMs: 500, points: 500, minutesMaxAgeDays: 2, hoursMaxAgeDays: null },
      alerts: defaultConfig().alerts,
      revisions: { build: 'npm run build', installScripts: true, maxCacheBytes: 2 * 2 ** 30, maxCacheAgeDays: 7 },
    });
  });

  it('takes the default of a broken field only, and names field, line and remedy', () => {
    const { config, problems } = readConfig('{\n  "preset": "fast",\n  "timeout": "2 light years",\n  "exclude": ["old/**"]\n}');
    expect(config).toEqual({ ...defaultConfig(), exclude: ['old/**'] });
    expect(problems.map(({ field, line }) => ({ field, line }))).toEqual([
      { field: 'preset', line: 2 },
      { field: 'timeout', line: 3 },
    ]);
    expect(problems[0]!.message).toBe('`preset` (line 2) must be one of "quick", "standard", "thorough". Its default is used.');
    expect(problems[1]!.message).toMatch(
      /^`timeout` \(line 3\) is wrong: '2 light years' is not a duration: write .*ms.*\. Its default is used\.$/,
    );
  });

  it('asks what was meant by every unknown name', () => {
    expect(messages('{ "presett": "quick",\n "time_out": "1 s",\n "zzz": 1,\n "retention": { "maxRun": 5 } }')).toEqual([
      '`presett` (line 1) is not a field of laptime.config.json and is ignored; did you mean `preset`?',
      '`time_out` (line 2) is not a field of laptime.config.json and is ignored; did you mean `timeout`?',
      expect.stringMatching(/^`zzz` \(line 3\) is not a field .*; known here: benchmarks, exclude, preset, /),
      '`retention.maxRun` (line 4) is not a field of laptime.config.json and is ignored; did you mean `maxRuns`?',
    ]);
  });

  it('leaves out broken entries of lists, keeps the others, and counts as the file does', () => {
    const { config, problems } = readConfig(`{ "budgets": [
      { "budget": { "median": "1 ms" } },
      { "match": "a", "budget": { "median": 5, "p99": "1 s" } },
      { "match": "b", "budget": { "first": 1, "second": 2, "heap": "1 kB" } },
      7
    ], "benchmarks": ["/etc/**", "ok/**", "../x", 3] }`);
    expect(config.budgets).toEqual([
      { match: 'a', budget: { p99Ns: 1e9 } },
      { match: 'b', budget: { heapBytes: 1000 } },
    ]);
    expect(config.benchmarks).toEqual(['ok/**']);
    expect(problems.map((problem) => problem.field).toSorted()).toEqual([
      'benchmarks[0]',
      'benchmarks[2]',
      'benchmarks[3]',
      'budgets[0].match',
      'budgets[1].budget.median',
      'budgets[2].budget.first',
      'budgets[2].budget.second',
      'budgets[3]',
    ]);
    expect(problems.find((problem) => problem.field === 'budgets[0].match')?.message).toBe(
      '`budgets[0].match` (line 2) is missing. This entry is left out.',
    );
  });

  it('keeps limits: a time of a week, a memory limit of a byte, half a run', () => {
    const { config, problems } = readConfig(
      '{ "time": "10080 min", "memoryLimit": "1 B", "retention": { "maxRuns": 0.5, "maxAgeDays": 0 } }',
    );
    expect(config).toEqual(defaultConfig());
    expect(problems.map((problem) => problem.field)).toEqual(['time', 'memoryLimit', 'retention.maxRuns', 'retention.maxAgeDays']);
    expect(problems[0]!.message).toContain("'10080 min' is not between 100 ms and 60 min");
  });

  it('says what is wrong with how revisions are to be made', () => {
    const text = '{ "revisions": { "build": "", "installScripts": "yes", "maxCacheSize": "1 kB", "maxCacheAgeDays": 0.5, "script": 1 } }';
    expect(readConfig(text).config).toEqual(defaultConfig());
    expect(messages(text).toSorted()).toEqual([
      '`revisions.build` (line 1) must not be empty. Its default is used.',
      '`revisions.installScripts` (line 1) must be true or false. Its default is used.',
      '`revisions.maxCacheAgeDays` (line 1) must be a whole number of days, from 1. Its default is used.',
      "`revisions.maxCacheSize` (line 1) is wrong: '1 kB' is not between 10 MB and 10 TB. Its default is used.",
      expect.stringMatching(/^`revisions\.script` \(line 1\) is not a field of laptime\.config\.json and is ignored; /),
    ]);
  });

  it.each([
    ['{ "preset": "quick"', 1],
    ['{\n  "preset": "quick"\n  "loader": "vite"\n}', 3],
    ['{ "preset": }', 1],
    ['not json', 1],
  ])('uses all defaults for a file that is not JSON, and names the line: %j', (text, line) => {
    const { config, problems } = readConfig(text);
    expect(config).toEqual(defaultConfig());
    expect(problems).toEqual([{ file: CONFIG_FILE, field: '', line, message: expect.stringContaining('is not valid JSON') }]);
  });

  it.each(['[]', '5', 'null', '"text"'])('uses all defaults when the file is not an object: %s', (text) => {
    expect(readConfig(text).config).toEqual(defaultConfig());
    expect(messages(text)).toEqual(['laptime.config.json (line 1) must be an object: { … }. All defaults are used.']);
  });

  it.each(['', ' \n', '{}', '\uFEFF{}'])('has no problem with an empty file: %j', (text) => {
    expect(readConfig(text)).toEqual({ config: defaultConfig(), problems: [] });
  });

  it('is not fooled by the names of prototypes', () => {
    const { config, problems } = readConfig(
      '{ "__proto__": { "preset": "quick" }, "constructor": 1, "node": { "env": { "A=B": "x", "C": "y" } } }',
    );
    expect(config).toEqual({ ...defaultConfig(), node: { executable: null, flags: [], env: { C: 'y' } } });
    expect(problems.map((problem) => problem.field)).toEqual(expect.arrayContaining(['constructor', 'node.env.A=B']));
    expect(({} as Record<string, unknown>)['preset']).toBeUndefined();
  });
});

describe('loadConfig', () => {
  it('reads the file, has defaults without one, and says when it cannot be read', async () => {
    const root = await mkdtemp(path.join(tmpdir(), 'laptime-config-'));
    onTestFinished(() => rm(root, { recursive: true }));
    expect(await loadConfig(root)).toEqual({ config: defaultConfig(), problems: [] });
    await writeFile(path.join(root, CONFIG_FILE), '{ "preset": "quick" }');
    expect((await loadConfig(root)).config.preset).toBe('quick');
    const other = path.join(root, 'other');
    await mkdir(path.join(other, CONFIG_FILE), { recursive: true });
    expect((await loadConfig(other)).problems).toEqual([
      { file: CONFIG_FILE, field: '', message: expect.stringContaining('laptime.config.json cannot be read') },
    ]);
  });
});

describe('docs/laptime.config.schema.json', () => {
  const schema = { ...toJsonSchema(configFile, { typeMode: 'input', errorMode: 'ignore' }), allowTrailingCommas: true };

  it('is fresh (vitest -u writes it)', async () => {
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../../docs/laptime.config.schema.json');
  });

  it('describes every field', () => {
    const undescribed: string[] = [];
    const visit = (node: { properties?: Record<string, object>; items?: object; description?: string }, name: string) => {
      if (node.description === undefined && !name.endsWith('[]')) undescribed.push(name);
      for (const [key, child] of Object.entries(node.properties ?? {})) visit(child, `${name}.${key}`);
      if (node.items !== undefined) visit(node.items, `${name}[]`);
    };
    visit(schema as object, '');
    expect(undescribed).toEqual([]);
  });

  it('accepts and refuses as the engine does', () => {
    const validate = new Ajv({ strict: false }).compile(schema as object);
    expect(
      validate({ preset: 'quick', time: '5 s', node: { executable: null }, budgets: [{ match: 'a', budget: { median: '1 ms' } }] }),
    ).toBe(true);
    expect(validate({ presett: 'quick' })).toBe(false);
    expect(validate({ preset: 'fast' })).toBe(false);
    expect(validate({ time: 5 })).toBe(false);
    expect(validate({ budgets: [{ budget: {} }] })).toBe(false);
  });
});
