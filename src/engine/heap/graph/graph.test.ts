import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../stats/index.ts';
import { dominators } from './dominators.ts';
import { retainedBy, retainedBytes } from './retained.ts';

interface Graph {
  readonly nodeCount: number;
  readonly firstEdge: Int32Array;
  readonly edgeTo: Int32Array;
}

function graphOf(edges: readonly (readonly number[])[]): Graph {
  const firstEdge = new Int32Array(edges.length + 1);
  for (const [node, to] of edges.entries()) firstEdge[node + 1] = firstEdge[node]! + to.length;
  return { nodeCount: edges.length, firstEdge, edgeTo: Int32Array.from(edges.flat()) };
}

/** Without `removed`. */
function reachable(edges: readonly (readonly number[])[], removed: number): Set<number> {
  const seen = new Set<number>();
  const left = removed === 0 ? [] : [0];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (seen.has(node) || node === removed) continue;
    seen.add(node);
    left.push(...edges[node]!);
  }
  return seen;
}

function randomGraph(random: () => number): number[][] {
  const nodes = 1 + Math.floor(random() * 30);
  const density = random() * 3;
  return Array.from({ length: nodes }, () =>
    Array.from({ length: Math.floor(random() * density * 2) }, () => Math.floor(random() * nodes)),
  );
}

const all = (graph: Graph) => new Uint8Array(graph.edgeTo.length).fill(1);

describe('dominators and retained sizes', () => {
  it('are what goes when an object goes, in random graphs', () => {
    const random = seededRandom(3).uniform;
    for (let run = 0; run < 400; run += 1) {
      const edges = randomGraph(random);
      const graph = graphOf(edges);
      const tree = dominators(graph, all(graph));
      const selfBytes = Float64Array.from(edges, () => 1 + Math.floor(random() * 100));
      const retained = retainedBytes({ selfBytes }, tree);
      const held = reachable(edges, -1);
      expect(new Set(tree.order)).toEqual(held);
      for (const node of held) {
        const without = reachable(edges, node);
        const gone = [...held].filter((other) => !without.has(other));
        expect(retained[node]).toBe(gone.reduce((sum, other) => sum + selfBytes[other]!, 0));
      }
      const groups = Int32Array.from(edges, () => Math.floor(random() * 4) - 1);
      const sums = retainedBy(groups, 3, retained, tree);
      for (const group of [0, 1, 2]) {
        const parts = new Set<number>();
        for (const node of held) {
          if (groups[node] !== group) continue;
          const without = reachable(edges, node);
          for (const other of held) if (!without.has(other)) parts.add(other);
        }
        expect(sums[group]).toBe([...parts].reduce((sum, other) => sum + selfBytes[other]!, 0));
      }
    }
  });

  it('take a list of half a million links that all are held twice', () => {
    const length = 500_000;
    const graph = graphOf(Array.from({ length }, (_, node) => (node + 1 < length ? [node + 1, Math.min(length - 1, node + 2)] : [])));
    const tree = dominators(graph, all(graph));
    const retained = retainedBytes({ selfBytes: new Float64Array(length).fill(1) }, tree);
    expect(retained[0]).toBe(length);
    expect(retained[1]).toBe(1);
  });

  it('do not count what is not essential', () => {
    const graph = graphOf([[1, 2], [2], []]);
    expect([...dominators(graph, Uint8Array.of(1, 0, 1)).of]).toEqual([0, 0, 1]);
    expect([...dominators(graph, Uint8Array.of(1, 1, 1)).of]).toEqual([0, 0, 0]);
  });
});
