import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli, startCli, type StartedCli } from '../support/cli.ts';
import { emptyFolder } from '../support/workspace.ts';

interface Address {
  readonly url: string;
  readonly token: string;
  readonly tokenFile: string;
}

/** The line that the server writes when it listens. */
function address({ child, ended }: StartedCli): Promise<Address> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('\n')) resolve(JSON.parse(text) as Address);
    });
    void ended.then(({ stderr }) => reject(new Error(`ended before it listened: ${stderr}`)));
  });
}

describe('laptime serve', () => {
  it('serves until it is interrupted, and leaves nothing behind', async () => {
    const folder = emptyFolder();
    const options = { folder, env: { XDG_CACHE_HOME: emptyFolder() } };
    const cli = startCli(['serve', '--json'], options);
    const { url, token, tokenFile } = await address(cli);
    const running = await runCli(['serve', '--running'], options);
    expect(running).toMatchObject({ code: 0, stdout: `${JSON.stringify({ url, token })}\n` });
    const headers = { Authorization: `Bearer ${token}` };
    expect(await (await fetch(`${url}/api/v1/status`, { headers })).json()).toMatchObject({ root: folder });
    expect(await (await fetch(`${url}/metrics`, { headers })).text()).toContain('\nlaptime_machine_cpu_ratio ');
    expect((await fetch(`${url}/`)).status).toBe(200);
    cli.child.kill('SIGINT');
    const { code, stderr } = await cli.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(existsSync(tokenFile)).toBe(false);
    expect(await cli.descendantsLeft(1000)).toEqual([]);
    const none = await runCli(['serve', '--running'], options);
    expect(none).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('start one with laptime serve') });
  });

  it('says why the token cannot be left', async () => {
    const folder = emptyFolder();
    writeFileSync(path.join(folder, 'cache'), 'a file where the folder should be');
    const { code, stderr } = await runCli(['serve'], { folder, env: { XDG_CACHE_HOME: path.join(folder, 'cache') } });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^laptime: The token cannot be left in .*: ENOTDIR.*Make room or give access, or set XDG_CACHE_HOME\.\n$/);
  });

  it('warns where others may reach it', async () => {
    const cli = startCli(['serve', '--json', '--host', '0.0.0.0'], { folder: emptyFolder(), env: { XDG_CACHE_HOME: emptyFolder() } });
    await cli.said('Warning: other machines may reach 0.0.0.0');
    cli.child.kill('SIGTERM');
    expect((await cli.ended).code).toBe(0);
  });

  it.each([
    [['--port', '70000'], 2, '--port is a number from 0 to 65535'],
    [['here'], 2, "serve takes no 'here'"],
    [['--otlp', 'ftp://127.0.0.1/'], 1, 'is no address to push metrics to'],
    [['--host', '192.0.2.1'], 1, 'this machine has no such address'],
  ])('ends for %j and says why', async (args, code, message) => {
    const ended = await runCli(['serve', ...args], { folder: emptyFolder(), env: { XDG_CACHE_HOME: emptyFolder() } });
    expect(ended).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(message) });
  });
});
