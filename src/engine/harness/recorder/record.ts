import { readFileSync, renameSync, writeFileSync } from 'node:fs';
// Loaded into a program before its own code (`--require`), and into all that it starts: records the process, and its worker threads, until
// they end or the word comes. CommonJS, so that nothing of the program's own loading is early or late because of it. Whatever fails
// here, the program runs as it would without it.
import { Session, type Profiler } from 'node:inspector';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { BroadcastChannel, isMainThread, threadId, Worker, workerData } from 'node:worker_threads';
import { cutCpuProfile } from '../profiling/cutCpuProfile.ts';
import { foldHeapProfile } from '../profiling/foldHeapProfile.ts';
import { harnessFrames } from '../profiling/harnessFrames.ts';
import { allowInlining, createV8Recorder, urlsOf, type V8Profile, type V8Recorder } from '../profiling/v8Recorder.ts';
import { isLoaderThread } from './loaderThread.ts';
import { isMessenger, MESSENGER, runMessenger } from './messenger.ts';
import { isPackageManager } from './packageManagers.ts';
import { RECORDER_VARIABLE, type RecordedFacts, type RecorderSettings } from './settings.ts';

/** Of this thread, since it began; null where it cannot be known. What waits for a child in one call is sampled as if it ran. */
function processorTimeUs(): number | null {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'latin1').split(' ')[0]) / 1e3;
  } catch {
    // Since Node 23.9.
    const usage = (process as { threadCpuUsage?: () => { user: number; system: number } }).threadCpuUsage?.();
    return usage ? usage.user + usage.system : null;
  }
}

function sampledUs({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): number {
  const idle = new Set(nodes.filter(({ callFrame }) => callFrame.functionName === '(idle)').map(({ id }) => id));
  let sumUs = 0;
  for (const [place, id] of samples.entries()) if (!idle.has(id)) sumUs += timeDeltas[place + 1] ?? 0;
  return sumUs;
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
    // What the program has of its own finds itself as alone as it would be; without, a signal ends it again.
    for (const signal of SIGNALS) process.off(signal, onSignal);
    try {
      const taken = recorder.stop();
      if (isMainThread) allowInlining(true);
      // What a worker runs is known only now.
      if (isMainThread || !isLoaderThread(process.argv[1])) write(settings, taken, recorder, startedAtMs);
    } catch {
      // A disk that is full, say: the program does not fail for it.
    }
  };
  process.on('exit', finish);
  if (!isMainThread) {
    // Not the main thread: the messenger, which interrupts it, would find it writing and take that for done.
    const channel = new BroadcastChannel(`laptime-recorder-${process.pid}`);
    channel.addEventListener('message', finish);
    // Known to Node, not to its types for channels of a thread.
    (channel as unknown as { unref(): void }).unref();
    return;
  }

  for (const signal of SIGNALS) process.on(signal, onSignal);
  function onSignal(signal: NodeJS.Signals): void {
    finish();
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
  const own = harnessFrames(pathToFileURL(`${__dirname}${path.sep}`).href);
  let cost = 0;
  let profile: object;
  if (taken.kind === 'cpu') {
    const { startTime, endTime } = taken.profile;
    profile = cutCpuProfile(taken.profile, { startsUs: [startTime], endsUs: [endTime] }, own);
    cost = processorTimeUs() ?? sampledUs(taken.profile);
  } else {
    profile = foldHeapProfile(taken.profile, own);
    cost = taken.profile.samples.reduce((sum, { size }) => sum + size, 0);
  }
  const file = path.join(folder, `${process.pid}-${isMainThread ? 0 : threadId}`);
  writeFileSync(`${file}.${kind}`, JSON.stringify(profile));
  const facts: RecordedFacts = {
    pid: process.pid,
    threadId: isMainThread ? 0 : threadId,
    args: process.argv,
    cwd: process.cwd(),
    nodeVersion: process.versions.node,
    startedAtMs,
    cost,
    sourceMaps: recorder.sourceMaps(urlsOf(taken)),
  };
  writeFileSync(`${file}.unfinished`, JSON.stringify(facts));
  renameSync(`${file}.unfinished`, `${file}.facts`);
}

if (isMessenger(workerData)) runMessenger(workerData);
else {
  try {
    const text = process.env[RECORDER_VARIABLE];
    if (text !== undefined && !isPackageManager(process.argv[1])) record(JSON.parse(text) as RecorderSettings);
  } catch {
    // A program that forbids what it takes is not recorded.
  }
}
