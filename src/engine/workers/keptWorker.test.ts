import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { threadId } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Log } from '../../base/log.ts';
import { silentLog } from '../../base/log.ts';
import { keepWorker } from './keptWorker.ts';

interface Api {
  thread(): number;
  add(a: number, b: number): number;
  never(): void;
  die(): void;
}

const rpc = new URL('../../protocol/rpc.ts', import.meta.url).href;
const port = new URL('workerPort.ts', import.meta.url).href;
const text = `import { parentPort, threadId } from 'node:worker_threads';
import { connect } from ${JSON.stringify(rpc)};
import { workerPort } from ${JSON.stringify(port)};
connect(workerPort(parentPort), {
  thread: () => threadId,
  add: (a, b) => a + b,
  never: () => { for (;;); },
  die: () => process.exit(3),
});`;

function keep(options: { idleMs?: number; mostMs?: number; log?: Log } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'laptime-worker-'));
  const file = path.join(folder, 'worker.ts');
  writeFileSync(file, text);
  const kept = keepWorker<Api>({ file, name: 'test', maxHeapMb: 64, idleMs: 60_000, mostMs: 60_000, log: silentLog, ...options });
  onTestFinished(() => {
    kept.dispose();
    rmSync(folder, { recursive: true });
  });
  return kept;
}

const thread = (kept: ReturnType<typeof keep>) => kept.ask((api) => api.thread());

describe('keepWorker', () => {
  it('asks one worker, which another thread is', async () => {
    const kept = keep();
    const first = await thread(kept);
    expect(first).not.toBe(threadId);
    expect(await Promise.all([thread(kept), kept.ask((api) => api.add(1, 2))])).toEqual([first, 3]);
  });

  it('ends it when nobody asks for a while, and starts another one', async () => {
    const kept = keep({ idleMs: 20 });
    const first = await thread(kept);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await thread(kept)).not.toBe(first);
  });

  it('ends one that gives no answer, says so, and starts another one', async () => {
    const warnings: string[] = [];
    const kept = keep({ mostMs: 1500, log: { ...silentLog, warn: (message) => void warnings.push(message) } });
    const first = await thread(kept);
    await expect(kept.ask((api) => api.never())).rejects.toThrow(/the connection was disposed/);
    expect(warnings).toEqual(['the worker test is ended: it took longer than 1.5 s for an answer']);
    expect(await thread(kept)).not.toBe(first);
  });

  it('starts another one where one died', async () => {
    const kept = keep();
    const first = await thread(kept);
    await expect(kept.ask((api) => api.die())).rejects.toThrow(/the other side is gone/);
    expect(await thread(kept)).not.toBe(first);
  });

  it('takes no question after its end', async () => {
    const kept = keep();
    await thread(kept);
    kept.dispose();
    await expect(thread(kept)).rejects.toThrow(/was disposed/);
  });
});
