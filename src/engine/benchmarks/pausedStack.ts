import { TraceMap, originalPositionFor } from '@jridgewell/trace-mapping';
import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const PATIENCE_MS = 1500;

interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly location: { readonly scriptId: string; readonly lineNumber: number; readonly columnNumber: number };
}

interface InspectorMessage {
  readonly method?: string;
  readonly params?: { readonly scriptId?: string; readonly url?: string; readonly sourceMapURL?: string; readonly callFrames?: readonly CallFrame[] };
}

/**
 * Where a process that does not answer is: the stack of its main thread, in the words of an error's stack and mapped to
 * the source that was written. Empty when it is not running JavaScript, or does not tell within a second or two. The
 * process must have been started with `--inspect-port=0`, and stays paused: it is to be ended next.
 */
export async function pausedStack(child: ChildProcess): Promise<string> {
  // Windows has no SIGUSR1.
  if (process.platform === 'win32' || child.pid === undefined) return '';
  const address = inspectorAddress(child);
  if (!child.kill('SIGUSR1')) return '';
  const url = await within(address, PATIENCE_MS);
  return url === undefined ? '' : ((await within(pauseAndRead(url), PATIENCE_MS)) ?? '');
}

async function within<T>(work: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, ms, undefined)));
  try {
    return await Promise.race([work, late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/** Node announces the inspector on standard error. */
function inspectorAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      text = (text + chunk.toString('utf8')).slice(-4096);
      const found = /Debugger listening on (ws:\/\/127\.0\.0\.1:\d+\/[\w-]+)/.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
}

async function pauseAndRead(url: string): Promise<string> {
  const { WebSocket } = await import('ws');
  const socket = new WebSocket(url, { perMessageDeflate: false });
  const maps = new Map<string, { url: string; sourceMap: string }>();
  try {
    const frames = await new Promise<readonly CallFrame[]>((resolve, reject) => {
      socket.on('error', reject);
      socket.on('open', () => {
        socket.send(JSON.stringify({ id: 1, method: 'Debugger.enable' }));
        socket.send(JSON.stringify({ id: 2, method: 'Debugger.pause' }));
      });
      socket.on('message', (data: Buffer) => {
        const { method, params } = JSON.parse(data.toString('utf8')) as InspectorMessage;
        if (method === 'Debugger.scriptParsed' && params?.scriptId && params.sourceMapURL) {
          maps.set(params.scriptId, { url: params.url ?? '', sourceMap: params.sourceMapURL });
        }
        if (method === 'Debugger.paused') resolve(params?.callFrames ?? []);
      });
    });
    const lines = await Promise.all(frames.map((frame) => frameLine(frame, maps.get(frame.location.scriptId))));
    return lines.join('\n');
  } finally {
    socket.terminate();
  }
}

async function frameLine({ functionName, url, location }: CallFrame, script: { url: string; sourceMap: string } | undefined): Promise<string> {
  const file = url.startsWith('file:') ? fileURLToPath(url.replace(/[?#].*$/, '')) : url;
  const written = script && (await mapped(script, file, location.lineNumber, location.columnNumber));
  const place = written ?? { file, line: location.lineNumber + 1, column: location.columnNumber + 1 };
  return `    at ${functionName || '<anonymous>'} (${place.file}:${place.line}:${place.column})`;
}

async function mapped(script: { sourceMap: string }, file: string, lineNumber: number, columnNumber: number) {
  try {
    const inline = /^data:application\/json[^,]*;base64,(.*)$/s.exec(script.sourceMap)?.[1];
    const text =
      inline === undefined ? await readFile(path.resolve(path.dirname(file), script.sourceMap), 'utf8') : Buffer.from(inline, 'base64').toString('utf8');
    const { source, line, column } = originalPositionFor(new TraceMap(text), { line: lineNumber + 1, column: columnNumber });
    if (source === null) return undefined;
    const sourceFile = source.startsWith('file:') ? fileURLToPath(source) : path.resolve(path.dirname(file), source);
    return { file: sourceFile, line, column: column + 1 };
  } catch {
    // A map that cannot be read leaves the place in the code that runs.
    return undefined;
  }
}
