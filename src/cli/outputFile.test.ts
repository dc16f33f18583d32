import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync, lstatSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openOutputFile } from './outputFile.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'laptime-output-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (name: string) => openOutputFile('--json', name, folder);

describe('openOutputFile', () => {
  it('writes a new file and replaces an old one', async () => {
    await open('a.json').fill((write) => write('one'));
    expect(readFileSync(path.join(folder, 'a.json'), 'utf8')).toBe('one');
    await open('a.json').fill((write) => write('two'));
    expect(readFileSync(path.join(folder, 'a.json'), 'utf8')).toBe('two');
    expect(readdirSync(folder)).toEqual(['a.json']);
  });

  it('keeps the old file where the new one is not finished', async () => {
    writeFileSync(path.join(folder, 'a.json'), 'old');
    const filling = open('a.json').fill(async (write) => {
      await write('half');
      throw new Error('broken');
    });
    await expect(filling).rejects.toThrow('broken');
    expect(readFileSync(path.join(folder, 'a.json'), 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['a.json']);
  });

  it('follows a link and leaves it a link', async () => {
    writeFileSync(path.join(folder, 'target'), 'old');
    symlinkSync('target', path.join(folder, 'link'));
    await open('link').fill((write) => write('new'));
    expect(lstatSync(path.join(folder, 'link')).isSymbolicLink()).toBe(true);
    expect(readFileSync(path.join(folder, 'target'), 'utf8')).toBe('new');
  });

  it.skipIf(process.platform === 'win32')('writes into a pipe instead of replacing it', async () => {
    const pipe = path.join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reading = readFile(pipe, 'utf8');
    await open('pipe').fill((write) => write('through'));
    expect(await reading).toBe('through');
    expect(lstatSync(pipe).isFIFO()).toBe(true);
  });

  it.skipIf(process.platform !== 'linux')('says that a disk is full, and what to do', async () => {
    await expect(open('/dev/full').fill((write) => write('text'))).rejects.toThrow(
      '--json: /dev/full could not be written: its disk is full. Free some space there, or name a file on another disk.',
    );
  });

  it('fails before the run where it could not write after it', () => {
    mkdirSync(path.join(folder, 'sub'));
    expect(() => open('')).toThrow('--json needs the name of a file');
    expect(() => open('sub')).toThrow('--json: sub is a folder; give the name of a file');
    expect(() => open('none/a.json')).toThrow(`--json: there is no folder ${path.join(folder, 'none')}`);
    writeFileSync(path.join(folder, 'file'), '');
    expect(() => open('file/a.json')).toThrow(`--json: there is no folder ${path.join(folder, 'file')}`);
  });
});
