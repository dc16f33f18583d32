import type { SeededRandom } from '../../stats/index.ts';

export interface RawNode {
  id: number;
  callFrame: { functionName: string; scriptId: string; url: string; lineNumber: number; columnNumber: number };
  hitCount: number;
  children?: number[];
  parent?: number;
  positionTicks?: { line: number; ticks: number }[];
}

export interface RawProfile {
  nodes: RawNode[];
  startTime: number;
  endTime: number;
  samples: number[];
  timeDeltas: number[];
}

/** A profile as V8 writes it: calls of a few functions by each other, recursion among them, and samples in all of them. */
export function randomProfile({ uniform }: SeededRandom, { nodes: count = 40, samples = 200, functions = 6 } = {}): RawProfile {
  const whole = (below: number) => Math.floor(uniform() * below);
  const nodes: RawNode[] = [rawNode(1, '(root)', '', -1)];
  for (let id = 2; id <= count; id += 1) {
    const parent = nodes[whole(nodes.length)]!;
    // V8 has each function once among those that a node calls.
    const called = new Set(parent.children?.map((child) => nodes[child - 1]!.callFrame.functionName));
    const name =
      Array.from({ length: functions + 1 }, (_, index) => `f${index}`).find((each) => !called.has(each) && uniform() < 0.5) ?? `only ${id}`;
    nodes.push(rawNode(id, name, `file:///app/src/${name}.js`, id % 7));
    (parent.children ??= []).push(id);
  }
  const profile: RawProfile = { nodes, startTime: 1_000_000, endTime: 0, samples: [], timeDeltas: [] };
  let atUs = profile.startTime;
  for (let sample = 0; sample < samples; sample += 1) {
    const node = nodes[whole(nodes.length)]!;
    const deltaUs = whole(400);
    atUs += deltaUs;
    profile.samples.push(node.id);
    profile.timeDeltas.push(deltaUs);
    node.hitCount += 1;
    const line = node.callFrame.lineNumber + 1 + whole(3);
    const ticks = (node.positionTicks ??= []).find((tick) => tick.line === line);
    if (ticks) ticks.ticks += 1;
    else node.positionTicks.push({ line, ticks: 1 });
  }
  profile.endTime = atUs + 100;
  return profile;
}

export function rawNode(id: number, functionName: string, url: string, lineNumber: number): RawNode {
  return { id, callFrame: { functionName, scriptId: String(id), url, lineNumber, columnNumber: 3 }, hitCount: 0 };
}

export const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
