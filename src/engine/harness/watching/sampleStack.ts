import type { Profiler, Session } from 'node:inspector';
import type { StackSample } from '../../../protocol/watching.ts';

const INTERVAL_US = 1000;
const MOST_FRAMES = 30;
const RESTS = new Set(['(idle)', '(program)', '(root)']);

/** Records this thread for so long, and finds where it was while it blocked its loop for at least `leastMs`. Null where it did not. */
export async function sampleStack(durationMs: number, leastMs: number, wait: (ms: number) => Promise<void>): Promise<StackSample | null> {
  const inspector = await import('node:inspector');
  const session = new inspector.Session();
  session.connect();
  try {
    await post(session, 'Profiler.enable');
    await post(session, 'Profiler.setSamplingInterval', { interval: INTERVAL_US });
    await post(session, 'Profiler.start');
    if (!process.env['NODE_V8_COVERAGE']) {
      // The profiler does not know what is inlined in code that was optimized before. Coverage begins by throwing that away; what is hot
      // is optimized again within moments.
      await post(session, 'Profiler.startPreciseCoverage', { callCount: false, detailed: false });
      await post(session, 'Profiler.stopPreciseCoverage');
    }
    await wait(durationMs);
    const { profile } = (await post(session, 'Profiler.stop')) as { profile: Profiler.Profile };
    return hottestBlock(profile, leastMs);
  } finally {
    session.disconnect();
  }
}

function post(session: Session, method: string, params?: object): Promise<unknown> {
  return new Promise((resolve, reject) => session.post(method, params, (error, result) => (error ? reject(error) : resolve(result))));
}

/** The stack that most of the blocked time fell on. A block: samples without one of rest between them. */
function hottestBlock({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile, leastMs: number): StackSample | null {
  const nodeOf = new Map(nodes.map((node) => [node.id, node]));
  const isRest = (id: number) => RESTS.has(nodeOf.get(id)?.callFrame.functionName ?? '');
  const blockedUs = new Map<number, number>();
  let totalUs = 0;
  let longestUs = 0;
  let blocks = 0;
  let run: [id: number, us: number][] = [];
  const endRun = () => {
    const us = run.reduce((sum, [, each]) => sum + each, 0);
    if (us >= leastMs * 1000) {
      blocks += 1;
      totalUs += us;
      longestUs = Math.max(longestUs, us);
      for (const [id, each] of run) blockedUs.set(id, (blockedUs.get(id) ?? 0) + each);
    }
    run = [];
  };
  for (const [at, id] of samples.entries()) {
    if (isRest(id)) endRun();
    // The time of a sample lasts until the next one.
    else run.push([id, timeDeltas[at + 1] ?? INTERVAL_US]);
  }
  endRun();
  const parentOf = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const [hottest] = [...blockedUs].toSorted(([, a], [, b]) => b - a);
  if (hottest === undefined) return null;
  const frames: StackSample['frames'][number][] = [];
  for (let id: number | undefined = hottest[0]; id !== undefined && frames.length < MOST_FRAMES; id = parentOf.get(id)) {
    const { functionName, url, lineNumber, columnNumber } = nodeOf.get(id)!.callFrame;
    if (functionName !== '(root)') frames.push({ functionName, url, line: lineNumber + 1, column: columnNumber + 1 });
  }
  return { frames, share: hottest[1] / totalUs, blocks, longestMs: longestUs / 1000 };
}
