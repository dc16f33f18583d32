import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../stats/index.ts';
import type { Profile } from '../profile.ts';
import { totalsBy } from '../tree/totals.ts';
import { writeCollapsed } from '../writing/writeCollapsed.ts';
import { writeCpuProfile } from '../writing/writeCpuProfile.ts';
import { writeSpeedscope } from '../writing/writeSpeedscope.ts';
import { bytesOf, randomProfile, type RawProfile } from './cpuProfile.fixture.ts';
import { forms } from './forms.fixture.ts';
import { bytesField, numberField, packedField, textField } from './pprof.fixture.ts';
import { readProfile } from './readProfile.ts';

const onlyOne = (bytes: Uint8Array): Profile => {
  const { profiles } = readProfile(bytes);
  expect(profiles).toHaveLength(1);
  return profiles[0]!.profile;
};

/** Own and whole value of each function, by its name. */
function byName({ tree }: Profile, nameOf = (name: string) => name): Record<string, [self: number, total: number]> {
  const { frames } = tree;
  const names = Array.from(frames.names, (name) => nameOf(frames.strings[name]!));
  const all = [...new Set(names)];
  const { self, total } = totalsBy(
    tree,
    Int32Array.from(names, (name) => all.indexOf(name)),
    all.length,
  );
  return Object.fromEntries(all.map((name, group) => [name, [Math.round(self[group]!), Math.round(total[group]!)]]));
}

/** What a function throws; `none` where it does not. */
function messageOf(run: () => unknown): string {
  try {
    run();
    return 'none';
  } catch (error) {
    return String(error);
  }
}

const written = (pieces: Iterable<string>): Uint8Array => bytesOf([...pieces].join(''));

describe('one profile through each format', () => {
  const original = onlyOne(bytesOf(randomProfile(seededRandom(11))));
  const expected = byName(original);

  it.each([
    ['V8 CPU profile', () => written(writeCpuProfile(original))],
    ['speedscope', () => written(writeSpeedscope({ name: 'x', profile: original }))],
    ['speedscope', () => written(writeSpeedscope({ name: 'x', profile: { ...original, timeline: null } }))],
    ['Chrome trace', () => bytesOf(traceOf(randomProfile(seededRandom(11))))],
  ])('%s: the same totals', (format, bytes) => {
    expect(readProfile(bytes()).format).toBe(format);
    expect(byName(onlyOne(bytes()))).toEqual(expected);
    expect(byName(onlyOne(gzipSync(bytes())))).toEqual(expected);
  });

  it('collapsed stacks: the same own times', () => {
    const found = byName(onlyOne(written(writeCollapsed(original))), (name) => name.replace(/ \S+:\d+$/u, ''));
    const functions = Object.entries(expected).filter(([name, [self]]) => self > 0 && name !== '(root)');
    expect(functions.length).toBeGreaterThan(5);
    for (const [name, [self]] of functions) expect(found[name]?.[0], name).toBeCloseTo(self, -1);
  });

  it('V8 CPU profile: the same samples and lines', () => {
    const again = onlyOne(written(writeCpuProfile(original)));
    expect(again.timeline).toEqual(original.timeline);
    expect(again.lineShares?.lines).toEqual(original.lineShares?.lines);
  });
});

describe.each(Object.entries(forms))('profiles of a generator, as %s', (_, formOf) => {
  it('have the totals that their definition gives', () => {
    for (let seed = 1; seed <= 25; seed += 1) {
      const raw = randomProfile(seededRandom(seed), { nodes: 5 + seed * 4, samples: 30 + seed * 10, functions: 2 + (seed % 6) });
      const { '(root)': root, ...found } = byName(onlyOne(formOf(raw)));
      const { '(root)': all, ...expected } = totalsOf(raw);
      // What lasted no time is in no stack of some.
      const lasted = (all: Record<string, [self: number, total: number]>) =>
        Object.fromEntries(Object.entries(all).filter(([, [, total]]) => total > 0));
      expect(lasted(found)).toEqual(lasted(expected));
      // Stacks have nothing that is of no function.
      expect([all![1], all![1] - all![0]]).toContain(root![1]);
    }
  });
});

