import type { HeapProfiler, Profiler, Session } from 'node:inspector';
import { setFlagsFromString } from 'node:v8';
import type { ProfileKind } from '../../../model/profile.ts';
import { sourceMapText } from './sourceMapText.ts';

/** As V8 tells it; the types of Node know less. */
export interface V8HeapNode extends HeapProfiler.SamplingHeapProfileNode {
  readonly id: number;
  readonly children: V8HeapNode[];
}

export interface V8HeapProfile {
  readonly head: V8HeapNode;
  readonly samples: readonly { readonly size: number; readonly nodeId: number; readonly ordinal: number }[];
}

/** A profile as V8 tells it. */
export type V8Profile =
  | { readonly kind: 'cpu'; readonly profile: Profiler.Profile }
  | { readonly kind: 'heap'; readonly profile: V8HeapProfile };

/** Records this thread, by an inspector session of its own in the same process: nothing listens anywhere. */
export interface V8Recorder {
  start(): void;
  /** Once. */
  stop(): V8Profile;
  /** Of scripts with these addresses that carry their source map with them, its text. After `stop`: it wakes the debugger. */
  sourceMaps(urls: ReadonlySet<string>): Record<string, string>;
  dispose(): void;
}

export function createV8Recorder(kind: ProfileKind, interval: number, session: Session): V8Recorder {
  session.connect();
  const post = createPost(session);
  return {
    start() {
      if (kind === 'heap') {
        // All that is allocated counts, what was collected since as well.
        const garbageToo = { includeObjectsCollectedByMajorGC: true, includeObjectsCollectedByMinorGC: true };
        post('HeapProfiler.enable');
        post('HeapProfiler.startSampling', { samplingInterval: interval, ...garbageToo });
        return;
      }
      post('Profiler.enable');
      post('Profiler.setSamplingInterval', { interval });
      post('Profiler.start');
    },
    stop() {
      if (kind === 'heap') return { kind, profile: post('HeapProfiler.stopSampling')['profile'] as V8HeapProfile };
      return { kind, profile: post('Profiler.stop')['profile'] as Profiler.Profile };
    },
    sourceMaps(urls) {
      const found: Record<string, string> = {};
      session.on('Debugger.scriptParsed', ({ params: { url, sourceMapURL } }) => {
        const text = urls.has(url) ? sourceMapText(sourceMapURL ?? '') : null;
        if (text !== null) found[url] = text;
      });
      post('Debugger.enable');
      post('Debugger.disable');
      return found;
    },
    dispose: () => session.disconnect(),
  };
}

/** A session answers at once to its own thread. */
function createPost(session: Session): (method: string, params?: object) => Record<string, unknown> {
  return (method, params) => {
    let answer: Record<string, unknown> | undefined;
    let failure: Error | null = null;
    session.post(method, params, (error: Error | null, result?: object) => {
      failure = error;
      answer = result as Record<string, unknown> | undefined;
    });
    if (failure !== null) throw failure as Error;
    return answer ?? {};
  };
}

const INLINING = ['turbo-inlining', 'maglev-inlining'];

/**
 * What V8 inlines is nowhere in its profiles: its time is its caller's, with the number of a line that may be in another file. Code
 * that was optimized before stays as it was: see `forgetOptimizedCode`.
 */
export function allowInlining(isAllowed: boolean): void {
  for (const flag of INLINING) setFlagsFromString(`--${isAllowed ? '' : 'no-'}${flag}`);
}

/** Coverage begins by throwing all optimized code away. What is hot is optimized again within moments. */
export function forgetOptimizedCode(session: Session): void {
  const post = createPost(session);
  post('Profiler.enable');
  post('Profiler.startPreciseCoverage', { callCount: false, detailed: false });
  post('Profiler.stopPreciseCoverage');
}

/** The addresses of all scripts in a profile. */
export function urlsOf(taken: V8Profile): ReadonlySet<string> {
  if (taken.kind === 'cpu') return new Set(taken.profile.nodes.map(({ callFrame }) => callFrame.url));
  const found = new Set<string>();
  const open = [taken.profile.head];
  for (let node = open.pop(); node; node = open.pop()) {
    found.add(node.callFrame.url);
    open.push(...node.children);
  }
  return found;
}
