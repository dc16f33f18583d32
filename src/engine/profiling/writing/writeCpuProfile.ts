import type { Profile } from '../profile.ts';
import { inPieces } from './inPieces.ts';

/**
 * As V8 writes it, in pieces. What was not sampled in time has one sample for each node, with its own time.
 * Only for profiles of time.
 */
export function* writeCpuProfile({ tree, timeline, lineShares, recorded }: Profile): Generator<string> {
  const { count, frameOf, endOf, self, frames } = tree;
  const samples = timeline ?? samplesOf(self);
  const hits = new Int32Array(count);
  for (const node of samples.nodes) hits[node]! += 1;
  const sampleUs = samples.nodes.length === 0 ? 1 : samples.startsUs.at(-1)! / samples.nodes.length || 1;

  yield '{"nodes":[';
  yield* inPieces(count, (node) => {
    const frame = frameOf[node]!;
    const callFrame = {
      functionName: frames.strings[frames.names[frame]!],
      scriptId: '0',
      url: frames.strings[frames.urls[frame]!],
      lineNumber: frames.lines[frame]! - 1,
      columnNumber: frames.columns[frame]! - 1,
    };
    const children = [];
    for (let child = node + 1; child < endOf[node]!; child = endOf[child]!) children.push(child + 1);
    const ticks = [];
    const [first, end] = lineShares ? [lineShares.firstOf[node]!, lineShares.firstOf[node + 1]!] : [0, 0];
    // Counted in samples: a line that was seen was seen once at least.
    for (let at = first; at < end; at += 1) {
      // There is no place for lines of another script.
      if (lineShares!.urls && lineShares!.urls[at] !== frames.urls[frame]) continue;
      ticks.push({ line: lineShares!.lines[at]!, ticks: Math.max(1, Math.round(lineShares!.values[at]! / sampleUs)) });
    }
    const json = JSON.stringify({
      id: node + 1,
      callFrame,
      hitCount: hits[node],
      ...(children.length > 0 && { children }),
      ...(ticks.length > 0 && { positionTicks: ticks }),
    });
    return node === 0 ? json : `,${json}`;
  });
  yield `],"startTime":0,"endTime":${samples.startsUs.at(-1)!},"samples":[`;
  yield* inPieces(samples.nodes.length, (sample) => `${sample === 0 ? '' : ','}${samples.nodes[sample]! + 1}`);
  yield '],"timeDeltas":[';
  yield* inPieces(samples.nodes.length, (sample) => (sample === 0 ? '0' : `,${samples.startsUs[sample]! - samples.startsUs[sample - 1]!}`));
  // Source maps are not kept: functions and lines are those of the source already.
  yield recorded?.recording ? `],"laptime":${JSON.stringify({ recording: recorded.recording })}}\n` : ']}\n';
}

function samplesOf(self: Float64Array) {
  const nodes = Int32Array.from(self.keys()).filter((node) => self[node]! > 0);
  const startsUs = new Float64Array(nodes.length + 1);
  for (const [sample, node] of nodes.entries()) startsUs[sample + 1] = startsUs[sample]! + self[node]!;
  return { nodes, startsUs };
}
