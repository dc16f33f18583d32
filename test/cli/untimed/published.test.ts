import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';

// Packages of others ship bench files; they must run as they are. The packages are fetched when the test runs and pinned by
// their digest, so that nothing of theirs is part of this repository.
const packages = [
  {
    name: 'fast-uri',
    version: '4.2.3',
    integrity: 'sha512-I1PXwP5eAhlNlcdpjt9CgB59op2ZvZfxw+BkqGFVIUOgNpCVTcTqp3HhTX7brxj5vsip+nSY4nTvff+eIA76hg==',
    /** Folders whose own dependencies the bench files need. */
    install: [],
    file: 'benchmark/equal.mjs',
    api: 'tinybench',
    ids: [
      'benchmark/equal.mjs > fast-uri equal > equal string with string',
      'benchmark/equal.mjs > fast-uri equal > equal component with component',
    ],
    throwing: [],
  },
  {
    name: 'light-my-request',
    version: '6.8.1',
    integrity: 'sha512-20biUK0HAIPG9BZOK3/4s8uVAkAoi1+qW55lciHZCR0puTWipBgyMPEUjqXDWLjsZeqfO6DGsuwW5eyfsTGtyg==',
    install: ['.'],
    file: 'benchmark/benchmark.js',
    api: 'tinybench',
    ids: ['benchmark/benchmark.js > Request', 'benchmark/benchmark.js > base inject'],
    // They call a method that this release does not have any more; tinybench itself tells the same.
    throwing: [
      'benchmark/benchmark.js > read request body JSON',
      'benchmark/benchmark.js > read request body buffer',
      'benchmark/benchmark.js > read request body readable',
    ],
  },
  {
    name: 'ox',
    version: '1.8.3',
    integrity: 'sha512-/QOSRkUxaVLj45kBgvnqHcVHnT7nbXD9oWBAxFzvAwV2Ci/uNKreLzQeQqFiALwqkkc2wArTslttuA7GLUQHgg==',
    install: ['.'],
    file: 'src/core/Base64.bench.ts',
    api: 'vitest',
    ids: [
      'src/core/Base64.bench.ts > Base64.fromBytes > 32 bytes (padded)',
      'src/core/Base64.bench.ts > Base64.fromBytes > 4096 bytes (padded)',
    ],
    throwing: [],
  },
] as const;

const run = promisify(execFile);
const home = realpathSync(mkdtempSync(path.join(tmpdir(), 'laptime-published-')));
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function fetchPackage({ name, version, integrity, install }: (typeof packages)[number]): Promise<string> {
  const folder = path.join(home, name);
  mkdirSync(folder);
  await run('npm', ['pack', `${name}@${version}`, '--silent', '--pack-destination', home], { cwd: home });
  const archive = path.join(home, `${name}-${version}.tgz`);
  expect(`sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`).toBe(integrity);
  await run('tar', ['-xzf', archive, '-C', folder, '--strip-components=1']);
  for (const part of install) {
    await run('npm', ['install', '--omit=dev', '--omit=peer', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'], {
      cwd: path.join(folder, part),
    });
  }
  return folder;
}

describe.each(packages)('$name $version, as it is published', (published) => {
  let folder: string;
  beforeAll(async () => {
    folder = await fetchPackage(published);
  }, 120_000);

  it('shows its benchmarks without running them', async () => {
    const { code, stdout } = await runCli(['bench', '--list', '--json', '-', published.file], { folder });
    expect(code).toBe(0);
    const { files } = JSON.parse(stdout) as { files: { file: string; api: string }[] };
    expect(files).toMatchObject([{ file: published.file, api: published.api }]);
  });

  it('runs its bench file', async () => {
    const before = readFileSync(path.join(folder, published.file), 'utf8');
    const args = ['bench', '--preset', 'quick', '--time', '0.2', '--json', '-', published.file];
    const { code, stdout, stderr } = await runCli(args, { folder });
    expect(code, stderr).toBe(published.throwing.length > 0 ? 1 : 0);
    const { benchmarks } = JSON.parse(stdout) as {
      benchmarks: { id: string; state: string; summary: { medianNs: number } | null; failure: { kind: string } | null }[];
    };
    const measured = benchmarks.filter(({ state }) => state === 'measured');
    expect(measured.map(({ id }) => id)).toEqual(expect.arrayContaining([...published.ids]));
    for (const { summary } of measured) expect(summary?.medianNs).toBeGreaterThan(0);
    const others = benchmarks.filter(({ state }) => state !== 'measured');
    expect(others.map(({ id, failure }) => `${failure?.kind} ${id}`).toSorted()).toEqual(published.throwing.map((id) => `threw ${id}`));
    expect(readFileSync(path.join(folder, published.file), 'utf8')).toBe(before);
  });
});
