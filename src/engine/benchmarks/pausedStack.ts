import type { ChildProcess } from 'node:child_process';

const PATIENCE_MS = 1000;

interface InspectorMessage {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly callFrames?: readonly { readonly callFrameId: string }[] };
  readonly result?: { readonly result?: { readonly value?: unknown } };
}

/** Evaluated in the process itself, so that its own source maps lead to the code that was written. */
const STACK = `(process.setSourceMapsEnabled(true), new Error('still running here').stack)`;

/**
 * Where a process that does not answer is: the stack of its main thread. Empty when it is not running JavaScript, when it
 * does not tell within two seconds, and on Windows, which has no SIGUSR1. The process must have been started with
 * `--inspect-port=0`; it stays paused, and is to be ended next.
 */
export async function pausedStack(child: ChildProcess): Promise<string> {
  if (process.platform === 'win32' || child.pid === undefined) return '';
  const address = inspectorAddress(child);
  if (!child.kill('SIGUSR1')) return '';
  const found = await within(address);
  return found === undefined ? '' : ((await within(readStack(found))) ?? '');
}

async function within<T>(work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, undefined);
  });
  try {
    return await Promise.race([work, late]);
  } catch {
    // Without the stack the failure still has the benchmark's own line.
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

async function readStack(address: string): Promise<string> {
  const { WebSocket } = await import('ws');
  const socket = new WebSocket(address, { perMessageDeflate: false });
  const send = (id: number, method: string, params = {}) => socket.send(JSON.stringify({ id, method, params }));
  try {
    return await new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.on('close', () => resolve(''));
      setTimeout(resolve, PATIENCE_MS, '').unref();
      socket.on('open', () => {
        send(1, 'Debugger.enable');
        send(2, 'Debugger.pause');
      });
      socket.on('message', (data: Buffer) => {
        const { id, method, params, result } = JSON.parse(data.toString('utf8')) as InspectorMessage;
        const frame = method === 'Debugger.paused' ? params?.callFrames?.[0] : undefined;
        if (frame) send(3, 'Debugger.evaluateOnCallFrame', { callFrameId: frame.callFrameId, expression: STACK, returnByValue: true });
        const value = result?.result?.value;
        if (id === 3) resolve(typeof value === 'string' ? value : '');
      });
    });
  } finally {
    socket.terminate();
  }
}
