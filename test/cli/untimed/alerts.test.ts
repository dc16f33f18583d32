import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { SMTPServer } from 'smtp-server';
import { expect, it, onTestFinished } from 'vitest';
import { runCli, startCli } from '../support/cli.ts';
import { makeWorkspace } from '../support/workspace.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** What is always true of a machine that runs: it has memory. */
const rule = { id: 'memory', title: 'There is memory', metric: 'machine.memory.available', above: '1 MB', for: '1 s', clearFor: '1 s' };
const workspace = (channels: readonly object[]) =>
  makeWorkspace({
    'laptime.config.json': JSON.stringify({
      alerts: {
        defaults: false,
        groupWait: '1 s',
        rules: [{ ...rule, channels: ['editor', ...channels.map((own) => (own as { name: string }).name)] }],
        channels,
      },
    }),
  });

async function receiver(status: number): Promise<{ url: string; bodies: string[] }> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      bodies.push(`${String(request.headers['webhook-signature']).slice(0, 3)} ${body}`);
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, bodies };
}

it('watches rules, tells channels, and others acknowledge, silence and read what happened', async () => {
  const { url, bodies } = await receiver(204);
  const folder = workspace([
    { name: 'log', kind: 'file', path: 'alerts.jsonl' },
    { name: 'hook', kind: 'webhook', url, secret: 'HOOK_SECRET' },
  ]);
  expect(await runCli(['alerts'], { folder })).toMatchObject({ code: 0, stdout: '', stderr: 'No alert fires.\n' });
  const watching = startCli(['alerts', 'watch', '--json'], { folder, env: { HOOK_SECRET: SECRET } });
  await watching.said('Watching 1 rule');
  await expect.poll(() => bodies.length).toBe(1);
  expect(bodies[0]).toMatch(/^v1, \{"type":"laptime\.alerts"/);
  const log = path.join(folder, 'alerts.jsonl');
  // It is there before its first line is.
  await expect.poll(() => existsSync(log) && readFileSync(log, 'utf8').endsWith('\n')).toBe(true);
  const line = JSON.parse(readFileSync(log, 'utf8')) as { alerts: { id: string }[] };
  const id = line.alerts[0]!.id.slice(-8);

  const acknowledged = await runCli(['alerts', 'ack', id, '--by', 'Ada', '--note', 'seen'], { folder });
  expect(acknowledged.stdout).toContain(`${id}  warning   acknowledged  There is memory, since `);
  expect(acknowledged.stdout).toContain('acknowledged by Ada: seen');
  const silenced = await runCli(['alerts', 'silence', '--rule', 'memory', '--reason', 'a test', '--by', 'Ada'], { folder });
  expect(silenced.stdout).toMatch(/^[\da-f]{8} {2}silence {3}until .* rule memory: a test \(Ada\)\n$/);
  const list = JSON.parse((await runCli(['alerts', '--json'], { folder })).stdout) as { alerts: { state: string }[]; silences: object[] };
  expect(list).toMatchObject({ alerts: [{ state: 'acknowledged' }], silences: [{ rule: 'memory' }] });
  const unsilenced = await runCli(['alerts', 'unsilence', silenced.stdout.slice(0, 8)], { folder });
  expect(unsilenced).toMatchObject({ code: 0, stderr: 'The silence is over.\n' });
  expect((await runCli(['alerts', 'resolve', id], { folder })).stdout).toContain('resolved');
  // The one that watches has heard of it, and tells those whom it told before.
  await expect.poll(() => bodies.some((body) => body.includes('"why":"resolved"'))).toBe(true);

  watching.child.kill('SIGINT');
  const ended = await watching.ended;
  const states = ended.stdout
    .trimEnd()
    .split('\n')
    .map((own) => (JSON.parse(own) as { state: string }).state);
  expect(states.slice(0, 2)).toEqual(['pending', 'firing']);
  const history = await runCli(['alerts', '--history'], { folder });
  expect(history.stdout).toContain('acknowledged  memory by Ada (seen)');
  expect(history.stdout + ended.stdout + ended.stderr).not.toContain(SECRET);
  const stored = path.join(folder, '.git/laptime');
  expect(readdirSync(stored).filter((name) => readFileSync(path.join(stored, name)).includes(SECRET))).toEqual([]);
});

it('watches several programs, tells which one it is about, and ends with them, when all is told', async () => {
  const { url, bodies } = await receiver(204);
  const folder = workspace([{ name: 'hook', kind: 'webhook', url }]);
  const config = { ...rule, metric: 'program.heap.used', above: '1 kB', for: '0 s', channels: ['hook'] };
  writeFileSync(
    path.join(folder, 'laptime.config.json'),
    JSON.stringify({
      alerts: { defaults: false, groupBy: 'program', rules: [config], channels: [{ name: 'hook', kind: 'webhook', url }] },
    }),
  );
  const programs = await Promise.all(
    ['web', 'worker'].map(async (name) => {
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000); console.log(1)', name], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      onTestFinished(() => void child.kill('SIGKILL'));
      await once(child.stdout, 'data');
      return child;
    }),
  );
  const pids = programs.map(({ pid }) => String(pid));
  const watching = startCli(['alerts', 'watch', '--json', '--pid', pids.join(',')], { folder });
  const firing = new Set<string>();
  createInterface({ input: watching.child.stdout! }).on('line', (line) => {
    const { state, labels } = JSON.parse(line) as { state: string; labels: { pid: string } };
    if (state === 'firing') firing.add(labels.pid);
  });
  await expect.poll(() => firing).toEqual(new Set(pids));
  const { stdout } = await runCli(['alerts'], { folder });
  for (const pid of pids) expect(stdout).toMatch(new RegExp(`There is memory \\[program=.*, pid=${pid}\\], since `));
  for (const child of programs) child.kill('SIGKILL');
  expect((await watching.ended).code).toBe(0);
  expect(bodies.filter((body) => body.includes('The program has ended.')).length).toBeGreaterThan(0);
  const told = new Set(bodies.flatMap((body) => [...body.matchAll(/"pid":"(\d+)"/g)].map(([, pid]) => pid)));
  expect(told).toEqual(new Set(pids));
  expect(await runCli(['alerts'], { folder })).toMatchObject({ stdout: '' });
});

