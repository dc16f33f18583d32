import { Session, type HeapProfiler } from 'node:inspector';
import type { AllocatingFunction } from '../../../protocol/harness.ts';

/** Bytes between two samples, on average. */
const INTERVAL_BYTES = 16 * 1024;
const MOST_FUNCTIONS = 500;

/** Samples which functions allocate: what was collected since counts as well. */
export interface AllocationWatch {
  start(): void;
  /** Heaviest first. */
  stop(): readonly AllocatingFunction[];
}

export function createAllocationWatch(): AllocationWatch {
  const session = new Session();
  return {
    start() {
      session.connect();
      session.post('HeapProfiler.startSampling', {
        samplingInterval: INTERVAL_BYTES,
        includeObjectsCollectedByMajorGC: true,
        includeObjectsCollectedByMinorGC: true,
      } as HeapProfiler.StartSamplingParameterType);
    },
    stop() {
      let functions: readonly AllocatingFunction[] = [];
      // Answers at once: the session is of this thread.
      session.post('HeapProfiler.stopSampling', (error, answer) => {
        if (!error) functions = bytesByFunction(answer.profile.head);
      });
      session.disconnect();
      return functions;
    },
  };
}

type Node = HeapProfiler.SamplingHeapProfileNode;

/** What the engine and Node allocate for a function is counted as its own: `map` makes an array because it was called. */
function bytesByFunction(head: Node): readonly AllocatingFunction[] {
  const byKey = new Map<string, { name: string; scriptId: number; url: string; line: number; column: number; bytes: number }>();
  const left: { readonly node: Node; readonly caller: Node }[] = [{ node: head, caller: head }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { node, caller } = next;
    const of = isOthers(node) ? caller : node;
    for (const child of node.children) left.push({ node: child, caller: of });
    if (node.selfSize === 0) continue;
    const { functionName: name, scriptId, url, lineNumber, columnNumber } = of.callFrame;
    const key = `${scriptId}:${lineNumber}:${columnNumber}:${name}`;
    const known = byKey.get(key);
    if (known) known.bytes += node.selfSize;
    else byKey.set(key, { name, scriptId: Number(scriptId), url, line: lineNumber + 1, column: columnNumber + 1, bytes: node.selfSize });
  }
  return [...byKey.values()].toSorted((a, b) => b.bytes - a.bytes).slice(0, MOST_FUNCTIONS);
}

const isOthers = ({ callFrame: { scriptId, url } }: Node): boolean => Number(scriptId) === 0 || url.startsWith('node:');
