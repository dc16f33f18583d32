import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../../src/base/log.ts';
import { askChild } from '../../../src/engine/benchmarks/childProcess.ts';
import { startKeeper } from '../../../src/engine/processes/index.ts';
import { slowness } from '../../support/slowness.ts';
import { repository, runCli } from '../support/cli.ts';
import { makeWorkspace } from '../support/workspace.ts';

const config = (timeout: string) => JSON.stringify({ preset: 'quick', time: '1 s', timeout });

describe('timeout', () => {
  it('does not end a file that takes longer than that to load', async () => {
    const folder = makeWorkspace({
      // Long enough for a busy machine to show a sign of life.
      'laptime.config.json': config('1500 ms'),
      'slow.bench.js': `import { bench } from 'laptime';

await new Promise((resolve) => setTimeout(resolve, 2000));
bench('quick', () => JSON.stringify([1, 2, 3]));
`,
    });
    const { code, stdout, stderr } = await runCli(['bench'], { folder });
    expect(code, stdout + stderr).toBe(0);
    expect(stdout).toMatch(/quick +\S.*[nµ]s/);
  });

  it.each([
    [
      'waits',
      `async () => { await new Promise((resolve) => setTimeout(resolve, 600_000)); }`,
      /Nothing was heard of it for 0\.5 s.* The limit is "timeout" in laptime\.config\.json\./,
    ],
    ['loops', '() => { for (;;); }', /It was still running after 0\.5 s.* The limit is "timeout" in laptime\.config\.json\./],
  ])('ends a benchmark that %s for longer than that, once its file is loaded', async (name, work, message) => {
    const source = `import { bench } from 'laptime';\n\nbench('${name}', ${work});\n`;
    const folder = makeWorkspace({ 'laptime.config.json': config('500 ms'), 'hanging.bench.js': source });
    const startMs = performance.now();
    const { code, stdout } = await runCli(['bench'], { folder });
    expect({ code, said: stdout.replaceAll(/\s+/g, ' ') }).toEqual({ code: 1, said: expect.stringMatching(message) as unknown });
    // The limit for loading begins at 30 s.
    expect(performance.now() - startMs).toBeLessThan(25_000 * slowness());
  });

  it.each([
    ['waits', 'await new Promise((resolve) => setTimeout(resolve, 600_000));', 'The file was not loaded after 2 s'],
    ['loops', 'for (;;);', 'The file was still being loaded after 2 s'],
  ])('has a limit of its own for loading: a file that %s', async (_name, source, message) => {
    const folder = makeWorkspace({ 'hanging.bench.js': `import { bench } from 'laptime';\n\n${source}\nbench('never', () => 1);\n` });
    const distFolder = path.join(repository, 'dist');
    const keeper = startKeeper({ distFolder, nodeExecutable: process.execPath, log: silentLog });
    try {
      const answer = await askChild(
        {
          distFolder,
          executable: process.execPath,
          flags: [],
          env: Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
          cwd: folder,
          timeoutMs: 100,
          loadTimeoutMs: 2000,
          memoryLimitBytes: 2 ** 30,
          keeper,
        },
        (child) =>
          child.collect({
            root: folder,
            file: path.join(folder, 'hanging.bench.js'),
            loader: 'native',
            esmFiles: [path.join(folder, 'hanging.bench.js')],
          }),
        new AbortController().signal,
      );
      expect(answer).toMatchObject({
        state: 'failed',
        failure: {
          kind: 'timeout',
          message: expect.stringMatching(new RegExp(`^${message}.*The limit is 30 s, or "timeout" in laptime\\.config\\.json`)) as unknown,
        },
      });
    } finally {
      keeper.dispose();
    }
  });
});