it('sends after the next start what could not be sent before', async () => {
  const down = await receiver(500);
  const folder = workspace([{ name: 'hook', kind: 'webhook', url: down.url }]);
  const first = startCli(['alerts', 'watch'], { folder });
  await expect.poll(() => down.bodies.length).toBe(1);
  first.child.kill('SIGKILL');
  await first.ended;
  const up = await receiver(204);
  const file = path.join(folder, 'laptime.config.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace(down.url, up.url));
  const second = startCli(['alerts', 'watch'], { folder });
  await expect.poll(() => up.bodies.length).toBe(1);
  expect(up.bodies[0]).toBe(down.bodies[0]);
  second.child.kill('SIGINT');
  await second.ended;
});

it('tries channels, and says what is wrong', async () => {
  const { url, bodies } = await receiver(204);
  const folder = workspace([
    { name: 'hook', kind: 'webhook', url },
    { name: 'gone', kind: 'slack', urlSecret: 'NOT_SET' },
  ]);
  const run = (...args: string[]) => runCli(['alerts', ...args], { folder });
  expect(await run('test', 'hook')).toMatchObject({ code: 0, stderr: 'The channel hook took the message.\n' });
  expect(bodies[0]).toContain('"type":"laptime.test"');
  expect((await run('test', 'editor')).stdout).toContain('This is a test of Laptime');
  expect(await run('test', 'gone')).toMatchObject({ code: 1, stderr: expect.stringContaining('there is no environment variable NOT_SET') });
  expect(await run('test', 'other')).toMatchObject({ code: 1, stderr: expect.stringContaining("There is no channel 'other'") });
  expect(await run('ack', '1')).toMatchObject({ code: 1, stderr: "laptime: Nothing has the id '1': there is none.\n" });
  expect(await run('silence')).toMatchObject({ code: 2, stderr: expect.stringContaining('a silence needs a reason') });
  expect(await run('ack')).toMatchObject({ code: 2 });
  expect(await run('list', '--note', 'x')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--note is nothing that alerts list takes'),
  });
  expect(await run('shout')).toMatchObject({ code: 2, stderr: expect.stringContaining("alerts knows no 'shout'") });
});

it('silences no more than was meant, and says where nothing has the name', async () => {
  const folder = workspace([]);
  const run = (...args: string[]) => runCli(['alerts', ...args], { folder });
  expect(await run('silence', '--rule', 'memroy', '--reason', 'a test')).toMatchObject({
    code: 0,
    stderr: "There is no rule 'memroy' now, but memory.\n",
  });
  expect(await run('unsilence', '')).toMatchObject({ code: 1, stderr: expect.stringContaining("Nothing has the id ''") });
  expect((await run()).stdout).toContain('rule memroy: a test');
});

it('says where a silence cannot be kept, instead of seeming to have made one', async () => {
  const folder = workspace([]);
  // Where that leads, Laptime does not write.
  symlinkSync(folder, path.join(folder, '.git/laptime'));
  expect(await runCli(['alerts', 'silence', '--reason', 'a test'], { folder })).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^laptime: This is not kept, and nobody else hears of it\. .*not stored/m),
  });
});

it('says that its lines cannot be written', async () => {
  const full = openSync('/dev/full', 'w');
  onTestFinished(() => closeSync(full));
  const { code, stderr } = await startCli(['alerts', 'watch', '--json'], { folder: workspace([]), stdout: full }).ended;
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(/^Watching 1 rule; .*\nlaptime: the output could not be written/),
  });
});

it('sends mail', async () => {
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
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  const from = { host: '127.0.0.1', port, security: 'none', from: 'laptime@example.com' };
  const folder = workspace([{ name: 'mail', kind: 'email', ...from, to: ['team@example.com'] }]);
  expect(await runCli(['alerts', 'test', 'mail'], { folder })).toMatchObject({ code: 0, stderr: 'The channel mail took the message.\n' });
  expect(mails[0]).toContain('This is a test of Laptime');
});
