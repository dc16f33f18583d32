import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { isUserError } from '../../../base/errors.ts';
import { seededRandom } from '../../stats/index.ts';
import { broken, fileOf, formNames } from './broken.fixture.ts';
import { bytesField, numberField, packedField } from './pprof.fixture.ts';
import { readProfile } from './readProfile.ts';
import { faultOf } from './soundness.fixture.ts';

const MOST_MS = 5000;
/** What a refusal must have: the place, or what the file is as a whole. */
const WHERE = /\bbyte \d+|^The file is |^This is /u;

/** `read` or `refused`; anything else is a fault. */
function outcomeOf(bytes: Uint8Array): string {
  // Of this thread: the machine may have others to work for.
  const began = process.threadCpuUsage();
  let outcome = 'read';
  try {
    outcome =
      readProfile(bytes)
        .profiles.map(({ profile }) => faultOf(profile))
        .find((fault) => fault !== '') ?? 'read';
  } catch (error) {
    if (!isUserError(error)) throw error;
    outcome = WHERE.test(error.message) && error.message.length < 400 ? 'refused' : error.message;
  }
  const { user, system } = process.threadCpuUsage(began);
  const tookMs = (user + system) / 1000;
  return tookMs < MOST_MS ? outcome : `${outcome} after ${tookMs} ms`;
}

describe.each(formNames)('%s, broken', (form) => {
  it('is refused with the place, or read with sums that are right', () => {
    const random = seededRandom(17);
    const outcomes = new Set<string>();
    for (let turn = 0; turn < 1500; turn += 1) {
      let bytes = fileOf(form, 1 + (turn % 5));
      for (let step = 0; step <= turn % 3; step += 1) bytes = broken(bytes, random);
      outcomes.add(outcomeOf(bytes));
    }
    expect([...outcomes].toSorted()).toEqual(['read', 'refused']);
  });

  it('is refused or read wherever it is cut', () => {
    const [bytes, packed] = [fileOf(form, 3), gzipSync(fileOf(form, 3))];
    const outcomes = new Set<string>();
    for (let length = 0; length < bytes.length; length += 1) outcomes.add(outcomeOf(bytes.subarray(0, length)));
    for (let length = 0; length < packed.length; length += 7) outcomes.add(outcomeOf(packed.subarray(0, length)));
    // Stacks and messages may end after any one of them.
    expect([...outcomes].filter((outcome) => outcome !== 'read')).toEqual(['refused']);
  });
});

const frame = '"callFrame":{"functionName":"f","url":"a.js","lineNumber":1,"columnNumber":1}';

/** Nodes as V8 has them: what each one calls by its place, from 0. */
const nodesOf = (count: number, calledBy: (node: number) => readonly number[]): string =>
  Array.from({ length: count }, (_, node) => {
    const called = calledBy(node).map((each) => each + 1);
    return `{"id":${node + 1},${frame}${called.length > 0 ? `,"children":[${called.join(',')}]` : ''}}`;
  }).join(',');

const text = (value: string): Uint8Array => Buffer.from(value);
const times = (count: number, value: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => value(index)).join(',');

