import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { systemClock, type Clock } from '../../../src/base/clock.ts';
import { DisposableStore } from '../../../src/base/lifecycle.ts';
import { silentLog, type Log } from '../../../src/base/log.ts';
import type { AlertDesk } from '../../../src/engine/alerts/index.ts';
import { createEngine, type Engine } from '../../../src/engine/engine.ts';
import { createMonitor, type PluggableMonitor } from '../../../src/engine/monitoring/index.ts';
import type { Metric } from '../../../src/model/metric.ts';
import { startServer, type LaptimeServer } from '../../../src/server/index.ts';
import { repository } from '../../cli/support/cli.ts';
import { quietDesk } from './desk.ts';

const distFolder = path.join(repository, 'dist');

const metrics: readonly Metric[] = [
  { ...{ id: 'machine.cpu', subject: 'machine', group: 'cpu', title: 'CPU' }, description: 'Share of the cores.', unit: 'share', most: 1 },
  { ...{ id: 'machine.cpu.core.0', subject: 'machine', group: 'cpu', title: 'Core 0' }, description: 'Of a core.', unit: 'share', most: 1 },
  {
    ...{ id: 'machine.memory.used', subject: 'machine', group: 'memory', title: 'Memory' },
    description: 'Used.',
    unit: 'bytes',
    most: null,
  },
];

/** What of a server tests work with. */
export interface Served extends LaptimeServer {
  readonly root: string;
  readonly engine: Engine;
  readonly monitor: PluggableMonitor;
  readonly alerts: AlertDesk;
  /** Asks as the owner of the token. */
  readonly ask: (address: string, init?: RequestInit) => Promise<Response>;
  readonly send: (method: string, address: string, body: unknown) => Promise<Response>;
}

export interface ServeOptions {
  readonly clock?: Clock;
  readonly log?: Log;
  readonly host?: string;
  readonly port?: number;
  readonly files?: Readonly<Record<string, string>>;
  readonly stream?: Parameters<typeof startServer>[1]['stream'];
}

export function emptyFolder(): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'laptime-server-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** The server over a real engine of a repository of its own, with three metrics that count up. Ends with the test. */
export async function serve({ clock = systemClock, log = silentLog, host, port, files = {}, stream }: ServeOptions = {}): Promise<Served> {
  const root = emptyFolder();
  for (const [file, text] of Object.entries({ 'package.json': '{}', ...files })) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, stdio: 'ignore' });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('-c', 'user.name=Test', '-c', 'user.email=test@localhost', '-c', 'commit.gpgsign=false', 'commit', '--quiet', '--message=Start');
  const owned = new DisposableStore();
  onTestFinished(() => owned.dispose());
  const engine = owned.add(createEngine({ root, distFolder, laptimeVersion: '1.2.3', source: 'cli', log, clock }));
  const settings = async () => (await engine.config()).config.monitoring;
  const monitor = owned.add(createMonitor({ clock, log, history: null, settings }));
  let collected = 0;
  owned.add(
    monitor.addCollector({
      name: 'counting',
      subject: 'machine',
      create: () => ({
        metrics: () => metrics,
        collect(report) {
          collected += 1;
          report('machine.cpu', (collected % 100) / 100);
          report('machine.cpu.core.0', 0.5);
          report('machine.memory.used', collected * 1e6);
        },
        dispose() {},
      }),
    }),
  );
  const alerts = owned.add(quietDesk({ monitor, clock, log }));
  const server = owned.add(
    await startServer(
      { engine, monitor, alerts, clock, log, laptimeVersion: '1.2.3' },
      {
        tokenFolder: path.join(emptyFolder(), 'servers'),
        pageFolder: path.join(distFolder, 'webview'),
        ...(host !== undefined && { host }),
        ...(port !== undefined && { port }),
        ...(stream && { stream }),
      },
    ),
  );
  const ask = (address: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('Authorization', `Bearer ${server.token}`);
    return fetch(`${server.url}${address}`, { ...init, headers });
  };
  return {
    ...server,
    ...{ root, engine, monitor, alerts, ask },
    send: (method, address, body) => ask(address, { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  };
}

export const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);
