import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { emptyFolder } from '../support/workspace.ts';

const stacks = 'main;parse;read 30\nmain;parse 10\nmain;print 60\n';

function folderWith(file: string, text: string): string {
  const folder = emptyFolder();
  writeFileSync(path.join(folder, file), text);
  return folder;
}

describe('laptime convert', () => {
  it('writes each form, which is read again', async () => {
    const folder = folderWith('a.folded', stacks);
    const written = async (to: string, from: string) => {
      const { code, stdout, stderr } = await runCli(['convert', from, '--to', to], { folder });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      return stdout;
    };
    writeFileSync(path.join(folder, 'b.json'), await written('speedscope', 'a.folded'));
    writeFileSync(path.join(folder, 'c.cpuprofile'), await written('cpuprofile', 'b.json'));
    const again = await written('collapsed', 'c.cpuprofile');
    expect(again.trim().split('\n').toSorted()).toEqual(stacks.trim().split('\n').toSorted());
    expect(await written('svg', 'c.cpuprofile')).toMatch(/^<svg [^]*<\/svg>\n$/u);
  });

  it('writes a file whose name tells the form, and leaves what was there where it cannot', async () => {
    const folder = folderWith('a.folded', stacks);
    const { code, stdout, stderr } = await runCli(['convert', 'a.folded', '--out', 'flame.svg'], { folder });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(/^[\d.]+ kB written to flame\.svg\n$/u);
    const svg = readFileSync(path.join(folder, 'flame.svg'), 'utf8');
    writeFileSync(path.join(folder, 'broken.cpuprofile'), '{"nodes":[{"id":1');
    const failed = await runCli(['convert', 'broken.cpuprofile', '--out', 'flame.svg'], { folder });
    expect(failed.code).toBe(1);
    expect(failed.stderr).toMatch(/^laptime: .*byte 17/u);
    expect(readFileSync(path.join(folder, 'flame.svg'), 'utf8')).toBe(svg);
  });

  it.each([
    [['convert'], /convert reads one file: laptime convert FILE/u],
    [['convert', 'a.folded'], /convert needs a form: --to cpuprofile/u],
    [['convert', 'a.folded', '--out', 'a.txt'], /convert needs a form/u],
    [['convert', 'a.folded', '--to', 'png'], /--to is cpuprofile, speedscope, collapsed or svg, not 'png'/u],
    [['convert', 'a.folded', '--to', 'svg', '--profile', '0'], /--profile is a number from 1/u],
    [['convert', 'a.folded', '--to', 'svg', '--profile', '2'], /there is no profile 2 in a\.folded: choose from 1\n/u],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await runCli(args, { folder: folderWith('a.folded', stacks) });
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});
