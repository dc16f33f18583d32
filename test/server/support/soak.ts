// node --expose-gc soak.ts SECONDS SPEED
//
// Watches the machine for so many seconds of a clock that runs so many times as fast, with rules that fire and end, a store, a server and a
// client of its stream, and says as JSON what became of it.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as realTimeout } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { silentLog } from '../../../src/base/log.ts';
import { createEngine } from '../../../src/engine/engine.ts';
import { startServer } from '../../../src/server/index.ts';
import { STREAM_DEFAULTS } from '../../../src/server/stream/createStream.ts';

const [seconds = 1800, speed = 100] = process.argv.slice(2).map(Number);
/** What is loaded and compiled with first use is no growth. */
const WARM_SHARE = 0.2;
/** The monitor takes 6 s for a gap, which at a hundred times the speed is hit or missed by some milliseconds. */
const GAP_MS = 7000;
/** A client has as long to answer as at the speed of a real clock. */
const PING_MS = 30_000;
/** Whoever waits for a process to end waits no longer. */
const PATIENCE_MS = 10_000;

export interface SoakResult {
  readonly ticks: number;
  readonly streamed: number;
  readonly fired: number;
  readonly storedMinutes: number;
  readonly sleeps: number;
  /** Times without a value that no mark explains. */
  readonly unexplainedGaps: number;
  readonly growthBytes: number;
  /** Timers, sockets and so on that were there after the end and not before. */
  readonly left: readonly string[];
}

// Each timer of the program is as much faster as the clock.
const { setTimeout: plainTimeout, setInterval: plainInterval } = globalThis;
globalThis.setTimeout = ((work: () => void, ms = 0, ...rest: unknown[]) => plainTimeout(work, ms / speed, ...rest)) as typeof setTimeout;
globalThis.setInterval = ((work: () => void, ms = 0, ...rest: unknown[]) => plainInterval(work, ms / speed, ...rest)) as typeof setInterval;
const startedMs = performance.now();
const passedMs = () => (performance.now() - startedMs) * speed;
const epochMs = Date.now();
const clock = { nowMs: () => epochMs + passedMs(), monotonicMs: passedMs };

const root = mkdtempSync(path.join(tmpdir(), 'laptime-soak-'));
const resources = () => process.getActiveResourcesInfo().toSorted();

function usedBytes(): number {
  for (let round = 0; round < 4; round += 1) globalThis.gc!();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** What is there more often than before. */
function beyond(now: readonly string[], before: readonly string[]): string[] {
  const rest = [...before];
  return now.filter((name) => {
    const at = rest.indexOf(name);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

async function soak(): Promise<SoakResult> {
  execFileSync('git', ['init', '-q'], { cwd: root });
  const rule = { id: 'wave', metric: 'program.custom.wave', above: 0.5, for: '30 s', clearFor: '30 s', channels: ['file'] };
  const trend = { id: 'trend', kind: 'trend', metric: 'machine.memory.used', reaches: '100 GB', within: '1 h' };
  const file = { kind: 'file', name: 'file', path: 'alerts.jsonl' };
  writeFileSync(
    path.join(root, 'laptime.config.json'),
    JSON.stringify({ alerts: { rules: [rule, trend], channels: [file], maxPerHour: 1000 } }),
  );
  const before = resources();
  const engine = createEngine({ root, distFolder: root, laptimeVersion: '0.0.0', source: 'editor', log: silentLog, clock });
  const { monitor } = engine;
  const alerts = await engine.openAlertDesk({ watches: true });
  const places = { tokenFolder: path.join(root, 'tokens'), pageFolder: root, stream: { ...STREAM_DEFAULTS, pingEveryMs: PING_MS * speed } };
  mkdirSync(places.tokenFolder);
  const server = await startServer({ engine, monitor, alerts, clock, log: silentLog, laptimeVersion: '0.0.0' }, places);
  const need = monitor.need({});

  const count = { ticks: 0, streamed: 0, fired: 0, sleeps: 0, unexplainedGaps: 0 };
  let lastMs = Infinity;
  const listeners = [
    monitor.onTick(({ atMs }) => {
      count.ticks += 1;
      monitor.record('wave', Math.sin(atMs / 60_000) > 0 ? 1 : 0, 'count');
      const from = lastMs;
      lastMs = atMs;
      if (atMs - from < GAP_MS) return;
      if (!monitor.marks(from).some(({ kind, atMs: begin }) => kind === 'sleep' && begin <= from + 1)) count.unexplainedGaps += 1;
    }),
    monitor.onMark(({ kind }) => void (kind === 'sleep' && (count.sleeps += 1))),
    alerts.onAlert(({ state }) => void (state === 'firing' && (count.fired += 1))),
  ];
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/v1/stream`, {
    headers: { Authorization: `Bearer ${server.token}` },
  });
  socket.on('message', (data: Buffer) => void (data.includes('"tick"') && (count.streamed += 1)));
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send('{"kind":"subscribe","metrics":["*"],"events":["alert","mark"]}');

  await realTimeout((WARM_SHARE * seconds * 1000) / speed);
  const atStart = usedBytes();
  await realTimeout(((1 - WARM_SHARE) * seconds * 1000) / speed);
  const growthBytes = usedBytes() - atStart;
  const never = new AbortController().signal;
  const storedMinutes = (await monitor.stored('machine.memory.used', 0, Infinity, 'minute', never)).length;

  for (const each of [...listeners, need, server, alerts, engine]) each.dispose();
  socket.terminate();
  let left = resources();
  const endedMs = performance.now();
  while (left.length > before.length && performance.now() - endedMs < PATIENCE_MS) {
    await new Promise((resolve) => setImmediate(resolve));
    left = resources();
  }
  return { ...count, storedMinutes, growthBytes, left: beyond(left, before) };
}

try {
  process.stdout.write(`${JSON.stringify(await soak())}\n`);
} finally {
  rmSync(root, { recursive: true, force: true, maxRetries: 5 });
}
