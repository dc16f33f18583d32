import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { runCli, startCli } from '../support/cli.ts';
import { emptyFolder } from '../support/workspace.ts';

const BURN =
  'function burn(ms) { let sum = 0; for (let round = 0; round < ms; round++) for (let i = 0; i < 2e5; i++) sum += Math.sqrt(i); return sum; }\n';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = emptyFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return folder;
}

const kept = (folder: string) => {
  const place = path.join(folder, '.laptime/profiles');
  return existsSync(place) ? readdirSync(place) : [];
};

describe('laptime profile', () => {
  it('records a program, passes on what it prints, and shows what cost most', async () => {
    const folder = folderWith({ 'script.js': `${BURN} burn(300); console.log('printed'); process.exit(3);` });
    const { code, stdout, stderr } = await runCli(['profile', '--out', 'out.cpuprofile', '--', 'node', 'script.js'], { folder });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^printed\n[^]*burn/u);
    expect(stderr).toContain('The program ended with exit code 3.');
    expect(stderr).toContain('Recorded script.js');
    expect(stderr).toContain('Written: out.cpuprofile');
    expect(readFileSync(path.join(folder, 'out.cpuprofile'))).toEqual(
      readFileSync(path.join(folder, '.laptime/profiles', kept(folder)[0]!)),
    );
  });

  it('starts nothing where the profile could not be kept', async () => {
    const folder = folderWith({ 'script.js': `console.log('printed');` });
    symlinkSync(emptyFolder(), path.join(folder, '.laptime'));
    const { code, stdout, stderr } = await runCli(['profile', '--', 'node', 'script.js'], { folder });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('is a symbolic link');
  });

  it('records a benchmark, and tells how much slower it was', async () => {
    const bench = `import { bench } from 'vitest';\nfunction hot() { let sum = 0; for (let i = 0; i < 2e4; i++) sum += Math.sqrt(i); return sum; }\nbench('one', () => { hot(); });\nbench('other', () => { hot(); });\n`;
    const folder = folderWith({ 'a.bench.mjs': bench });
    const { code, stdout, stderr } = await runCli(['profile', 'a.bench.mjs', '-t', 'one', '--duration', '0.3'], { folder });
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toMatch(/Recorded one \([\d,]+ iterations, [\d.]+ times as long while it was recorded\)/u);
    expect(stdout).toMatch(/hot .*a\.bench\.mjs:2/u);
    expect(kept(folder)).toHaveLength(1);
  });

  it('keeps a recording that Ctrl+C ends', async () => {
    const folder = folderWith({ 'server.js': `${BURN} console.error('ready'); setInterval(() => burn(20), 30);` });
    const cli = startCli(['profile', '--json', '--', 'node', 'server.js'], { folder });
    await cli.said('ready');
    await sleep(800);
    cli.child.kill('SIGINT');
    const { code, stdout } = await cli.ended;
    expect(code).toBe(0);
    const { profiles } = JSON.parse(stdout) as { profiles: { file: string; recording: { title: string } }[] };
    expect(profiles.map(({ recording }) => recording.title)).toEqual(['server.js']);
    expect(existsSync(profiles[0]!.file)).toBe(true);
    expect(await cli.descendantsLeft(2000)).toEqual([]);
  });

  it('lists processes, and records one of them', async () => {
    const folder = folderWith({ 'server.js': `${BURN} setInterval(() => burn(20), 30); console.log(process.pid);` });
    const server = startCli(['profile', '--duration', '20', '--', 'node', '--inspect-port=0', 'server.js'], { folder });
    try {
      const found = async () => {
        const { stdout } = await runCli(['profile', '--list', '--json'], { folder });
        const { processes } = JSON.parse(stdout) as { processes: { pid: number; commandLine: string; cwd: string | null }[] };
        return processes.find(
          ({ commandLine, cwd }) =>
            cwd === folder && commandLine.endsWith('node --inspect-port=0 server.js') && !commandLine.includes('cli.js'),
        )?.pid;
      };
      await expect.poll(found).toBeTypeOf('number');
      const pid = await found();
      const { code, stderr, stdout } = await runCli(['profile', '--pid', String(pid), '--duration', '0.5'], { folder });
      expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining(`Recorded server.js (process ${pid})`) as string });
      expect(stdout).toContain('burn');
    } finally {
      server.child.kill('SIGINT');
      await server.ended;
    }
  });

  it.each([
    [['profile', '--pid', '1', '--', 'node', 'a.js'], 'give one of them'],
    [['profile', '--pid', 'x'], "--pid is the number of a process, not 'x'"],
    [['profile', '--'], '-- is followed by the program'],
    [['profile', '--interval', '5', '--', 'node'], '--interval is a whole number of microseconds from 100 to 1000'],
    [['profile', '--duration', '0', '--', 'node'], '--duration is a number of seconds'],
    [['profile', '--out', 'none/a.cpuprofile', '--', 'node'], '--out: there is no folder'],
    [['convert', 'a.cpuprofile', '--out', 'none/a.svg'], '--out: there is no folder'],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await runCli(args, { folder: emptyFolder() });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
