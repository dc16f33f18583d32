import { renameSync, writeFileSync } from 'node:fs';
// Loaded into a program before its own code (`--require`), and into all that it starts: records the process, and its worker threads, until
// they end or the word comes. CommonJS, so that nothing of the program's own loading is early or late because of it. Whatever fails
// here, the program runs as it would without it.
import { Session } from 'node:inspector';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { BroadcastChannel, isMainThread, threadId, Worker, workerData } from 'node:worker_threads';
import { LAPTIME_FRAME } from '../profiling/harnessFrames.ts';
import { allowInlining, createV8Recorder, type V8Profile, type V8Recorder } from '../profiling/v8Recorder.ts';
import { isMessenger, MESSENGER, runMessenger } from './messenger.ts';
import { isPackageManager } from './packageManagers.ts';
import { RECORDER_VARIABLE, type RecordedFacts, type RecorderSettings } from './settings.ts';

if (isMessenger(workerData)) runMessenger(workerData);
else {
  try {
    const text = process.env[RECORDER_VARIABLE];
    if (text !== undefined && !isPackageManager(process.argv[1])) record(JSON.parse(text) as RecorderSettings);
  } catch {
    // A program that forbids what it takes is not recorded.
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function record(settings: RecorderSettings): void {
  const startedAtMs = Date.now();
  const recorder = createV8Recorder(settings.kind, settings.interval, new Session());
  if (isMainThread) allowInlining(false);
  recorder.start();
  let isOver = false;
  const finish = () => {
    if (isOver) return;
    isOver = true;
    try {
      const taken = recorder.stop();
      if (isMainThread) allowInlining(true);
      write(settings, taken, recorder, startedAtMs);
    } catch {
      // A disk that is full, say: the program does not fail for it.
    }
  };
  process.on('exit', finish);
  const channel = new BroadcastChannel(`laptime-recorder-${process.pid}`);
  channel.addEventListener('message', finish);
  // Known to Node, not to its types for channels of a thread.
  (channel as unknown as { unref(): void }).unref();
  if (!isMainThread) return;

  for (const signal of SIGNALS) process.on(signal, onSignal);
  function onSignal(signal: NodeJS.Signals): void {
    finish();
    // Those that the program has of its own find themselves as alone as they would be.
    process.off(signal, onSignal);
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  }

  Object.defineProperty(globalThis, Symbol.for(MESSENGER), { value: finish });
  const data = { [MESSENGER]: true, socket: settings.socket, pid: process.pid };
  // Its environment is empty, so that it is not recorded itself.
  const messenger = new Worker(__filename, { workerData: data, execArgv: [], env: {} });
  messenger.on('error', () => {});
  messenger.unref();
}

function write({ folder, kind }: RecorderSettings, taken: V8Profile, recorder: V8Recorder, startedAtMs: number): void {
  const own = pathToFileURL(__filename).href;
  const urls = new Set<string>();
  let cost = 0;
  if (taken.kind === 'cpu') {
    const { nodes, samples = [], timeDeltas = [] } = taken.profile;
    const idle = new Set(nodes.filter(({ callFrame }) => callFrame.functionName === '(idle)').map(({ id }) => id));
    for (const node of nodes) {
      urls.add(node.callFrame.url);
      if (node.callFrame.url === own || node.callFrame.url === __filename) node.callFrame = LAPTIME_FRAME;
    }
    for (const [place, id] of samples.entries()) if (!idle.has(id)) cost += timeDeltas[place + 1] ?? 0;
  } else {
    const open = [taken.profile.head];
    for (let node = open.pop(); node; node = open.pop()) {
      urls.add(node.callFrame.url);
      if (node.callFrame.url === own || node.callFrame.url === __filename) node.callFrame = LAPTIME_FRAME;
      cost += node.selfSize;
      open.push(...node.children);
    }
  }
  const file = path.join(folder, `${process.pid}-${isMainThread ? 0 : threadId}`);
  writeFileSync(`${file}.${kind}`, JSON.stringify(taken.profile));
  const facts: RecordedFacts = {
    pid: process.pid,
    threadId: isMainThread ? 0 : threadId,
    args: process.argv,
    cwd: process.cwd(),
    nodeVersion: process.versions.node,
    startedAtMs,
    cost,
    sourceMaps: recorder.sourceMaps(urls),
  };
  writeFileSync(`${file}.unfinished`, JSON.stringify(facts));
  renameSync(`${file}.unfinished`, `${file}.facts`);
}