/** Own and whole time of each function by its name, from each sample and the time until the next one. */
function totalsOf({ nodes, samples, timeDeltas, startTime, endTime }: RawProfile): Record<string, [self: number, total: number]> {
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id] as const)));
  const totals: Record<string, [self: number, total: number]> = {};
  const takenUs = timeDeltas.reduce((sum, delta) => sum + delta, startTime);
  for (const [index, id] of samples.entries()) {
    const valueUs = timeDeltas[index + 1] ?? endTime - takenUs;
    const names: string[] = [];
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) names.push(nodes[at - 1]!.callFrame.functionName);
    for (const name of new Set(names)) (totals[name] ??= [0, 0])[1] += valueUs;
    totals[names[0]!]![0] += valueUs;
  }
  return totals;
}

/** As Chrome writes it: chunks with parents, among other events. */
function traceOf({ nodes, samples, timeDeltas, startTime, endTime }: ReturnType<typeof randomProfile>) {
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id] as const)));
  const half = nodes.length / 2;
  const part = (from: number, to: number) =>
    nodes.slice(from, to).map(({ id, callFrame }) => ({ id, callFrame, ...(parents.has(id) && { parent: parents.get(id) }) }));
  const chunk = (chunkNodes: unknown, ids: number[], deltas: number[]) => ({
    args: { data: { cpuProfile: { nodes: chunkNodes, samples: ids }, timeDeltas: deltas, lines: ids.map(() => 3) } },
    ...{ cat: 'disabled-by-default-v8.cpu_profiler', id: '0x1', name: 'ProfileChunk', ph: 'P', pid: 7, tid: 8, ts: 5 },
  });
  return {
    metadata: { source: 'DevTools' },
    traceEvents: [
      { name: 'thread_name', ph: 'M', pid: 7, tid: 9, args: { name: 'CrRendererMain' } },
      { args: { data: { startTime } }, cat: 'x', id: '0x1', name: 'Profile', ph: 'P', pid: 7, tid: 9, ts: 1 },
      { name: 'RunTask', ph: 'X', pid: 7, tid: 9, ts: 2, dur: 3, args: {} },
      chunk(part(0, half), samples.slice(0, 50), timeDeltas.slice(0, 50)),
      chunk(part(half, nodes.length), samples.slice(50), timeDeltas.slice(50)),
      { args: { data: { endTime } }, id: '0x1', name: 'ProfileChunk', ph: 'P', pid: 7, tid: 8, ts: 9 },
    ],
  };
}

describe('a Chrome trace', () => {
  it('has one profile for each thread, with lines, as an object or a list', () => {
    const [one, two] = [traceOf(randomProfile(seededRandom(1))), traceOf(randomProfile(seededRandom(2)))];
    const others = two.traceEvents.map((event) => ({ ...event, pid: 70 }));
    const { profiles } = readProfile(bytesOf([...one.traceEvents, ...others]));
    expect(profiles.map(({ name }) => name)).toEqual(['CrRendererMain', 'CrRendererMain']);
    expect(new Set(profiles[0]!.profile.lineShares!.lines)).toEqual(new Set([3]));
    expect(() => readProfile(bytesOf([]))).toThrow(/an event named ProfileChunk/);
  });
});

