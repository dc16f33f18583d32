import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Session } from 'node:inspector';
import os from 'node:os';
import path from 'node:path';
import { writeHeapSnapshot } from 'node:v8';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../base/errors.ts';
import { seededRandom } from '../../stats/index.ts';
import { EDGE_TYPES, NODE_TYPES } from '../snapshot.ts';
import { readSnapshot } from './readSnapshot.ts';

interface Raw {
  snapshot: { meta: { node_fields: string[]; node_types: [string[]]; edge_types: [string[]] }; node_count: number; edge_count: number };
  nodes: number[];
  edges: number[];
  strings: string[];
}

const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

/** Of three objects: the root, a Map, a string. */
const small = () => ({
  snapshot: {
    meta: {
      node_fields: ['type', 'name', 'id', 'self_size', 'edge_count'],
      node_types: [['hidden', 'object', 'string', 'synthetic'], 'string', 'number', 'number', 'number'],
      edge_fields: ['type', 'name_or_index', 'to_node'],
      edge_types: [['context', 'element', 'property'], 'string_or_number', 'node'],
    },
    node_count: 3,
    edge_count: 2,
  },
  nodes: [3, 0, 1, 0, 1, 1, 1, 3, 16, 1, 2, 2, 5, 24, 0],
  edges: [2, 3, 5, 1, 0, 10],
  strings: ['', 'Map', 'a text', 'cache'],
});

function failureOf(bytes: Uint8Array): UserError | null {
  try {
    readSnapshot(bytes);
    return null;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

describe('readSnapshot', () => {
  let folder = '';
  let bytes: Uint8Array = new Uint8Array();
  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'laptime-snapshot-'));
    const session = new Session();
    session.connect();
    session.post('HeapProfiler.startTrackingHeapObjects', { trackAllocations: true });
    bytes = readFileSync(writeHeapSnapshot(path.join(folder, 'own.heapsnapshot')));
    session.disconnect();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('reads what JSON.parse reads of a snapshot of this very process', () => {
    const raw = JSON.parse(Buffer.from(bytes).toString('utf8')) as Raw;
    const read = readSnapshot(bytes);
    const { meta } = raw.snapshot;
    const fields = meta.node_fields.length;
    expect(read.nodeCount).toBe(raw.snapshot.node_count);
    expect(read.edgeCount).toBe(raw.snapshot.edge_count);
    expect(read.traces?.functions.length).toBeGreaterThan(0);
    let wrong = 0;
    let edge = 0;
    for (let node = 0; node < read.nodeCount; node += 1) {
      const [type, name, id, size, edges] = raw.nodes.slice(node * fields, node * fields + 5) as [number, number, number, number, number];
      if (NODE_TYPES[read.typeOf[node]!] !== meta.node_types[0][type]) wrong += 1;
      if (read.nameOf[node] !== name || read.idOf[node] !== id || read.selfBytes[node] !== size) wrong += 1;
      if (read.firstEdge[node + 1]! - read.firstEdge[node]! !== edges) wrong += 1;
      for (const end = edge + edges; edge < end; edge += 1) {
        if (EDGE_TYPES[read.edgeType[edge]!] !== meta.edge_types[0][raw.edges[edge * 3]!]) wrong += 1;
        if (read.edgeName[edge] !== raw.edges[edge * 3 + 1] || read.edgeTo[edge]! * fields !== raw.edges[edge * 3 + 2]) wrong += 1;
      }
    }
    for (const [index, string] of raw.strings.entries()) if (read.strings.at(index) !== string) wrong += 1;
    expect(wrong).toBe(0);
  });

  it('names the byte at which a snapshot is cut off, wherever that is', () => {
    const random = seededRandom(5).uniform;
    for (let cut = 0; cut < 40; cut += 1) {
      const end = 1 + Math.floor(random() * (bytes.length - 2));
      expect(failureOf(bytes.subarray(0, end))?.message).toMatch(/^At byte \d+ /);
    }
  });

  it('takes white space and any numbers', () => {
    const spaced = new TextEncoder().encode(JSON.stringify(small(), null, 3).replaceAll('16', '1.6e1'));
    expect(readSnapshot(spaced).selfBytes[1]).toBe(16);
  });

  it.each<[string, (raw: ReturnType<typeof small>) => void]>([
    ['too few nodes', (raw) => raw.nodes.pop()],
    ['too many nodes', (raw) => raw.nodes.push(1, 1, 1, 1, 1)],
    ['more nodes than the file can have', (raw) => (raw.snapshot.node_count = 2 ** 30)],
    ['no nodes', (raw) => (raw.snapshot.node_count = 0)],
    ['negative counts', (raw) => (raw.snapshot.edge_count = -1)],
    ['other counts of edges', (raw) => (raw.nodes[4] = 2)],
    ['huge counts of edges', (raw) => (raw.nodes[4] = 2 ** 31)],
    ['edges to nowhere', (raw) => (raw.edges[2] = 15)],
    ['edges into the middle of a node', (raw) => (raw.edges[2] = 4)],
    ['names that are not there', (raw) => (raw.nodes[1] = 4)],
    ['names of edges that are not there', (raw) => (raw.edges[1] = 99)],
    ['negative names', (raw) => (raw.nodes[1] = -1)],
    ['fractions', (raw) => (raw.edges[2] = 2.5)],
    ['no fields', (raw) => (raw.snapshot.meta.node_fields = [])],
    ['texts for numbers', (raw) => (raw.nodes[3] = 'x' as unknown as number)],
    ['no strings', (raw) => delete (raw as Partial<typeof raw>).strings],
  ])('refuses %s', (_, spoil) => {
    const raw = small();
    expect(readSnapshot(text(raw)).nodeCount).toBe(3);
    spoil(raw);
    expect(failureOf(text(raw))?.message).toMatch(/^At byte \d+ /);
  });

  it('refuses what is no snapshot', () => {
    for (const other of ['', '[]', '{}', '{"nodes":[],"startTime":1}', 'x', '{"head":{}}', 'null'])
      expect(failureOf(new TextEncoder().encode(other)), other).not.toBeNull();
  });

  it('keeps to errors of its own whatever bytes are changed', () => {
    const random = seededRandom(9).uniform;
    const whole = text(small());
    for (let run = 0; run < 3000; run += 1) {
      const broken = whole.slice();
      for (let change = 0; change < 3; change += 1) broken[Math.floor(random() * broken.length)] = Math.floor(random() * 256);
      expect(() => failureOf(broken)).not.toThrow();
    }
  });
});