const MILLION = 1_000_000;
const files: readonly (readonly [what: string, bytes: () => Uint8Array, outcome: string])[] = [
  ['a million calls of one node', () => text(`{"nodes":[${nodesOf(MILLION, (node) => (node === 0 ? range(1, MILLION) : []))}]}`), 'read'],
  [
    'a stack that is a million deep',
    () => text(`{"nodes":[${nodesOf(MILLION, (node) => (node + 1 < MILLION ? [node + 1] : []))}]}`),
    'read',
  ],
  ['a cycle of a hundred thousand', () => text(`{"nodes":[${nodesOf(100_000, (node) => [(node + 1) % 100_000])}]}`), 'refused'],
  [
    'a heap that is a million deep',
    () => text(`{"head":${`{${frame},"selfSize":1,"children":[`.repeat(MILLION)}${']}'.repeat(MILLION)}}`),
    'read',
  ],
  ['garbage that is nested a million deep', () => text(`{"nodes":[],"x":${'[{"a":'.repeat(MILLION)}0${'}]'.repeat(MILLION)}}`), 'read'],
  ['lists that never end', () => text(`{"nodes":${'['.repeat(10 * MILLION)}`), 'refused'],
  ['a list of lists', () => text('['.repeat(10 * MILLION)), 'refused'],
  ['a text of a hundred million', () => text(`{"nodes":[{"id":1,"callFrame":{"functionName":"${'x'.repeat(100 * MILLION)}"}}]}`), 'read'],
  ['a number of a hundred million digits', () => text(`{"nodes":[{"id":${'1'.repeat(100 * MILLION)}}]}`), 'refused'],
  ['a stack that is five million deep', () => text(`${'a;'.repeat(5 * MILLION)}b 1`), 'refused'],
  ['a stack with a number of a hundred million digits', () => text(`a ${'1'.repeat(100 * MILLION)}`), 'refused'],
  ['a stack that is a million deep, collapsed', () => text(`${'f;'.repeat(MILLION)}f 1\n`), 'read'],
  ['ids that are far apart', () => text(`{"nodes":[${times(300_000, (index) => `{"id":${1 + index * 7158},${frame}}`)}]}`), 'read'],
  [
    'a trace of a hundred thousand threads',
    () =>
      text(
        `[${times(100_000, (index) =>
          chunk(
            index,
            nodesOf(1, () => []),
          ),
        )}]`,
      ),
    'refused',
  ],
  ['a trace of a thousand threads with names', () => text(`[${times(900, (index) => chunk(index, named(index, 100)))}]`), 'read'],
  [
    'a hundred thousand profiles of speedscope',
    () => text(`{"shared":{"frames":[]},"profiles":[${times(100_000, () => '{"type":"sampled","samples":[]}')}]}`),
    'refused',
  ],
  ['much that is packed in little', () => gzipSync(Buffer.alloc(300 * MILLION, 0x20), { level: 1 }), 'refused'],
  ['a packed file that is cut', () => gzipSync(text(`{"nodes":[${nodesOf(1000, () => [])}]}`)).subarray(0, -20), 'refused'],
  ['a packed file in a packed file', () => gzipSync(gzipSync('{}')), 'refused'],
  ['UTF-16', () => Buffer.from('\uFEFF{"nodes":[]}', 'utf16le'), 'refused'],
  ['UTF-16 of the other kind', () => Buffer.from('\uFEFF{"nodes":[]}', 'utf16le').swap16(), 'refused'],
  ['a mark of UTF-8 before stacks', () => text('\uFEFFa;b 1\n'), 'read'],
  ['empty lists', () => text('{"nodes":[],"samples":[],"timeDeltas":[]}'), 'read'],
  ['samples of nothing', () => text('{"nodes":[],"samples":[1,2],"timeDeltas":[1,1]}'), 'read'],
  ['a profile twice in one', () => text(`{"nodes":[${nodesOf(1, () => [])}],"nodes":[]}`), 'refused'],
  ['samples twice in one', () => text(`{"nodes":[${nodesOf(1, () => [])}],"samples":[1],"samples":[1],"timeDeltas":[1,2]}`), 'read'],
  [
    'times that are too large to be summed up',
    () => text(`{"nodes":[${nodesOf(1, () => [])}],"samples":[1,1],"timeDeltas":[1e308,1e308]}`),
    'refused',
  ],
  [
    'times that go back for ever',
    () =>
      text(
        `{"nodes":[${nodesOf(2, (node) => (node === 0 ? [1] : []))}],"samples":[${times(100_000, (index) => String(1 + (index % 2)))}],"timeDeltas":[${times(100_000, () => '-1e15')}]}`,
      ),
    'read',
  ],
  [
    'a unit that every object has',
    () => text('{"shared":{"frames":[{"name":"a"}]},"profiles":[{"type":"sampled","unit":"constructor","samples":[[0]],"weights":[3]}]}'),
    'read',
  ],
  ['names that every object has', () => text('__proto__;constructor;toString 3\nhasOwnProperty;__proto__ 2\n'), 'read'],
  ['places that are in each other a million times', () => pprofOfInlined(20_000), 'refused'],
  [
    'texts that hash alike in what is known of hashes',
    () => text(`{"nodes":[${times(1 << 16, (index) => `{"id":${index + 1},"callFrame":{"functionName":"${alike(index)}"}}`)}]}`),
    'read',
  ],
];

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

const chunk = (id: number, nodes: string): string =>
  `{"name":"ProfileChunk","id":"${id}","pid":1,"tid":1,"args":{"data":{"cpuProfile":{"nodes":[${nodes}]}}}}`;

const named = (profile: number, count: number): string =>
  times(count, (index) => `{"id":${index + 1},"callFrame":{"functionName":"f${profile}-${index}"}}`);

/** `Aa` and `BB` have the same sum with the usual factor of 31. */
const alike = (index: number): string => Array.from({ length: 16 }, (_, bit) => ((index >> bit) & 1 ? 'Aa' : 'BB')).join('');

/** One place with so many functions, and as many samples that are there as often. */
function pprofOfInlined(count: number): Uint8Array {
  const line = bytesField(4, [...numberField(1, 1), ...numberField(2, 1)]);
  const location = bytesField(4, [...numberField(1, 1), ...Array.from({ length: count }, () => line).flat()]);
  const sample = bytesField(2, [
    ...packedField(
      1,
      Array.from({ length: count }, () => 1),
    ),
    ...numberField(2, 1),
  ]);
  return Uint8Array.from([...bytesField(1, [...numberField(1, 1), ...numberField(2, 2)]), ...location, ...sample, ...sample]);
}

describe('what a file can be made of', () => {
  it.each(files)('%s', { timeout: 120_000 }, (_, bytes, outcome) => {
    expect(outcomeOf(bytes())).toBe(outcome);
  });

  it('stays in its room', { timeout: 120_000 }, () => {
    const file = text(`{"nodes":[${nodesOf(MILLION, (node) => (node + 1 < MILLION ? [node + 1] : []))}]}`);
    const before = process.memoryUsage();
    const { profiles } = readProfile(file);
    const after = process.memoryUsage();
    const taken = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
    expect(profiles[0]!.profile.tree.count).toBe(MILLION);
    expect(taken).toBeLessThan(4 * file.length);
  });
});
