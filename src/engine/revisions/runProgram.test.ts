import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { slowness, waitWithin } from '../../../test/support/slowness.ts';
import type { Keeper } from '../processes/index.ts';
import { failureOf, newFolder, signal } from './repository.fixture.ts';
import { errorLines, lastLines, runProgram, type Program } from './runProgram.ts';

function recordingKeeper() {
  const kept: string[] = [];
  const keeper: Keeper = { add: () => kept.push('add'), remove: () => kept.push('remove'), dispose() {} };
  return { keeper, kept };
}

const programOf = (command: string, options: Partial<Program> = {}): Program => ({
  command,
  args: [],
  cwd: newFolder(),
  env: process.env,
  shell: true,
  timeLimitMs: 60_000,
  ...options,
});

describe('runProgram', () => {
  it('tells how it ended, with what it said on both streams, and has the keeper know of it', async () => {
    const { keeper, kept } = recordingKeeper();
    expect(await runProgram(programOf('echo out; echo err >&2'), keeper, signal)).toEqual({
      state: 'done',
      output: expect.stringMatching(/^(out\nerr|err\nout)\n$/),
    });
    expect(await runProgram(programOf('echo why; exit 3'), keeper, signal)).toEqual({
      state: 'failed',
      reason: 'exit code 3',
      output: 'why\n',
    });
    expect(await runProgram(programOf('kill -9 $$'), keeper, signal)).toMatchObject({ reason: 'SIGKILL' });
    expect(await runProgram(programOf('there-is-no-such-program', { shell: false }), keeper, signal)).toEqual({ state: 'missing' });
    expect(kept).toEqual(['add', 'remove', 'add', 'remove', 'add', 'remove']);
  });

  it('keeps the end of a long output', async () => {
    const program = programOf(`i=0; while [ $i -lt 5000 ]; do echo "line $i, which is rather long so that they add up"; i=$((i+1)); done`);
    const { output } = (await runProgram(program, recordingKeeper().keeper, signal)) as { output: string };
    expect(output.length).toBeLessThan(200_000);
    expect(output).toContain('line 4999,');
    expect(output).not.toContain('line 1,');
  });

  it('ends what it leaves behind, and what takes too long', async () => {
    const cwd = newFolder();
    const { keeper } = recordingKeeper();
    await runProgram(programOf('sleep 60 & echo $! > pid', { cwd }), keeper, signal);
    const left = Number(readFileSync(path.join(cwd, 'pid'), 'utf8'));
    const lives = () => existsSync(`/proc/${left}`) && !/\) Z /.test(readFileSync(`/proc/${left}/stat`, 'utf8'));
    await waitWithin(1000, () => !lives());
    expect(lives()).toBe(false);
    expect(await runProgram(programOf('sleep 60', { timeLimitMs: 50 }), keeper, signal)).toMatchObject({
      state: 'failed',
      reason: 'longer than 0 min',
    });
  });

  it('ends with the signal, also before it began', async () => {
    const cwd = newFolder();
    const { keeper, kept } = recordingKeeper();
    expect((await failureOf(runProgram(programOf('touch ran', { cwd }), keeper, AbortSignal.abort()))).name).toBe('AbortError');
    expect(existsSync(path.join(cwd, 'ran'))).toBe(false);
    const cancel = new AbortController();
    const running = failureOf(runProgram(programOf('trap "" TERM INT; sleep 60; sleep 60'), keeper, cancel.signal));
    await sleep(100);
    const startedAt = performance.now();
    cancel.abort();
    expect((await running).name).toBe('AbortError');
    expect(performance.now() - startedAt).toBeLessThan(1000 * slowness());
    expect(kept).toEqual(['add', 'remove']);
  });
});

describe('what a program said', () => {
  it('is shown without colours, and on lines of its own', () => {
    expect(lastLines('\u001b[31mred\u001b[0m\r\n\n  two\u0007\n')).toBe('\n  red\n    two\\u0007');
    expect(lastLines('')).toBe('');
  });

  it('is shown from the first error on', () => {
    const npm = [
      'npm warn old',
      'npm error code E404',
      'npm error',
      'npm error 404 Not Found',
      ...Array.from({ length: 20 }, (_, i) => `npm error usage ${i}`),
    ];
    expect(errorLines(npm.join('\n'))).toMatch(/^\n {2}npm error code E404\n {2}npm error 404 Not Found\n {2}npm error usage 0\n/);
    expect(errorLines(' ERR_PNPM_OUTDATED_LOCKFILE  Cannot install\n\nNote')).toContain('ERR_PNPM_OUTDATED_LOCKFILE');
    expect(errorLines('one\ntwo')).toBe('\n  one\n  two');
  });
});
