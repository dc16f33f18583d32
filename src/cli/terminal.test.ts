import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createTerminal, wantsColor, type OutputStream } from './terminal.ts';

const env = (values: Record<string, string> = {}) => ({ TERM: 'xterm-256color', ...values });

function stream(properties: { isTTY?: boolean; columns?: number } = {}, failWith?: NodeJS.ErrnoException): OutputStream & { text: string } {
  const writable = new Writable({
    write(chunk, _, done) {
      target.text += String(chunk);
      done(failWith);
    },
  });
  const target = Object.assign(writable, { text: '' }, properties);
  return target;
}

const terminal = (stdout: OutputStream, values: Record<string, string> = {}, stderr: OutputStream = stream({ isTTY: true })) =>
  createTerminal({ stdout, stderr }, env(values), 'linux');

describe('wantsColor', () => {
  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [false, { FORCE_COLOR: '1' }, true],
    [false, { FORCE_COLOR: '' }, true],
    [true, { FORCE_COLOR: '0' }, false],
    [true, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
    [true, { TERM: 'dumb' }, false],
  ])('terminal %s with %j: %s', (isTerminal, values, expected) => {
    expect(wantsColor(isTerminal, env(values))).toBe(expected);
  });
});

describe('createTerminal', () => {
  it('takes the width from the terminal, then from COLUMNS', () => {
    expect(terminal(stream({ isTTY: true, columns: 77 }), { COLUMNS: '50' }).out.width()).toBe(77);
    expect(terminal(stream(), { COLUMNS: '50' }).out.width()).toBe(50);
    expect(terminal(stream(), { COLUMNS: 'wide' }).out.width()).toBe(120);
  });

  it('sees a terminal that was resized', () => {
    const stdout = stream({ isTTY: true, columns: 80 });
    const { out } = terminal(stdout);
    Object.assign(stdout, { columns: 60 });
    expect(out.width()).toBe(60);
  });

  it('draws a live line only where somebody watches', () => {
    expect(terminal(stream()).liveProgress).toBe(true);
    expect(terminal(stream(), { CI: 'true' }).liveProgress).toBe(false);
    expect(terminal(stream(), { CI: 'false' }).liveProgress).toBe(true);
    expect(terminal(stream(), { TERM: 'dumb' }).liveProgress).toBe(false);
    expect(terminal(stream(), {}, stream()).liveProgress).toBe(false);
  });

  const failed = (code: string) => Object.assign(new Error(code), { code });

  it('tells that the reader is gone, and does not fail for it', async () => {
    const { out } = terminal(stream({}, failed('EPIPE')));
    expect(await out.write('a')).toBe(false);
    expect(await out.write('b')).toBe(false);
  });

  it('fails where results cannot be written, not where progress cannot', async () => {
    await expect(terminal(stream({}, failed('ENOSPC'))).out.write('a')).rejects.toThrow('the output could not be written: ENOSPC');
    expect(await terminal(stream(), {}, stream({}, failed('ENOSPC'))).err.write('a')).toBe(false);
  });

  it('resolves when the text is out', async () => {
    const stdout = stream();
    expect(await terminal(stdout).out.write('text')).toBe(true);
    expect(stdout.text).toBe('text');
  });
});
