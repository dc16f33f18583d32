import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, afterEach } from 'vitest';
import { systemClock } from '../../base/clock.ts';
import { silentLog } from '../../base/log.ts';
import type { WatchedProgram } from '../../model/watchedProgram.ts';
import type { WatchReport } from '../../protocol/watching.ts';
import { createFolder } from '../programs.fixture.ts';
import { createPrograms, type Programs } from './index.ts';
import { mergeReports } from './mergeReports.ts';
import { valuesOf } from './valuesOf.ts';

const SERVER = `
  let leave;
  const server = http.createServer((request, response) => request.url === '/left' ? leave(response) : setTimeout(() => {
    response.statusCode = request.url === '/bad' ? 500 : 200;
    response.end('ok');
  }, 20));
  server.listen(0, '127.0.0.1', async () => {
    const at = (path) => 'http://127.0.0.1:' + server.address().port + path;
    const agent = new http.Agent({ maxSockets: 1 });
    for (let turn = 0; turn < 10; turn++) {
      await fetch(at('/')).then((response) => response.text());
      await fetch(at('/bad')).then((response) => response.text());
    }
    const closed = await new Promise((resolve) => { const other = http.createServer().listen(0, '127.0.0.1', () => { const { port } = other.address(); other.close(() => resolve(port)); }); });
    await fetch('http://127.0.0.1:' + closed).catch(() => {});
    const get = () => new Promise((resolve) => http.get(at('/'), { agent }, (response) => response.resume().on('end', resolve)));
    await Promise.all(Array.from({ length: 4 }, get));
    // The client goes before it has its answer.
    await new Promise((resolve) => {
      const request = http.get(at('/left')).on('error', () => {});
      leave = (response) => { response.on('close', resolve); request.destroy(); };
    });
    setTimeout(() => process.exit(0), 60);
  });`;

const require = createRequire(import.meta.url);

/** Libraries as they are, and of their servers so much as they ask for: 8 calls, of which 2 fail, and one that waits for what comes. */
const LIBRARIES = `
  const net = require('node:net');
  const { Redis } = require(${JSON.stringify(require.resolve('ioredis'))});
  const mysql = require(${JSON.stringify(require.resolve('mysql2'))});
  async function askRedis() {
    const server = net.createServer((socket) => socket.on('data', (chunk) => {
      for (const command of chunk.toString().split(/^\\*\\d+\\r\\n/m).slice(1)) socket.write(/lpush/.test(command) ? '-WRONGTYPE no list\\r\\n' : '+OK\\r\\n');
    }));
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const redis = new Redis(server.address().port, '127.0.0.1', { enableReadyCheck: false, disableClientInfo: true, protocol: 2 });
    for (let turn = 0; turn < 3; turn++) await redis.set('a', turn);
    await redis.lpush('a', 1).catch(() => {});
    await redis.blpop('jobs', 0);
    redis.disconnect();
    server.close();
  }
  async function askMysql() {
    const server = mysql.createServer((connection) => {
      connection.serverHandshake({ protocolVersion: 10, serverVersion: '8.0.0', connectionId: 1, statusFlags: 2, characterSet: 8, capabilityFlags: 0xffffff });
      connection.on('query', (sql) => sql === 'nope' ? connection.writeError({ message: 'no', code: 1064 }) : connection.writeOk({}));
      connection.on('error', () => {});
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const connection = mysql.createConnection({ host: '127.0.0.1', port: server._server.address().port, user: 'x' });
    const ask = (sql) => new Promise((resolve) => connection.query(sql, resolve));
    for (const sql of ['select 1', 'select 2', 'select 3', 'nope']) await ask(sql);
    connection.destroy();
    server.close();
  }
  askRedis().then(askMysql);`;

