import type { LineShares } from '../profile.ts';

/** What fell on lines, in any order: a node, a line of it and a value each. */
export interface LooseLines {
  readonly nodes: Int32Array;
  readonly lines: Int32Array;
  readonly values: Float64Array;
  /** The script of each; left out: that of the function of its node. */
  readonly urls?: Int32Array;
}

/** Sorts what fell on lines by the nodes that they are of. Null where nothing did. */
export function orderLines({ nodes, lines, values, urls }: LooseLines, count: number): LineShares | null {
  if (nodes.length === 0) return null;
  const firstOf = new Int32Array(count + 1);
  for (let index = 0; index < nodes.length; index += 1) firstOf[nodes[index]! + 1]! += 1;
  for (let node = 0; node < count; node += 1) firstOf[node + 1]! += firstOf[node]!;
  const next = firstOf.slice();
  const ordered = {
    firstOf,
    lines: new Int32Array(nodes.length),
    values: new Float64Array(nodes.length),
    ...(urls && { urls: new Int32Array(nodes.length) }),
  };
  for (let index = 0; index < nodes.length; index += 1) {
    const place = next[nodes[index]!]!;
    next[nodes[index]!] = place + 1;
    ordered.lines[place] = lines[index]!;
    ordered.values[place] = values[index]!;
    if (urls) ordered.urls![place] = urls[index]!;
  }
  return ordered;
}
