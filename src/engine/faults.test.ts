// What goes wrong around a desk that watches: with real servers, processes and files.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { SMTPServer } from 'smtp-server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { silentLog } from '../base/log.ts';
import type { SeriesMark } from '../model/metric.ts';
import { createEngine, type Engine } from './engine.ts';

function workspace(config: object): string {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'laptime-faults-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));
  execFileSync('git', ['init', '-q'], { cwd: root });
  writeFileSync(path.join(root, 'laptime.config.json'), JSON.stringify(config));
  return root;
}

function open(root: string): Engine {
  const engine = createEngine({
    ...{ root, distFolder: root, laptimeVersion: '0.0.0', source: 'cli', log: silentLog, clock: systemClock },
  });
  onTestFinished(() => engine.dispose());
  return engine;
}

async function listen(server: Server, port = 0): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

/** One that nobody listens at. */
async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function receiveMail(port: number): Promise<string[]> {
  const mails: string[] = [];
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], logger: false, closeTimeout: 1000 },
    onData(stream, _session, done) {
      let text = '';
      stream.on('data', (chunk) => (text += String(chunk)));
      stream.on('end', () => {
        mails.push(text);
        done();
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return mails;
}

const stoppedFile = fileURLToPath(new URL('./monitoring/stopped.fixture.ts', import.meta.url));
const always = { id: 'always', metric: 'machine.memory.used', above: 0, for: '0 s' };

describe('channels that do not work', () => {
  it('hold up neither others nor the watching, and get each message once they do', async () => {
    const smtpPort = await freePort();
    const failing: string[] = [];
    const failingPort = await listen(
      createServer((request, response) => {
        request.resume();
        failing.push(String(request.headers['webhook-id']));
        response.writeHead(failing.length === 1 ? 500 : 204).end();
      }),
    );
    let hangs = true;
    const hanging: string[] = [];
    const hangingPort = await listen(
      createServer((request, response) => {
        request.resume();
        hanging.push(String(request.headers['webhook-id']));
        if (!hangs) response.writeHead(204).end();
      }),
    );
    const to = (port: number) => `http://127.0.0.1:${port}/`;
    const root = workspace({
      alerts: {
        ...{ defaults: false, groupWait: '0 s', rules: [{ ...always, channels: ['mail', 'failing', 'hanging', 'file'] }] },
        channels: [
          {
            kind: 'email',
            name: 'mail',
            host: '127.0.0.1',
            port: smtpPort,
            security: 'none',
            from: 'laptime@localhost',
            to: ['a@localhost'],
          },
          { kind: 'webhook', name: 'failing', url: to(failingPort) },
          { kind: 'webhook', name: 'hanging', url: to(hangingPort) },
          { kind: 'file', name: 'file', path: 'alerts.jsonl' },
        ],
      },
    });
    const first = open(root);
    const desk = await first.openAlertDesk({ watches: true });
    let ticks = 0;
    first.monitor.onTick(() => (ticks += 1));
    const file = path.join(root, 'alerts.jsonl');
    await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8').split('\n').length).toBe(2);
    await expect.poll(() => [failing.length > 0, hanging.length > 0]).toEqual([true, true]);
    const before = ticks;
    await expect.poll(() => ticks - before).toBeGreaterThan(2);

    const mails = await receiveMail(smtpPort);
    // Each is tried again after 5 s.
    await expect.poll(() => [mails.length, failing.length]).toEqual([1, 2]);
    expect(mails[0]).toContain('Subject: [Laptime] Warning: always');
    expect(failing[1]).toBe(failing[0]);

    // What still hangs at the end is sent by who comes next.
    hangs = false;
    desk.dispose();
    first.dispose();
    const next = await open(root).openAlertDesk({ watches: true });
    onTestFinished(() => next.dispose());
    await expect.poll(() => hanging.length).toBe(2);
    expect(hanging[1]).toBe(hanging[0]);
    expect([mails.length, failing.length]).toEqual([1, 2]);
  });
});

describe.skipIf(process.platform === 'win32')('a process that stands still', () => {
  it('goes on, with a mark over the time, and no tick twice', async () => {
    const child = spawn(process.execPath, [stoppedFile], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const ticks: number[] = [];
    const marks: SeriesMark[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = JSON.parse(line) as { readonly tick?: number; readonly mark?: SeriesMark };
      if (said.tick !== undefined) ticks.push(said.tick);
      if (said.mark !== undefined) marks.push(said.mark);
    });
    await expect.poll(() => ticks.length).toBeGreaterThan(2);
    child.kill('SIGSTOP');
    const stoppedMs = Date.now();
    await expect.poll(() => Date.now() - stoppedMs).toBeGreaterThan(6000);
    child.kill('SIGCONT');
    await expect.poll(() => marks.length).toBe(1);
    const count = ticks.length;
    await expect.poll(() => ticks.length).toBeGreaterThan(count + 2);
    const [{ kind, atMs, untilMs } = { kind: 'run', atMs: 0, untilMs: 0 }] = marks;
    expect(kind).toBe('sleep');
    expect(untilMs! - atMs).toBeGreaterThan(5000);
    expect(ticks).toEqual([...new Set(ticks)].toSorted((a, b) => a - b));
    // Whatever is missing between two ticks is under the mark.
    const gaps = ticks.flatMap((tick, at) => (at > 0 && tick - ticks[at - 1]! >= 5000 ? [[ticks[at - 1]!, tick]] : []));
    expect(gaps).toHaveLength(1);
    expect(gaps[0]![0]).toBeGreaterThanOrEqual(atMs);
  });
});

describe.skipIf(process.platform !== 'linux')('a program that is killed', () => {
  it('at any time: it is told as ended, and the watching goes on', async () => {
    const engine = open(workspace({}));
    const programs = await engine.programs();
    const need = engine.monitor.need({ everyMs: 250, subjects: ['program'] });
    onTestFinished(() => need.dispose());
    let ticks = 0;
    engine.monitor.onTick(() => (ticks += 1));
    for (const delayMs of [0, 20, 120, 300]) {
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 10)'], { stdio: 'ignore' });
      onTestFinished(() => void child.kill('SIGKILL'));
      await new Promise((resolve) => child.once('spawn', resolve));
      const attached = programs.attach(child.pid!, 'outside', new AbortController().signal).catch(() => null);
      const before = ticks;
      await expect.poll(() => ticks - before).toBeGreaterThanOrEqual(delayMs === 0 ? 0 : 1);
      setTimeout(() => child.kill('SIGKILL'), delayMs);
      await attached;
      await expect.poll(() => engine.monitor.programs().filter(({ pid, ended }) => pid === child.pid && ended === null)).toEqual([]);
    }
    const before = ticks;
    await expect.poll(() => ticks - before).toBeGreaterThan(1);
  });
});
