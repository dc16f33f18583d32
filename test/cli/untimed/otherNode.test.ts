import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { fast, makeWorkspace, twoBenchmarks } from '../support/workspace.ts';

/** A Node 20 on this machine: it has no `node:sqlite`. */
const node20 = ['/usr/local/bin', '/usr/bin', ...(process.env['PATH'] ?? '').split(path.delimiter)]
  .map((folder) => path.join(folder, 'node'))
  .find((file) => existsSync(file) && execFileSync(file, ['--version'], { encoding: 'utf8' }).startsWith('v20.'));

const files = { 'a.bench.ts': `${twoBenchmarks}\nexport const typed: number = 1;\n` };

describe.skipIf(node20 === undefined)('Node 20', () => {
  const node = node20 ?? '';

  it('runs benchmarks as --node', async () => {
    const { code, stdout, stderr } = await runCli(['bench', ...fast, '--node', node, '--json', '-'], { folder: makeWorkspace(files) });
    expect(code, stderr).toBe(0);
    const report = JSON.parse(stdout) as { run: { environment: { nodeVersion: string } } };
    expect(report.run.environment.nodeVersion).toMatch(/^v?20\./);
  });

  it('runs the command line: all but history', async () => {
    const folder = makeWorkspace(files);
    const listed = await runCli(['bench', '--list'], { folder, node });
    expect(listed).toMatchObject({ code: 0, stderr: '' });
    const { code, stdout, stderr } = await runCli(['bench', ...fast, '--node', node], { folder, node });
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/parse list .*µs/);
    expect(stderr).toMatch(/^There is no history .*22\.13/);
    expect(stderr.match(/no history/g)).toHaveLength(1);
    expect(readdirSync(path.join(folder, '.git'))).not.toContain('laptime');
    const exported = await runCli(['export'], { folder, node });
    expect(exported.code).toBe(1);
    expect(exported.stderr).toMatch(/^laptime: .*22\.13.*\n$/);
  });
});
