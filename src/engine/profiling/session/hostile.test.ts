import { describe, expect, it } from 'vitest';
import { isUserError } from '../../../base/errors.ts';
import type { FlameView } from '../../../protocol/profile.ts';
import { seededRandom } from '../../stats/index.ts';
import { broken, fileOf, formNames } from '../reading/broken.fixture.ts';
import { readProfile, type ReadProfile } from '../reading/readProfile.ts';
import { ProfileSession } from './profileSession.ts';

const root = '/app';

/** Null where the file is refused. */
function readOrNot(bytes: Uint8Array): ReadProfile | null {
  try {
    return readProfile(bytes);
  } catch (error) {
    if (isUserError(error)) return null;
    throw error;
  }
}

/** Asks all that a page, an editor and a terminal ask. Every number in the answers is one. */
function askAll(session: ProfileSession): void {
  for (const place of session.profiles().names.keys()) {
    session.choose(place);
    expectNumbers(session.profiles());
    const { total } = session.summary(null);
    for (const range of [null, { from: 0, to: total / 3 }, { from: total / 2, to: total / 2 }, { from: -5, to: 2 * total }]) {
      expectNumbers(session.summary(range));
      expectNumbers(session.packages(range));
      const path = session.hottestPath(range);
      const page = session.table({ range, sortBy: 'total', descending: true, text: '', offset: 0, limit: 50 });
      expectNumbers([path, page, session.table({ range, sortBy: 'file', descending: false, text: 'A', offset: 1, limit: 2 })]);
      const [first] = page.rows;
      const views: FlameView[] = [{ kind: 'time' }, { kind: 'heavy', range }];
      const { functionId } = first ?? { functionId: 0 };
      for (const view of [...views, { kind: 'callers', functionId, range } as const, { kind: 'callees', functionId, range } as const]) {
        const { rows, end } = session.size(view);
        expectNumbers([rows, end]);
        const tile = session.tile(view, { from: 0, to: end || 1, firstRow: 0, endRow: 100, columns: 300 });
        expectNumbers([tile, session.functions(tile.functionIds)]);
        const box = session.box(view, { kind: 'function', functionId });
        expectNumbers([box, session.box(view, { kind: 'at', row: 0, place: end / 2 })]);
        if (box) for (const step of ['parent', 'child', 'previous', 'next'] as const) session.box(view, { kind: 'beside', box, step });
        expectNumbers(session.box(view, { kind: 'match', text: 'f', after: box, isBackward: false }));
      }
      for (const view of views) expectNumbers(session.node(view, path.at(-1)!));
    }
    expectNumbers([session.search('f'), session.search('['), session.hotLines(10)]);
    for (const { file } of session.functions(Int32Array.from([0]))) {
      expectNumbers([session.lines(file), session.heat(`/app/${file}`), session.functionAt(`/app/${file}`, 3)]);
    }
    session.placeOf(0);
  }
}

/** Whatever the shape. */
function expectNumbers(value: unknown): void {
  const wrong = wrongIn(value, 'answer');
  if (wrong !== '') throw new Error(wrong);
}

function wrongIn(value: unknown, where: string): string {
  if (typeof value === 'number') return Number.isFinite(value) ? '' : `${where} is ${value}`;
  if (typeof value !== 'object' || value === null) return value === undefined ? `${where} is missing` : '';
  for (const [key, part] of Object.entries(value)) {
    const wrong = wrongIn(part, `${where}.${key}`);
    if (wrong !== '') return wrong;
  }
  return '';
}

describe.each(formNames)('a session of a broken file: %s', (form) => {
  it('answers whatever was read', () => {
    const random = seededRandom(23);
    let asked = 0;
    for (let turn = 0; turn < 300; turn += 1) {
      const read = readOrNot(broken(fileOf(form, 1 + (turn % 5)), random));
      if (!read) continue;
      asked += 1;
      askAll(new ProfileSession(read.format, read.profiles, { root }));
    }
    expect(asked).toBeGreaterThan(10);
  });

  it('answers for it and another one', () => {
    const random = seededRandom(29);
    let asked = 0;
    for (let turn = 0; turn < 150; turn += 1) {
      const [one, other] = [broken(fileOf(form, 1 + (turn % 5)), random), fileOf(formNames[turn % formNames.length]!, 2)].map(readOrNot);
      if (!one || !other) continue;
      asked += 1;
      const [a, b] = turn % 2 === 0 ? [one, other] : [other, one];
      const scale = ([null, 'share', 'iterations', 'none'] as const)[turn % 4]!;
      askAll(new ProfileSession(b.format, b.profiles, { root, baseline: { profiles: a.profiles, scale } }));
    }
    expect(asked).toBeGreaterThan(10);
  });
});

const DEEP = 200_000;
const callFrame = (name: string): object => ({ functionName: name, url: 'file:///app/a.js', lineNumber: 1, columnNumber: 1 });
const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

describe('a session of a profile that is made to be slow', () => {
  it.each<readonly [what: string, bytes: () => Uint8Array]>([
    [
      'samples that go up and down a deep stack',
      () =>
        json({
          nodes: Array.from({ length: DEEP }, (_, node) => ({
            ...{ id: node + 1, callFrame: callFrame(`f${node % 7}`), children: node + 1 < DEEP ? [node + 2] : [] },
          })),
          samples: Array.from({ length: DEEP }, (_, sample) => (sample % 2 === 0 ? DEEP : 2)),
          timeDeltas: Array.from({ length: DEEP }, () => 10),
        }),
    ],
    [
      // Of each of a deep stack, one more that nothing is above of.
      'callers that are all far away',
      () =>
        json({
          nodes: comb(DEEP),
          samples: Array.from({ length: DEEP }, (_, sample) => sample + 1),
          timeDeltas: Array.from({ length: DEEP }, () => 10),
        }),
    ],
    [
      'addresses with many questions',
      () => json({ nodes: [{ id: 1, callFrame: { functionName: 'f', url: `file:///${'?'.repeat(DEEP)}\n` } }] }),
    ],
    [
      'addresses with many folders',
      () => json({ nodes: [{ id: 1, callFrame: { functionName: 'f', url: 'node_modules/@'.repeat(4000) } }] }),
    ],
  ])('%s', { timeout: 60_000 }, (_, bytes) => {
    const read = readProfile(bytes());
    const began = process.threadCpuUsage();
    const session = new ProfileSession(read.format, read.profiles, { root });
    const { end } = session.size({ kind: 'time' });
    expectNumbers(session.tile({ kind: 'time' }, { from: 0, to: end || 1, firstRow: 0, endRow: 60, columns: 1000 }));
    const { rows } = session.table({ range: null, sortBy: 'self', descending: true, text: '', offset: 0, limit: 10 });
    for (const { functionId } of rows) expectNumbers(session.size({ kind: 'callers', functionId, range: null }));
    expectNumbers(session.node({ kind: 'heavy', range: null }, session.hottestPath(null).at(-1)!));
    expectNumbers(session.heat('/app/a.js'));
    const { user, system } = process.threadCpuUsage(began);
    expect((user + system) / 1000).toBeLessThan(5000);
  });
});

/** A stack of so many calls, each of which calls one thing more: nodes with odd ids go down, those with even ones are at the side. */
function comb(count: number): object[] {
  return Array.from({ length: count }, (_, node) => ({
    id: node + 1,
    callFrame: callFrame(node % 2 === 0 ? 'down' : 'side'),
    children: node % 2 === 0 ? [node + 2, node + 3].filter((id) => id <= count) : [],
  }));
}
