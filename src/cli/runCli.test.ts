import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import { silentLog } from '../base/log.ts';
import { commands } from './commands/index.ts';
import { runCli } from './runCli.ts';
import type { Output } from './terminal.ts';

function fakeOutput() {
  const output = { isTerminal: false, color: false, text: '', width: () => 80 };
  const write: Output['write'] = (text) => {
    output.text += text;
    return Promise.resolve(true);
  };
  return Object.assign(output, { write });
}

async function run(args: readonly string[], options: { fail?: Error; aborted?: boolean } = {}) {
  const out = fakeOutput();
  const err = fakeOutput();
  const context = {
    terminal: { out, err, unicode: true, liveProgress: false },
    input: Readable.from([]),
    clock: systemClock,
    workingFolder: import.meta.dirname,
    laptimeVersion: '1.2.3',
    distFolder: '/dist',
    log: silentLog,
    openEngine: () => Promise.reject(options.fail ?? new Error('no engine was expected')),
  };
  const code = await runCli(args, context, '1.2.3', options.aborted ? AbortSignal.abort() : new AbortController().signal);
  return { code, out: out.text, err: err.text };
}

describe('runCli', () => {
  it('tells a user error in one line', async () => {
    const { code, out, err } = await run(['bench'], { fail: new UserError('node-not-found', 'there is no Node') });
    expect({ code, out, err }).toEqual({ code: 1, out: '', err: 'laptime: there is no Node\n' });
  });

  it('lets no text from outside steer the terminal, and keeps its lines', async () => {
    const fail = new UserError('install-failed', 'npm ci failed. It said:\n  \u001b[31mno such\u0007 package\r\n  bye');
    expect((await run(['bench'], { fail })).err).toBe('laptime: npm ci failed. It said:\n  \\u001b[31mno such\\u0007 package\n  bye\n');
  });

  it('owns up to a bug, with its stack', async () => {
    const { code, err } = await run(['bench'], { fail: new TypeError('x is undefined') });
    expect(code).toBe(1);
    expect(err).toMatch(/^TypeError: x is undefined\n {4}at .*\n/);
    expect(err).toMatch(/laptime: this is a bug in Laptime 1\.2\.3 \(Node v\S+, \w+\); please report it with the lines above\n$/);
  });

  it('is silent about a cancellation that was asked for, and about no other', async () => {
    const abort = new DOMException('aborted', 'AbortError');
    expect(await run(['bench'], { fail: abort, aborted: true })).toEqual({ code: 130, out: '', err: '' });
    expect((await run(['bench'], { fail: abort })).err).toContain('this is a bug');
  });

  it('takes what follows -- for words, help included', async () => {
    expect((await run(['bench', '--', '--help'], { fail: new UserError('x', 'reached') })).err).toBe('laptime: reached\n');
    expect((await run(['bench', '--help'])).out).toContain('Usage:');
  });
});

describe('docs/command-line.md', () => {
  const page = readFileSync(new URL('../../docs/command-line.md', import.meta.url), 'utf8');

  it.each(commands.map((entry) => entry.name))('has every option of %s', async (name) => {
    const entry = commands.find((command) => command.name === name);
    const { options } = await entry!.load();
    const section = new RegExp(`^## laptime ${name}$.*?(?=^## |$(?![\\s\\S]))`, 'ms').exec(page)?.[0] ?? '';
    for (const [option, { value }] of Object.entries(options))
      expect(section).toContain(`\`--${option}${value === null ? '' : ` ${value}`}\``);
  });
});
