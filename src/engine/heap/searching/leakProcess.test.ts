import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createFolder, start } from '../../programs.fixture.ts';
import { leakProcess } from './leakProcess.ts';

const folder = createFolder({
  'server.cjs': `
    const v8 = require('node:v8');
    const set = v8.setFlagsFromString;
    v8.setFlagsFromString = (flag) => {
      require('node:fs').appendFileSync(process.argv[2], flag + ' ');
      set(flag);
    };
    console.log('ready');
    setInterval(() => {}, 1000);`,
});
afterAll(() => folder.remove());

/** The flags that a search, which is given up at its first progress after connecting, set in the process. */
async function flagsSet(name: string, ...flags: string[]): Promise<string> {
  const file = path.join(folder.root, name);
  const { child, pid } = await start(process.execPath, ['--inspect-port=0', ...flags, 'server.cjs', file], folder.root);
  const giveUp = new AbortController();
  try {
    const search = leakProcess(
      { pid, seconds: 600 },
      { root: folder.root, distFolder: folder.root },
      ({ kind }) => kind !== 'preparing' && giveUp.abort(),
      giveUp.signal,
    );
    await expect(search).rejects.toThrow('aborted');
    expect(giveUp.signal.aborted).toBe(true);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  } finally {
    child.kill('SIGKILL');
  }
}

it('lets a process compact its memory again', async () => {
  expect(await flagsSet('as-usual')).toBe('--no-compact --compact ');
});

it('leaves alone a process that was started without compaction', async () => {
  expect(await flagsSet('never', '--no-compact')).toBe('');
});
