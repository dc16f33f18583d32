import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FoundPlace } from '../diagnosis/index.ts';
import { attachToProcess, orAborted, sourceMapsOf } from '../profiling/index.ts';
import { placeInSource, type CodePlace } from './placeInSource.ts';

const DURATION_MS = 2000;
/** Of a program that makes very many. */
const MOST_CALLS = 500;
/** Outwards from where a call is made. */
const MOST_CALLERS = 4;

/** Executed in the program: hears of its HTTP calls for a while, and says by what stack each is made. */
const HEAR = `(async () => {
  const load = typeof require === 'function' ? require : process.getBuiltinModule;
  const { subscribe, unsubscribe } = load('node:diagnostics_channel');
  // Before Node 22.15 there is no first one; the second one often comes later than the call.
  const channels = ['http.client.request.created', 'http.client.request.start', 'undici:request:create'];
  const known = new WeakSet();
  const stacks = [];
  const hear = ({ request }) => {
    if (stacks.length >= ${MOST_CALLS} || known.has(request)) return;
    known.add(request);
    const { prepareStackTrace, stackTraceLimit } = Error;
    try {
      Error.stackTraceLimit = 50;
      Error.prepareStackTrace = (_, frames) =>
        frames.map((frame) => [frame.getFunctionName(), frame.getFileName(), frame.getLineNumber(), frame.getColumnNumber()]);
      stacks.push(new Error().stack);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
      Error.prepareStackTrace = prepareStackTrace;
    }
  };
  for (const channel of channels) subscribe(channel, hear);
  await new Promise((resolve) => setTimeout(resolve, ${DURATION_MS}));
  for (const channel of channels) unsubscribe(channel, hear);
  return JSON.stringify(stacks.filter(Array.isArray));
})()`;

/** The line that most HTTP calls of a process are made on, and who called it; null where it makes none. @throws UserError those of attaching */
export async function placeOfCalls(pid: number, root: string, signal: AbortSignal): Promise<FoundPlace | null> {
  const { client, detach } = await attachToProcess({ pid }, signal);
  try {
    const request = { expression: HEAR, includeCommandLineAPI: true, awaitPromise: true, returnByValue: true, silent: true };
    const answer = (await orAborted(client.send('Runtime.evaluate', request), signal)) as { result?: { value?: unknown } };
    const value = answer.result?.value;
    const stacks = typeof value === 'string' ? (JSON.parse(value) as unknown[]).map(toStack) : [];
    const most = mostOf(stacks);
    if (!most) return null;
    const urls = new Set(most.stack.map(({ url }) => url));
    const maps = await orAborted(
      sourceMapsOf(client, () => urls),
      signal,
    );
    const [place, ...callers] = most.stack.flatMap((each) => placeInSource(each, maps, root) ?? []);
    return place ? { place, share: most.share, callers: callers.slice(0, MOST_CALLERS) } : null;
  } finally {
    await detach();
  }
}

/** Without what is of Node. The program said it, so that it may be anything. */
function toStack(frames: unknown): readonly CodePlace[] {
  if (!Array.isArray(frames)) return [];
  return frames.flatMap((frame: unknown): readonly CodePlace[] => {
    const [name, file, line, column]: readonly unknown[] = Array.isArray(frame) ? frame : [];
    if (typeof file !== 'string' || typeof line !== 'number' || typeof column !== 'number') return [];
    const url = path.isAbsolute(file) ? pathToFileURL(file).href : file;
    return url.startsWith('file:') ? [{ functionName: typeof name === 'string' ? name : '', url, line, column }] : [];
  });
}

/** The stack that most calls are made by, and the share of those that are made on the same line. */
function mostOf(stacks: readonly (readonly CodePlace[])[]): { readonly stack: readonly CodePlace[]; readonly share: number } | null {
  const own = stacks.filter((stack) => stack.length > 0);
  const onOneLine = largestGroup(own, ([first]) => `${first!.url} ${first!.line}`);
  const [stack] = largestGroup(onOneLine, (each) => JSON.stringify(each));
  return stack ? { stack, share: onOneLine.length / stacks.length } : null;
}

function largestGroup<T>(all: readonly T[], keyOf: (one: T) => string): readonly T[] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()].toSorted((a, b) => b.length - a.length)[0] ?? [];
}