const folder = createFolder({
  'libraries.cjs': LIBRARIES,
  'server.cjs': `const http = require('node:http');${SERVER}`,
  'server.mjs': `import http from 'node:http';${SERVER}`,
  'garbage.cjs': `let kept; const until = Date.now() + 400; (function turn() {
    for (let i = 0; i < 2e5; i++) kept = { i, next: [i] };
    if (Date.now() < until) setImmediate(turn);
  })();`,
  'blocks.cjs': `function busy(ms) { const until = Date.now() + ms; let sum = 0; while (Date.now() < until) for (let i = 0; i < 1e4; i++) sum += Math.sqrt(i); return sum; }
    setInterval(() => busy(120), 200); console.log('ready');`,
  'waits.cjs': `setInterval(() => {}, 1000); console.log('ready');`,
  'times.cjs': `const { performance } = require('node:perf_hooks');
    const parse = performance.timerify(function parse() { return JSON.parse('[1]'); });
    for (let i = 0; i < 50; i++) parse();
    performance.mark('start'); performance.measure('a b/c', { start: 0, duration: 40 });
    for (let i = 0; i < 200; i++) performance.mark('user-' + i);
    setTimeout(() => {}, 50);`,
  'database.cjs': `const { tracingChannel } = require('node:diagnostics_channel');
    const query = tracingChannel('mysql2:query'); const command = tracingChannel('ioredis:command');
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    (async () => {
      for (let i = 0; i < 3; i++) await new Promise((resolve) => query.traceCallback((done) => setTimeout(done, 30), 0, {}, null, resolve));
      for (let i = 0; i < 2; i++) await command.tracePromise(() => wait(10), {});
      await command.tracePromise(async () => { await wait(1); throw new Error('no'); }, {}).catch(() => {});
      try { query.traceCallback(() => { throw new Error('at once'); }, 0, {}, null, () => {}); } catch {}
    })();`,
  'threads.cjs': `const { Worker, isMainThread } = require('node:worker_threads');
    if (isMainThread) { const worker = new Worker(__filename); setTimeout(() => { worker.terminate(); }, 700); }
    else { setInterval(() => { const until = Date.now() + 20; while (Date.now() < until); }, 25); }`,
  'family.cjs': `const { fork } = require('node:child_process');
    if (process.argv[2] === 'child') { console.log('child'); process.on('message', () => process.exit(4)); }
    else { const child = fork(__filename, ['child']); setTimeout(() => child.send('end'), 500); child.on('exit', (code) => process.exit(code + 1)); }`,
  'node_modules/nodemon/bin/nodemon.js': `const { spawn } = require('node:child_process'); let turn = 0;
    (function again() { turn += 1; spawn(process.execPath, ['short.cjs'], { stdio: 'inherit' }).on('exit', () => turn < 2 ? again() : process.exit(6)); })();`,
  'short.cjs': `setTimeout(() => {}, 150);`,
  'exits.cjs': `process.on('exit', () => console.log('farewell')); setTimeout(() => process.exit(7), 50);`,
  'throws.cjs': `setTimeout(() => { throw new Error('on purpose'); }, 20);`,
  'rejects.mjs': `await new Promise((resolve) => setTimeout(resolve, 20)); Promise.reject(new Error('on purpose'));`,
  'killed.cjs': `setTimeout(() => process.kill(process.pid, 'SIGKILL'), 50);`,
  'last.cjs': `const { performance } = require('node:perf_hooks'); let times = 0;
    process.on('beforeExit', () => { performance.mark('end'); if (++times > 5) process.exit(9); console.log('before', times); });`,
  'looks.mjs': `import { Worker } from 'node:worker_threads';
    console.log(process.execArgv, process.argv.length, Object.keys(globalThis), process._getActiveHandles().length);
    new Worker('console.log("in worker")', { eval: true }).on('exit', () => process.stdout.write('é\\0'));`,
  'env.cjs': `console.log(String(process.env.LAPTIME_WATCH), String(process.env.NODE_OPTIONS));`,
});
afterAll(() => folder.remove());

/** The folder of the programs. */
export const { root } = folder;
const distFolder = path.resolve(import.meta.dirname, '../../../dist');
export const never = new AbortController().signal;

/** Programs that are watched until the test is over, and what was heard of them. */
interface Watched {
  readonly programs: Programs;
  readonly seen: WatchedProgram[];
  readonly reports: { readonly id: string; readonly report: WatchReport }[];
  readonly output: { stdout: string; stderr: string };
  start(command: readonly string[]): ReturnType<Programs['start']>;
  /** All that one said, as one. */
  values(id: string): ReadonlyMap<string, number>;
}

const made: Programs[] = [];
afterEach(() => {
  for (const programs of made.splice(0)) programs.dispose();
});

export function watching(node: string): Watched {
  const programs = createPrograms({ distFolder, log: silentLog, clock: systemClock });
  made.push(programs);
  const seen: WatchedProgram[] = [];
  const reports: Watched['reports'] = [];
  const output = { stdout: '', stderr: '' };
  programs.onProgram((program) => seen.push(program));
  programs.onReport((each) => reports.push(each));
  return {
    ...{ programs, seen, reports, output },
    start: (command) =>
      programs.start(
        { command, cwd: root, output: (chunk, stream) => (output[stream] += Buffer.from(chunk).toString()) },
        { distFolder, node: { executable: node, env: environment(node) } },
      ),
    values(id) {
      const [first, ...more] = reports.filter((each) => each.id === id).map(({ report }) => report);
      return valuesOf(mergeReports([first!, ...more]));
    },
  };
}

export const environment = (node: string) => ({ PATH: `${path.dirname(node)}:${process.env['PATH']}`, HOME: root, NO_COLOR: '1' });
