import { closeSync, openSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runCli, startCli } from '../support/cli.ts';
import { makeWorkspace } from '../support/workspace.ts';

const workspace = () => makeWorkspace({ 'server.js': 'setInterval(() => {}, 1000);' });

interface Line {
  readonly kind: string;
  readonly end?: { readonly exitCode: number | null };
  readonly programs?: readonly { readonly values: Readonly<Record<string, number>> }[];
}

describe('laptime watch', () => {
  it('tells at the end how a program fared, with its exit code', async () => {
    const code = 'const end = Date.now() + 300; while (Date.now() < end); process.exitCode = 7; console.log("done");';
    const told = await runCli(['watch', '--', process.execPath, '-e', code], { folder: workspace() });
    expect(told).toMatchObject({ code: 7, stdout: 'done\n' });
    expect(told.stderr).toMatch(/\n {2}Event loop .* % busy.*\n {2}Main thread/);
    const {
      code: exitCode,
      stdout,
      stderr,
    } = await runCli(['watch', '--json', '--', process.execPath, '-e', code], { folder: workspace() });
    expect({ exitCode, stderr }).toEqual({ exitCode: 7, stderr: 'done\n' });
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    expect(new Set(lines.map(({ kind }) => kind))).toEqual(new Set(['program', 'report', 'summary']));
    expect(lines.at(-1)).toMatchObject({ end: { exitCode: 7 }, programs: [{ values: { 'eventLoop.utilization': expect.any(Number) } }] });
  });

  it('asks the program to end when nobody reads its lines any more', async () => {
    const cli = startCli(['watch', '--json', '--', process.execPath, 'server.js'], { folder: workspace() });
    cli.child.stdout!.once('data', () => cli.child.stdout!.destroy());
    expect(await cli.ended).toMatchObject({ code: 130, stderr: '' });
    expect(await cli.descendantsLeft(5000)).toEqual([]);
  });

  it('says that its lines cannot be written, and leaves nothing behind', async () => {
    const full = openSync('/dev/full', 'w');
    const cli = startCli(['watch', '--json', '--', process.execPath, 'server.js'], { folder: workspace(), stdout: full });
    closeSync(full);
    const { code, stderr } = await cli.ended;
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'laptime: the output could not be written: ENOSPC: no space left on device, write\n',
    });
    expect(await cli.descendantsLeft(5000)).toEqual([]);
  });

  it.each([
    [[], 'give a program after --, as in laptime watch -- node server.js, or a process by --pid'],
    [['server.js'], "'server.js': a program follows --"],
    [['--pid', '1', '--', 'node'], 'give a program after --'],
    [['--pid', 'x'], "--pid is the number of a process, not 'x'"],
    [['--duration', '0', '--', 'node'], "--duration is a number of seconds above 0 and at most 86400, not '0'"],
  ])('says what is wrong with %j', async (args, message) => {
    const { code, stderr } = await runCli(['watch', ...args], { folder: workspace() });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
