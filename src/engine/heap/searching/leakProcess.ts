import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../../base/errors.ts';
import type { LeakReport } from '../../../model/heap.ts';
import { sourceMapText } from '../../harness/index.ts';
import { attachToProcess, type AttachedProcess, type AttachTarget, type InspectorClient } from '../../profiling/index.ts';
import { writeProcessSnapshot } from '../processSnapshot.ts';
import { ROUNDS, searchRounds, type LeakProgress, type Searched, type SearchPlaces } from './rounds.ts';
import { COMPACTION, NO_COMPACTION } from './traceFlags.ts';

/** Of all rounds and the warm-up, which is as long as the first one. */
const ALL_ROUNDS = ROUNDS.reduce<number>((sum, each) => sum + each, 1);

/**
 * Looks for leaks in a process that runs, by what it does meanwhile: it needs its usual load. It stands still for each snapshot, is slower
 * meanwhile because its allocations are noted, and goes on afterwards.
 * @throws UserError those of attaching, `process-ended`
 */
export async function leakProcess(
  target: AttachTarget & { readonly seconds: number },
  places: SearchPlaces,
  onProgress: (progress: LeakProgress) => void,
  signal: AbortSignal,
): Promise<LeakReport> {
  onProgress({ kind: 'preparing', message: 'Connecting to the process' });
  const attached = await attachToProcess(target, signal);
  try {
    return await leakAttached(attached, target.seconds, places, onProgress, signal);
  } finally {
    await attached.detach();
  }
}

export async function leakAttached(
  { client, facts }: Pick<AttachedProcess, 'client' | 'facts'>,
  seconds: number,
  places: SearchPlaces,
  onProgress: (progress: LeakProgress) => void,
  signal: AbortSignal,
): Promise<LeakReport> {
  const roundSeconds = seconds / ALL_ROUNDS;
  const title = `${facts.args.slice(1).join(' ') || 'node'} (process ${facts.pid})`;
  let tracking = false;
  let isCompactionStopped = false;
  /** Since when the process works without having been looked at. */
  let sinceMs = performance.now();
  const searched: Searched = {
    title,
    work: roundSeconds,
    tracksFrom: 0,
    async run({ work, file, tracks }) {
      if (tracks) {
        await client.send('HeapProfiler.startTrackingHeapObjects', { trackAllocations: true });
        sinceMs = performance.now();
      }
      tracking ||= tracks;
      // It has worked while the snapshot before was read, which takes longer than a short round where the heap is large.
      const worked = () => (performance.now() - sinceMs) / 1000;
      await wait(Math.max(0, (work === 0 ? roundSeconds : work) - worked()), client, title, signal);
      const workedSeconds = worked();
      await writeProcessSnapshot(client, file, signal);
      sinceMs = performance.now();
      return workedSeconds;
    },
    finish: () => carriedMaps(client),
  };
  try {
    await client.send('HeapProfiler.enable');
    isCompactionStopped = await stopCompaction(client);
    const found = await searchRounds(searched, places, onProgress, signal);
    return { ...found, unit: 'second', notices: [] };
  } finally {
    // The process would go on noting its allocations.
    if (tracking) await client.send('HeapProfiler.disable').catch(() => {});
    if (isCompactionStopped) await allowCompaction(client).catch(() => {});
  }
}

const V8 = "(process.getBuiltinModule?.('node:v8') ?? require('node:v8'))";

/**
 * Of V8 in a process that runs. One whose Node is too old to be asked goes on as it is, and tells fewer places.
 * @returns whether it is to be set back: not where the process was started so. (V8 does not tell its flags.)
 */
async function stopCompaction(client: InspectorClient): Promise<boolean> {
  const set = `${V8}.setFlagsFromString('${NO_COMPACTION}') === undefined`;
  const answer = await evaluate(client, `!process.execArgv.includes('${NO_COMPACTION}') && ${set}`);
  return answer.result?.value === true;
}

async function allowCompaction(client: InspectorClient): Promise<void> {
  await evaluate(client, `${V8}.setFlagsFromString('${COMPACTION}')`);
}

async function evaluate(client: InspectorClient, expression: string): Promise<{ readonly result?: { readonly value?: unknown } }> {
  const answer: object = await client.send('Runtime.evaluate', { expression, includeCommandLineAPI: true, returnByValue: true });
  return answer;
}

async function wait(seconds: number, client: InspectorClient, title: string, signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  try {
    const ended = client.closed.then(() => {
      throw new UserError(
        'process-ended',
        `${title} ended before the search was over. Search for a shorter time, or let it run for longer.`,
      );
    });
    await Promise.race([sleep(seconds * 1000, undefined, { signal: AbortSignal.any([signal, over.signal]) }), ended]);
  } finally {
    over.abort();
  }
}

/** Source maps of scripts that a loader made in memory. */
async function carriedMaps(client: InspectorClient): Promise<Record<string, string>> {
  const maps: Record<string, string> = {};
  const listening = client.on('Debugger.scriptParsed', ({ url, sourceMapURL }) => {
    const text = typeof url === 'string' && url !== '' && typeof sourceMapURL === 'string' ? sourceMapText(sourceMapURL) : null;
    if (text !== null) maps[url as string] = text;
  });
  try {
    await client.send('Debugger.enable');
    await client.send('Debugger.disable');
  } finally {
    listening.dispose();
  }
  return maps;
}
