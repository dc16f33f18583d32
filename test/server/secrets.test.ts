// Secrets from every place where they may be, and all places where they must not come to.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { systemClock } from '../../src/base/clock.ts';
import type { Log } from '../../src/base/log.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { startServer } from '../../src/server/index.ts';
import { repository } from '../cli/support/cli.ts';

const secrets = {
  ofEnvironment: 'sEcretOfEnvironment0123',
  ofEditor: 'sEcretOfEditor0123456',
  inAddress: 'sEcretInAddress01234',
  ofMail: 'sEcretOfMail01234567',
  ofSignature: Buffer.from('sEcretOfSignature0123456').toString('base64'),
  ofCommand: 'sEcretOfCommand01234',
  ofMode: 'sEcretOfMode01234567',
  ofRuns: 'sEcretOfRuns01234567',
};

const folderFor = (name: string): string => {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), `laptime-${name}-`)));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
};

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [path.join(entry.parentPath, entry.name)] : [],
  );

it('are in no log, store, export, answer, stream or page', async () => {
  const said: string[] = [];
  const note = (text: unknown) => void said.push(text instanceof Error ? `${text.stack}` : String(text));
  const log: Log = { trace: note, debug: note, info: note, warn: note, error: note };
  process.env['TEST_SERVICE_TOKEN'] = secrets.ofEnvironment;
  onTestFinished(() => void delete process.env['TEST_SERVICE_TOKEN']);

  // It fails, and says with which address, as many do.
  const asked: string[] = [];
  const receiver = createServer((request, response) => {
    request.resume();
    asked.push(request.url ?? '');
    response.writeHead(500).end(`Cannot POST ${request.url}`);
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void receiver.close());
  const { port } = receiver.address() as AddressInfo;
  const kept: Readonly<Record<string, string>> = {
    SIGNATURE: `whsec_${secrets.ofSignature}`,
    ADDRESS: `http://127.0.0.1:${port}/${secrets.inAddress}`,
    MAIL: secrets.ofMail,
    SLACK: `http://127.0.0.1:${port}/slack/${secrets.ofEditor}`,
  };

  const root = folderFor('secrets');
  execFileSync('git', ['init', '-q'], { cwd: root });
  const mail = { kind: 'email', host: '127.0.0.1', port: 1, security: 'starttls', user: 'ada', password: 'MAIL' };
  writeFileSync(
    path.join(root, 'laptime.config.json'),
    JSON.stringify({
      node: { env: { API_KEY: secrets.ofRuns } },
      modes: { mine: { env: { API_KEY: secrets.ofMode } } },
      alerts: {
        ...{ defaults: false, groupWait: '0 s' },
        rules: [{ id: 'always', metric: 'machine.memory.used', above: 0, for: '0 s', channels: ['hook', 'slack', 'mail'] }],
        channels: [
          { kind: 'webhook', name: 'hook', urlSecret: 'ADDRESS', secret: 'SIGNATURE' },
          { kind: 'slack', name: 'slack', urlSecret: 'SLACK' },
          { ...mail, name: 'mail', from: 'laptime@localhost', to: ['a@localhost'] },
        ],
      },
    }),
  );
  const script = path.join(folderFor('program'), 'wait.js');
  writeFileSync(script, 'setInterval(() => {}, 100);');
  const child = spawn(process.execPath, [script, `--token=${secrets.ofCommand}`, '--password', secrets.ofCommand, secrets.ofEnvironment], {
    stdio: 'ignore',
  });
  onTestFinished(() => void child.kill('SIGKILL'));

  const distFolder = path.join(repository, 'dist');
  const engine = createEngine({ root, distFolder, laptimeVersion: '1.2.3', source: 'cli', log, clock: systemClock });
  onTestFinished(() => engine.dispose());
  await engine.switchMode('mine');
  const alerts = await engine.openAlertDesk({ watches: true, secretOf: (name) => Promise.resolve(kept[name] ?? null) });
  onTestFinished(() => alerts.dispose());
  const programs = await engine.programs();
  await programs.attach(child.pid!, 'outside', new AbortController().signal);
  const server = await startServer(
    { engine, monitor: engine.monitor, alerts, clock: systemClock, log, laptimeVersion: '1.2.3' },
    { tokenFolder: folderFor('tokens'), pageFolder: path.join(distFolder, 'webview') },
  );
  onTestFinished(() => server.dispose());

  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/v1/stream`, {
    headers: { Authorization: `Bearer ${server.token}` },
  });
  onTestFinished(() => socket.terminate());
  const streamed: string[] = [];
  socket.on('message', (data: Buffer) => streamed.push(data.toString()));
  socket.once('open', () => socket.send('{"kind":"subscribe","metrics":["*"],"events":["alert","mark"]}'));

  await expect.poll(() => new Set(asked).size).toBe(2);
  await expect.poll(() => said.join('\n')).toMatch(/channel hook[\s\S]*|channel mail/);
  await expect.poll(() => ['hook', 'slack', 'mail'].filter((name) => !said.some((line) => line.includes(`channel ${name}`)))).toEqual([]);
  for (const name of ['hook', 'slack', 'mail']) {
    await alerts.testChannel(name, new AbortController().signal).catch((error: unknown) => note(error));
  }
  await expect.poll(() => streamed.some((message) => message.includes('"tick"'))).toBe(true);

  const addresses = [
    '/status',
    '/programs',
    '/marks',
    '/configuration',
    '/modes',
    '/metrics',
    '/metrics/latest',
    '/alerts',
    '/alerts/rules',
  ];
  const answers: string[] = [];
  for (const address of [...addresses, '/alerts/history', '/silences', '/openapi.json', '/runs', '/nothing']) {
    answers.push(await (await fetch(`${server.url}/api/v1${address}`, { headers: { Authorization: `Bearer ${server.token}` } })).text());
  }
  answers.push(await (await fetch(`${server.url}/metrics`, { headers: { Authorization: `Bearer ${server.token}` } })).text());
  answers.push(await (await fetch(`${server.url}/`)).text());
  expect(answers.join('\n')).toContain('API_KEY');
  expect(answers.join('\n')).toContain('--token=…');

  const exported: string[] = [];
  await engine.exportRuns((line) => exported.push(line) > 0);
  // What the panel is sent is made of these.
  const shown = JSON.stringify([
    engine.monitor.programs(),
    engine.monitor.marks(),
    engine.monitor.metrics(),
    alerts.active(),
    alerts.rules(),
  ]);
  alerts.dispose();
  engine.dispose();
  const stored = filesBelow(path.join(root, '.git', 'laptime')).map((file) => readFileSync(file, 'latin1'));
  expect(stored.length).toBeGreaterThan(0);
  expect(stored.join('')).toContain('always');

  const places = { log: said, stream: streamed, answers, exported, shown: [shown], stored };
  const found = Object.entries(places).flatMap(([place, texts]) =>
    Object.entries(secrets).flatMap(([secret, value]) => (texts.some((text) => text.includes(value)) ? [`${secret} in ${place}`] : [])),
  );
  expect(found).toEqual([]);
  // The token of the server is in none of them either.
  expect([...said, ...stored, ...streamed, ...answers].some((text) => text.includes(server.token))).toBe(false);
});
