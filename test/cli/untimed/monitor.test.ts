import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli, startCli } from '../support/cli.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'laptime-monitor-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Line {
  readonly atMs: number;
  readonly values: Readonly<Record<string, number>>;
}

const linesOf = (stdout: string) =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

describe('laptime monitor', () => {
  it('writes all values as lines of JSON for a time, and leaves nothing behind', async () => {
    const { code, stdout, stderr } = await runCli(
      ['monitor', '--json', '--every', '0.25', '--duration', '2', '--pid', String(process.pid)],
      {
        folder,
      },
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = linesOf(stdout);
    expect(lines.length).toBeGreaterThan(1);
    const { atMs, values } = lines.at(-1)!;
    expect(Math.abs(Date.now() - atMs)).toBeLessThan(60_000);
    expect(values['machine.cpu']).toBeGreaterThanOrEqual(0);
    expect(values['machine.cpu']).toBeLessThanOrEqual(1);
    expect(values['machine.memory.used']).toBeGreaterThan(0);
    // The tests, and the command itself.
    expect(values['program.processes']).toBeGreaterThan(1);
    expect(values['program.memory']).toBeGreaterThan(20e6);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is a line for each look where nothing can be drawn over, and ends by Ctrl+C', async () => {
    const cli = startCli(['monitor', '--every', '0.25'], { folder });
    let text = '';
    cli.child.stdout!.on('data', (chunk: string) => (text += chunk));
    await expect.poll(() => text.split('\n').length).toBeGreaterThan(2);
    cli.child.kill('SIGINT');
    const { code, stdout, stderr } = await cli.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^\d\d:\d\d:\d\d {2}cpu \S+ %.* {2}memory\.used \S+ GB/m);
    expect(stdout).not.toContain('\u001b');
  });

  it('ends with the process that it was asked to look at', async () => {
    const other = startCli(['monitor'], { folder });
    const cli = startCli(['monitor', '--every', '0.25', '--pid', String(other.child.pid)], { folder });
    let text = '';
    cli.child.stdout!.on('data', (chunk: string) => (text += chunk));
    await expect.poll(() => text).toContain('program.processes 1');
    other.child.kill('SIGKILL');
    await other.ended;
    expect((await cli.ended).code).toBe(0);
  });

  it.each([
    [['--pid', '0'], "--pid is the number of a process, not '0'"],
    [['--every', '0.1'], "--every is a number of seconds from 0.25 and at most 3600, not '0.1'"],
    [['--duration', '0'], "--duration is a number of seconds above 0 and at most 604800, not '0'"],
    [['server.js'], "monitor takes no 'server.js': a process is named by --pid"],
  ])('says what is wrong with %j', async (args, message) => {
    const { code, stdout, stderr } = await runCli(['monitor', ...args], { folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('says that there is no such process', async () => {
    const { code, stderr } = await runCli(['monitor', '--pid', '4194303'], { folder });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^laptime: There is no process 4194303\./);
  });
});
