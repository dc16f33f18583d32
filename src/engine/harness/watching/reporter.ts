import { performance } from 'node:perf_hooks';
import { WATCH_VERSION, type ToProgram, type WatchReport, type WatchSettings } from '../../../protocol/watching.ts';
import { openChannel, type Channel } from './channel.ts';
import { watchDatabases } from './database.ts';
import { watchEventLoop } from './eventLoop.ts';
import { watchGc } from './gc.ts';
import { readHeap } from './heap.ts';
import { watchHttpClient, watchHttpServer } from './http.ts';
import { watchThread } from './mainThread.ts';
import { createOwnTime, type OwnTime } from './ownTime.ts';
import { readResources } from './resources.ts';
import { sampleStack } from './sampleStack.ts';
import { createThreadPoolProbe } from './threadPool.ts';
import { watchUserTiming } from './userTiming.ts';
import { watchWorkers } from './workers.ts';

/** Reports of the program that it is in until nobody listens any more. `file`: one that is there, for the probe of the thread pool. */
export function startReporter(settings: WatchSettings, file: string): void {
  // Programs that are tested set these to what they like.
  const { setInterval, clearInterval, setTimeout, setImmediate, Date } = globalThis;
  const nowMs = performance.now.bind(performance);
  const own = createOwnTime();
  const sensors = createSensors(file, own);
  let beganMs = nowMs();
  let timer = every(settings.everyMs);
  const channel: Channel = openChannel(settings.socket, hear, stop);

  function every(ms: number): NodeJS.Timeout {
    // What V8 has noted of collections comes with the next turn of the loop, before this.
    return setInterval(() => void setImmediate(() => own.time(report)).unref(), ms).unref();
  }

  function report(): void {
    const elapsedMs = nowMs() - beganMs;
    // What cannot be said now is part of the next report.
    if (elapsedMs <= 0 || !channel.isFree) return;
    beganMs += elapsedMs;
    channel.send({ kind: 'report', atMs: Date.now(), elapsedMs, ownMs: own.readMs(), ...sensors.read(elapsedMs) });
  }

  function hear(line: string): void {
    try {
      const message = JSON.parse(line) as ToProgram;
      if (message.kind === 'rate') {
        clearInterval(timer);
        timer = every(message.everyMs);
      } else if (message.kind === 'sample') void sample(message);
    } catch {
      // Nothing that is understood here.
    }
  }

  async function sample({ id, durationMs, leastMs }: Extract<ToProgram, { kind: 'sample' }>): Promise<void> {
    try {
      const wait = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms).unref());
      channel.send({ kind: 'sample', id, sample: await sampleStack(durationMs, leastMs, wait), problem: null });
    } catch (error) {
      channel.send({ kind: 'sample', id, sample: null, problem: error instanceof Error ? error.message : String(error) });
    }
  }

  function onExit(code: number): void {
    report();
    channel.send({ kind: 'exit', code });
  }

  function stop(): void {
    clearInterval(timer);
    process.off('exit', onExit);
    process.off('beforeExit', sensors.pause);
    sensors.stop();
  }

  process.on('exit', onExit);
  process.prependListener('beforeExit', sensors.pause);
  channel.send({
    kind: 'hello',
    version: WATCH_VERSION,
    token: settings.token,
    pid: process.pid,
    parentPid: process.ppid,
    nodeVersion: process.versions.node,
    args: process.argv,
    cwd: process.cwd(),
    startedAtMs: performance.timeOrigin,
  });
}

function createSensors(
  file: string,
  own: OwnTime,
): {
  read(elapsedMs: number): Omit<WatchReport, 'kind' | 'atMs' | 'elapsedMs' | 'ownMs'>;
  pause(): void;
  stop(): void;
} {
  const loop = watchEventLoop();
  const gc = watchGc(own);
  const mainThread = watchThread();
  const probe = createThreadPoolProbe(file);
  const workers = watchWorkers();
  const server = watchHttpServer(own);
  const client = watchHttpClient(own);
  const database = watchDatabases(own);
  const custom = watchUserTiming(own);
  return {
    read(elapsedMs) {
      const resources = readResources(probe.pending);
      return {
        loop: loop.read(elapsedMs),
        gc: gc.read(elapsedMs),
        heap: readHeap(),
        mainThread: mainThread.read(elapsedMs),
        ...resources,
        threadPoolWaitMs: probe.read(),
        workers: workers.read(elapsedMs),
        server: server.read(elapsedMs),
        client: client.read(elapsedMs),
        database: database.read(elapsedMs),
        custom: custom.read(elapsedMs),
      };
    },
    pause: () => custom.pause(),
    stop() {
      for (const sensor of [loop, gc, workers, server, client, database, custom]) sensor.stop();
    },
  };
}
