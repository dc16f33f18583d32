import { existsSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { WATCH_VARIABLE, WATCH_VERSION, type WatchSettings } from '../../protocol/watching.ts';
import { start as startAlone } from '../programs.fixture.ts';
import { never, root, watching } from './watched.fixture.ts';

describe('programs', () => {
  it('are seen from outside where nobody may ask them, until they end', async () => {
    const { child, pid } = await startAlone(process.execPath, ['waits.cjs', '--password', 'hunter2', '--api-key=abc'], root);
    try {
      const { programs } = watching(process.execPath);
      const program = await programs.attach(pid, 'outside', never);
      expect(program).toMatchObject({
        pid,
        by: 'outside',
        nodeVersion: null,
        title: 'node waits.cjs --password … --api-key=…',
        ended: null,
      });
      child.kill('SIGKILL');
      await expect.poll(() => programs.all()[0]?.ended).not.toBeNull();
    } finally {
      child.kill('SIGKILL');
    }
    const { programs } = watching(process.execPath);
    await expect(programs.attach(pid, 'outside', never)).rejects.toMatchObject({ code: 'no-process' });
    await expect(programs.attach(pid, 'within', never)).rejects.toMatchObject({ code: 'no-process' });
  });

  it('are told of by nobody who does not know the token', async () => {
    const { programs, seen } = watching(process.execPath);
    const { env } = await programs.preload({ children: true });
    const { socket, token } = JSON.parse(env[WATCH_VARIABLE]!) as WatchSettings;
    const hello = {
      kind: 'hello',
      version: WATCH_VERSION,
      pid: 1,
      parentPid: 1,
      nodeVersion: '24',
      args: ['node'],
      cwd: '/',
      startedAtMs: 1,
    };
    const say = (...lines: readonly string[]) =>
      new Promise<void>((resolve) => {
        const connection = connect(socket, () => connection.write(lines.map((line) => `${line}\n`).join('')));
        connection.resume();
        connection.once('close', () => resolve());
        connection.on('error', () => {});
      });
    await say(JSON.stringify({ ...hello, token: 'x'.repeat(64) }));
    await say('not JSON');
    await say(JSON.stringify({ kind: 'exit', code: 0 }));
    await say(JSON.stringify({ ...hello, token, version: 99 }));
    await say('x'.repeat(5 * 2 ** 20));
    expect(seen).toEqual([]);
    await say(JSON.stringify({ ...hello, token }), '{"kind":"report","elapsedMs":-1}');
    expect(seen.map(({ ended }) => ended === null)).toEqual([true, false]);
  });

  it('leave nothing behind', async () => {
    const watched = watching(process.execPath);
    const { env } = await watched.programs.preload({ children: true });
    const { socket } = JSON.parse(env[WATCH_VARIABLE]!) as WatchSettings;
    const { pid, ended } = await watched.start(['node', 'waits.cjs']);
    await expect.poll(() => watched.output.stdout).toContain('ready');
    expect(existsSync(socket)).toBe(true);
    expect(statSync(path.dirname(socket)).mode & 0o077).toBe(0);
    watched.programs.dispose();
    await ended;
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(existsSync(path.dirname(socket))).toBe(false);
  });

  it('say which command cannot be started', async () => {
    await expect(watching(process.execPath).start(['no-such-command'])).rejects.toMatchObject({ code: 'program-missing' });
  });
});
