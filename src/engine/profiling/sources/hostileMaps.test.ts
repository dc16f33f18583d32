import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../stats/index.ts';
import { bytesOf, randomProfile, rawNode } from '../reading/cpuProfile.fixture.ts';
import { readProfile } from '../reading/readProfile.ts';
import { faultOf } from '../reading/soundness.fixture.ts';
import { ProfileSession } from '../session/profileSession.ts';

/** Reads a profile with source maps that were recorded with it, and asks for what they change. Empty, or what is wrong. */
function faultWith(profile: object, sourceMaps: unknown): string {
  const { format, profiles } = readProfile(bytesOf({ ...profile, laptime: { sourceMaps } }));
  const session = new ProfileSession(format, profiles, { root: '/app' });
  const { rows } = session.table({ range: null, sortBy: 'file', descending: false, text: '', offset: 0, limit: 100 });
  for (const row of rows) {
    if (typeof row.name !== 'string' || typeof row.file !== 'string') return `${JSON.stringify(row)} has no name or file`;
    if (!(Number.isInteger(row.line) && row.line >= 0 && Number.isInteger(row.column) && row.column >= 0))
      return `${JSON.stringify(row)} is nowhere`;
    session.placeOf(row.functionId);
    session.functionAt(`/app/${row.file}`, row.line);
    session.heat(`/app/${row.file}`);
  }
  for (const { file, line, self } of session.hotLines(1000)) {
    if (typeof file !== 'string' || !(line > 0 && Number.isFinite(self))) return `a line ${line} of ${file} with ${self}`;
  }
  return faultOf(session.chosenProfile.profile);
}

const hostile: readonly unknown[] = [
  ...[
    null,
    true,
    5,
    -1,
    1e300,
    '',
    'x',
    '__proto__',
    {},
    [],
    [null],
    [[]],
    [[[]]],
    [[[1]]],
    [[[0, 0, 0, 0, 9]]],
    [[[0, 99, 0, 0]]],
    [[['a', 'b', 'c', 'd']]],
  ],
  ...[
    [[[0, 0, -5, -5]]],
    [[[0, 0, 1e12, 1e12]]],
    [['../../../etc/passwd']],
    ['../../../etc/passwd'],
    ['//evil/share/x.ts'],
    ['\u0000'],
    [{ a: 1 }],
    [5],
  ],
  ...['AAAA;;;;AACA', '!!!!', 'ggggggggggggggggB', 'AAAA,CAAC,DDDD', 'DDDDDD', 'A,,,;;;A', 'AAAA'.repeat(500), ';'.repeat(10_000)],
];
const fields = ['version', 'sources', 'names', 'mappings', 'sourcesContent', 'sourceRoot', 'sections', 'file', 'ignoreList'];

describe('source maps that mean no good', () => {
  it('change names and places, or are left out', () => {
    const { uniform } = seededRandom(31);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(uniform() * list.length)]!;
    const faults = new Set<string>();
    for (let turn = 0; turn < 800; turn += 1) {
      const map: Record<string, unknown> = {
        ...{ version: 3, sources: ['f.ts', 'g.ts'], names: ['written', 'other'], sourcesContent: [null, 'const written = () => 1;'] },
        mappings: 'AAAAA,CACAC;AACA,GCAA;AAEA;AACAC;AAAA;AAAA;AAAA',
      };
      for (let step = 0; step <= turn % 3; step += 1) map[pick(fields)] = pick(hostile);
      const profile = randomProfile(seededRandom(turn % 7), { nodes: 10, samples: 20 });
      const urls = [...new Set(profile.nodes.map(({ callFrame }) => callFrame.url))];
      faults.add(faultWith(profile, Object.fromEntries(urls.map((url) => [url, turn % 20 === 0 ? pick(hostile) : map]))));
    }
    expect([...faults]).toEqual(['']);
  });

  it.each<readonly [what: string, name: string, source: string]>([
    ['a long name', `${'a'.repeat(60_000)} `, 'x'],
    ['a long name of nothing but signs', '$'.repeat(60_000), 'x'],
    ['a long line', 'abc', 'ab '.repeat(300_000)],
    ['a line of spaces', 'abc', ' '.repeat(1_000_000)],
    ['patterns that have no end', 'abc', '(/['.repeat(200_000)],
    ['brackets that have no end', 'abc', '({['.repeat(200_000)],
  ])('are read in time: %s', (_, name, source) => {
    const nodes = Array.from({ length: 100 }, (__, index) => ({
      ...rawNode(index + 2, `${index}${name}`, 'file:///app/a.js', 0),
      hitCount: 1,
      positionTicks: [{ line: 1, ticks: 1 }],
    }));
    const root = { ...rawNode(1, '(root)', '', -1), children: nodes.map(({ id }) => id) };
    const map = { version: 3, sources: ['a.ts'], names: [], mappings: 'AAAA', sourcesContent: [source] };
    const began = process.threadCpuUsage();
    expect(faultWith({ nodes: [root, ...nodes] }, { 'file:///app/a.js': map })).toBe('');
    const { user, system } = process.threadCpuUsage(began);
    expect((user + system) / 1000).toBeLessThan(5000);
  });
});
