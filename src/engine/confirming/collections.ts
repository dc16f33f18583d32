import { setTimeout as sleep } from 'node:timers/promises';
import type { Kept } from '../diagnosis/index.ts';
import { attachToProcess, orAborted, sourceMapsOf } from '../profiling/index.ts';
import type { CodePlace } from './placeInSource.ts';

/** What collections left, and the function that most of what is new and left was allocated in. */
export interface Collected {
  readonly kept: readonly Kept[];
  readonly allocator: (CodePlace & { readonly share: number }) | null;
  readonly sourceMaps: ReadonlyMap<string, string>;
}

const EVERY_MS = 1500;
const DURATION_MS = 10_000;
/** A collection of a large heap takes long, and the program stands still meanwhile. */
const LEAST = 4;
const SAMPLE_BYTES = 16_384;
const USED = `(() => { const { heapUsed, arrayBuffers } = process.memoryUsage(); return heapUsed + arrayBuffers; })()`;

interface SampledNode {
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number; readonly columnNumber: number };
  readonly selfSize: number;
  readonly children: readonly SampledNode[];
}

/** Has a process collect all garbage again and again for ten seconds. @throws UserError those of attaching */
export async function collectAgain(pid: number, nowMs: () => number, signal: AbortSignal): Promise<Collected> {
  const { client, detach } = await attachToProcess({ pid }, signal);
  const send = (method: string, params?: object) => orAborted(client.send(method, params), signal);
  try {
    const kept: Kept[] = [];
    const untilMs = nowMs() + DURATION_MS;
    // What was made before, and is garbage by now, does not count.
    await send('HeapProfiler.collectGarbage');
    await send('HeapProfiler.startSampling', { samplingInterval: SAMPLE_BYTES });
    while (kept.length < LEAST || nowMs() < untilMs) {
      signal.throwIfAborted();
      await send('HeapProfiler.collectGarbage');
      const answer = (await send('Runtime.evaluate', { expression: USED, returnByValue: true })) as { result?: { value?: unknown } };
      const bytes = answer.result?.value;
      if (typeof bytes === 'number') kept.push({ atMs: nowMs(), bytes });
      await sleep(EVERY_MS, undefined, { signal });
    }
    await send('HeapProfiler.collectGarbage');
    const { profile } = (await send('HeapProfiler.stopSampling')) as { profile: { head: SampledNode } };
    const allocator = mostOf(profile.head);
    const maps = sourceMapsOf(client, () => new Set(allocator ? [allocator.url] : []));
    return { kept, allocator, sourceMaps: await orAborted(maps, signal) };
  } finally {
    await detach();
  }
}

/** Code of Node and of V8 allocates for somebody: that one counts. */
function mostOf(head: SampledNode): Collected['allocator'] {
  const bytesOf = new Map<string, { readonly place: CodePlace; bytes: number }>();
  let all = 0;
  const open: { readonly node: SampledNode; readonly place: CodePlace | null }[] = [{ node: head, place: null }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node } = next;
    const { functionName, url, lineNumber, columnNumber } = node.callFrame;
    const isOwn = url !== '' && !url.startsWith('node:');
    const place = isOwn ? { functionName, url, line: lineNumber + 1, column: columnNumber + 1 } : next.place;
    all += node.selfSize;
    if (place) {
      const key = `${place.url} ${place.line} ${place.column}`;
      const entry = bytesOf.get(key) ?? { place, bytes: 0 };
      entry.bytes += node.selfSize;
      bytesOf.set(key, entry);
    }
    for (const child of node.children) open.push({ node: child, place });
  }
  const [most] = [...bytesOf.values()].toSorted((a, b) => b.bytes - a.bytes);
  return most && most.bytes > 0 ? { ...most.place, share: most.bytes / all } : null;
}
