import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { fast, makeWorkspace, twoBenchmarks } from '../support/workspace.ts';

describe('what the user should know besides results', () => {
  it('is that a damaged history was set aside, with every byte of it', async () => {
    const folder = makeWorkspace({ 'a.bench.js': twoBenchmarks });
    const args = ['bench', ...fast];
    expect((await runCli(args, { folder })).code).toBe(0);
    const history = path.join(folder, '.git', 'laptime');
    const damage = Buffer.from('this is no database, and it was one before '.repeat(200));
    for (const name of readdirSync(history)) writeFileSync(path.join(history, name), damage);

    const { code, stdout, stderr } = await runCli(args, { folder });
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('parse list');
    const aside = readdirSync(history).find((name) => /^laptime\.damaged-.*\.db$/.test(name));
    expect(stderr).toContain(`was set aside as ${aside}`);
    expect(readFileSync(path.join(history, aside!))).toEqual(damage);
    // The new history has the run that was just made, and nobody complains again.
    const exported = await runCli(['export'], { folder });
    expect(exported.stdout.trim().split('\n')).toHaveLength(1);
    expect(exported.stderr).not.toContain('set aside');
  });
});