describe('a heap profile of V8', () => {
  const frame = (functionName: string) => ({ functionName, scriptId: '1', url: 'file:///a.js', lineNumber: 4, columnNumber: 1 });

  it('is a tree of bytes', () => {
    const leaf = { callFrame: frame('push'), selfSize: 100, id: 3, children: [] };
    const head = {
      callFrame: frame('(root)'),
      selfSize: 0,
      id: 1,
      children: [{ children: [leaf, { ...leaf, selfSize: 1 }], callFrame: frame('make'), selfSize: 24, id: 2 }],
    };
    const profile = onlyOne(bytesOf({ head, samples: [{ size: 8, nodeId: 3, ordinal: 1 }] }));
    expect(profile).toMatchObject({ unit: 'bytes', timeline: null });
    expect(byName(profile)).toEqual({ '(root)': [0, 125], make: [24, 125], push: [101, 101] });
    expect(profile.tree.frames.lines[1]).toBe(5);
  });

  it('may be deeper than what reads it', () => {
    const depth = 50_000;
    const text = `{"head":${'{"callFrame":{"functionName":"f"},"selfSize":1,"children":['.repeat(depth)}${']}'.repeat(depth)}}`;
    expect(onlyOne(bytesOf(text)).tree.total[0]).toBe(depth);
    expect(() => readProfile(bytesOf(text.slice(0, -depth)))).toThrow(/the file ends/);
  });

  it('is what Node writes', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'laptime-heap-'));
    try {
      const script = 'function fill() { return Array.from({ length: 200000 }, (_, index) => ({ index })); }\nglobalThis.kept = fill();';
      writeFileSync(path.join(folder, 'fill.cjs'), script);
      execFileSync(process.execPath, ['--heap-prof', '--heap-prof-interval=4096', 'fill.cjs'], { cwd: folder });
      const file = readdirSync(folder).find((name) => name.endsWith('.heapprofile'))!;
      const bytes = readFileSync(path.join(folder, file));
      const totals = byName(onlyOne(bytes));
      expect(totals['fill']![1]).toBeGreaterThan(4_000_000);
      const sizes = JSON.stringify(JSON.parse(bytes.toString())).matchAll(/"selfSize":(\d+)/gu);
      expect(totals['(root)']![1]).toBe([...sizes].reduce((sum, [, size]) => sum + Number(size), 0));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('a profile of pprof', () => {
  // Text 1 to 8; 0 is always empty.
  const texts = ['', 'wall', 'nanoseconds', 'sample', 'count', 'main', 'inner', 'a.ts', 'leaf'];
  const file = [
    ...bytesField(1, [...numberField(1, 3), ...numberField(2, 4)]),
    ...bytesField(1, [...numberField(1, 1), ...numberField(2, 2)]),
    ...bytesField(2, [...packedField(1, [2, 1]), ...packedField(2, [3, 9_000_000])]),
    ...bytesField(2, [...numberField(1, 1), ...numberField(2, 1), ...numberField(2, 1_000_000)]),
    // Location 2: `leaf`, put into `inner`.
    ...bytesField(4, [...numberField(1, 1), ...bytesField(4, [...numberField(1, 1), ...numberField(2, 12)])]),
    ...bytesField(4, [
      ...numberField(1, 2),
      ...bytesField(4, [...numberField(1, 3), ...numberField(2, 40)]),
      ...bytesField(4, [...numberField(1, 2), ...numberField(2, 30)]),
    ]),
    ...bytesField(5, [...numberField(1, 1), ...numberField(2, 5), ...numberField(4, 7), ...numberField(5, 10)]),
    ...bytesField(5, [...numberField(1, 2), ...numberField(2, 6), ...numberField(4, 7), ...numberField(5, 28)]),
    ...bytesField(5, [...numberField(1, 3), ...numberField(2, 8), ...numberField(4, 7), ...numberField(5, 39)]),
    ...texts.flatMap((text) => textField(6, text)),
    ...numberField(9, 1_700_000_000_000_000_000),
  ];

  it('has one profile for each thing that it counts, with functions that were put into others', () => {
    const { format, profiles } = readProfile(gzipSync(Uint8Array.from(file)));
    expect([format, ...profiles.map(({ name, profile }) => `${name} ${profile.unit}`)]).toEqual([
      'pprof',
      'sample samples',
      'wall microseconds',
    ]);
    expect(byName(profiles[0]!.profile)).toEqual({ '(root)': [0, 4], main: [1, 4], inner: [0, 3], leaf: [3, 3] });
    expect(byName(profiles[1]!.profile)).toEqual({ '(root)': [0, 10_000], main: [1000, 10_000], inner: [0, 9000], leaf: [9000, 9000] });
    const { tree, lineShares } = profiles[1]!.profile;
    expect([...tree.frames.lines]).toEqual([0, 10, 28, 39]);
    expect([...lineShares!.lines]).toEqual([12, 40]);
  });

  it('says where it is cut off', () => {
    for (let length = 8; length < 90; length += 1) {
      expect(messageOf(() => readProfile(Uint8Array.from(file.slice(0, length))))).toMatch(/At byte \d+ of the unpacked file|^none$/);
    }
    expect(() => readProfile(Uint8Array.from([...file.slice(0, 20), 255, 255]))).toThrow(/At byte \d+/);
  });
});

describe('speedscope', () => {
  const file = (profile: object) =>
    bytesOf({ profiles: [profile], shared: { frames: [{ name: 'a' }, { name: 'b', file: 'b.js', line: 3 }] } });

  it.each([
    ['a frame that is not there', { type: 'sampled', unit: 'none', samples: [[0, 2]], weights: [1] }, /a frame below 2 is expected/],
    ['too few weights', { type: 'sampled', unit: 'none', samples: [[0], [1]], weights: [1] }, /as many weights as samples/],
    ['no samples', { type: 'sampled', unit: 'none' }, /a profile with samples or events/],
    [
      'time that goes back',
      { type: 'evented', unit: 'seconds', startValue: 5, events: [{ type: 'O', frame: 0, at: 4 }] },
      /an event at 5 or later/,
    ],
    [
      'another frame that closes',
      {
        type: 'evented',
        events: [
          { type: 'O', frame: 0, at: 1 },
          { type: 'C', frame: 1, at: 2 },
        ],
      },
      /closes the one that was opened last/,
    ],
  ])('refuses %s', (_, profile, message) => {
    expect(() => readProfile(file(profile))).toThrow(message);
  });

  it('is read in its unit', () => {
    const profile = onlyOne(file({ type: 'sampled', unit: 'seconds', samples: [[0, 1], [0]], weights: [2, 1] }));
    expect(byName(profile)).toEqual({ '(root)': [0, 3e6], a: [1e6, 3e6], b: [2e6, 2e6] });
  });
});

describe('collapsed stacks', () => {
  it('are read with line ends of any kind and recursion', () => {
    expect(byName(onlyOne(bytesOf('main;f;f;f 3\r\nmain 2\n\nmain;g h;x 1')))).toEqual({
      '(root)': [0, 6],
      main: [2, 6],
      f: [3, 3],
      'g h': [0, 1],
      x: [1, 1],
    });
  });

  it.each(['[unknown];main 3\n', '{closure};main 3', '\n[unknown];main 3\r\nmain 1\n'])('are told from JSON: %j', (text) => {
    const { format, profiles } = readProfile(bytesOf(text));
    expect(format).toBe('collapsed stacks');
    expect(byName(profiles[0]!.profile)).toMatchObject({ main: [expect.any(Number), expect.any(Number)] });
  });

  it.each(['main', 'main 1x', ' 5', 'a;b 99999999999999999999'])('refuses %j', (text) => {
    expect(() => readProfile(bytesOf(`ok 1\n${text}\n`))).toThrow(/^The line at byte 5 is no stack/);
  });
});

describe('readProfile', () => {
  it.each([
    ['', /^The file is empty/],
    ['{}', /none of the formats that can be read: V8 CPU profile, V8 heap profile/],
    ['{"snapshot":{"meta":{}}}', /is a heap snapshot, not a profile/],
    ['\u0000\u0001', /none of the formats/],
  ])('refuses %j', (text, message) => {
    expect(() => readProfile(bytesOf(text))).toThrow(message);
  });

  it('refuses what is packed badly', () => {
    expect(() => readProfile(gzipSync('{}').subarray(0, 15))).toThrow(/cannot be unpacked/);
  });

  it('reads what Node writes', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'laptime-cpu-'));
    try {
      writeFileSync(
        path.join(folder, 'hot.cjs'),
        'function hot(n) {\n  let x = 1;\n  for (let i = 0; i < n; i++) x = Math.imul(x, 31) + i;\n  return x;\n}\nconst end = Date.now() + 300;\nwhile (Date.now() < end) hot(1e6);\n',
      );
      execFileSync(process.execPath, ['--cpu-prof', 'hot.cjs'], { cwd: folder });
      const file = readdirSync(folder).find((name) => name.endsWith('.cpuprofile'))!;
      const bytes = readFileSync(path.join(folder, file));
      const profile = onlyOne(bytes);
      const { endTime, startTime } = JSON.parse(bytes.toString()) as { startTime: number; endTime: number };
      const [self, total] = byName(profile)['hot']!;
      expect(self).toBeGreaterThan(100_000);
      expect(total).toBeGreaterThanOrEqual(self);
      expect(profile.tree.total[0]).toBeLessThanOrEqual(endTime - startTime);
      const { frames, frameOf } = profile.tree;
      const hot = [...frameOf.keys()].find((node) => frames.strings[frames.names[frameOf[node]!]!] === 'hot')!;
      const { firstOf, lines } = profile.lineShares!;
      expect([...lines.subarray(firstOf[hot], firstOf[hot + 1])]).toContain(3);
      expect(profile.problems).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
