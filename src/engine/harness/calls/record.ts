// Loaded into a program before its own code (`--require`), and into all that it starts: records calls of one function. CommonJS, so that
// nothing of the program's own loading is early or late because of it. Whatever fails here, the program runs as it would without it.
import { openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { isMainThread, threadId } from 'node:worker_threads';
import { isPackageManager } from '../recorder/packageManagers.ts';
import { createCallRecorder } from './callRecorder.ts';
import { createHider } from './hideSecrets.ts';
import { loadSource } from './loadSource.ts';
import { CALLS_SYMBOL, CALLS_VARIABLE, type CallLine, type CallSettings, type RecordedSource } from './settings.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

type Take = ((self: unknown, args: ArrayLike<unknown>) => void) & { readonly wrap: <T>(value: T) => T };

function recordCalls({ folder, source, parameters, isMethod }: CallSettings): void {
  // Opened with the first call: most processes have none.
  let file: number | undefined;
  const write = (line: CallLine) => {
    file ??= openSync(path.join(folder, `${process.pid}-${isMainThread ? 0 : threadId}.calls`), 'a', 0o600);
    writeSync(file, `${JSON.stringify(line)}\n`);
  };
  const recorder = createCallRecorder({ parameters, isMethod, hider: createHider(process.env), write });
  let isOver = false;
  const finish = () => {
    if (isOver || file === undefined) return;
    isOver = true;
    recorder.end();
  };
  const take = (self: unknown, args: ArrayLike<unknown>) => {
    try {
      if (!isOver) recorder.take(self, args);
    } catch {
      // A disk that is full, say: the program does not fail for it.
    }
  };
  offer(Object.assign(take, { wrap: wrapperOf(take) }));
  process.on('exit', finish);
  if (isMainThread) {
    const onSignal = (signal: NodeJS.Signals) => {
      for (const each of SIGNALS) process.off(each, onSignal);
      finish();
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    };
    for (const signal of SIGNALS) process.on(signal, onSignal);
  }
  loadSource(JSON.parse(readFileSync(source, 'utf8')) as RecordedSource);
}

/** For functions that have no `arguments` of their own. */
const wrapperOf =
  (take: (self: unknown, args: ArrayLike<unknown>) => void) =>
  <T>(value: T): T =>
    typeof value === 'function'
      ? new Proxy(value, {
          apply(called, self, args: unknown[]) {
            take(self, args);
            return Reflect.apply(called, self, args) as unknown;
          },
        })
      : value;

/** Test runners run code in contexts of their own, each with its own global. */
function offer(take: Take): void {
  const key = Symbol.for(CALLS_SYMBOL);
  const define = (target: object) => Object.defineProperty(target, key, { value: take, configurable: true });
  define(globalThis);
  const { createContext } = vm;
  vm.createContext = (...args: Parameters<typeof createContext>) => {
    const context = createContext(...args);
    try {
      define(context);
    } catch {
      // It is sealed: what runs there is not recorded.
    }
    return context;
  };
}

try {
  const text = process.env[CALLS_VARIABLE];
  if (text !== undefined && !isPackageManager(process.argv[1])) recordCalls(JSON.parse(text) as CallSettings);
} catch {
  // A program that forbids what it takes is not recorded.
}
