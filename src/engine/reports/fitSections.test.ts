import { describe, expect, it } from 'vitest';
import { seededRandom } from '../stats/index.ts';
import { fitSections, type Section } from './fitSections.ts';

const section = (name: string, items: readonly string[], rank: number): Section => ({
  name,
  before: `${name}:\n`,
  items,
  separator: '\n',
  after: '\nend',
  rank,
});

describe('fitSections', () => {
  it('shows everything where there is room, in order of place', () => {
    const sections = [section('b', ['1', '2'], 1), section('empty', [], 0), section('a', ['3'], 0)];
    expect(fitSections('head', sections, 1000)).toBe('head\n\nb:\n1\n2\nend\n\na:\n3\nend\n');
  });

  it('leaves out what matters least, and counts it', () => {
    const items = Array.from({ length: 40 }, (_, i) => `item ${i}`);
    const text = fitSections('head', [section('less', items, 2), section('least', items, 3), section('most', items, 1)], 600);
    expect(text).toMatch(
      /^head\n\nLeft out, because a comment holds only 600 characters: \d+ of 40 under "less", 40 of 40 under "least"\.\n\nless:\n/u,
    );
    expect(text).toContain(`most:\n${items.join('\n')}\nend\n`);
  });

  it('lets no item take the room of the others', () => {
    const text = fitSections('head', [section('s', ['x'.repeat(500), 'small'], 0)], 200);
    expect(text).toBe('head\n\nLeft out, because a comment holds only 200 characters: 1 of 2 under "s".\n\ns:\nsmall\nend\n');
  });

  it('never takes more than it may, and never loses count', () => {
    const { uniform } = seededRandom(7);
    const below = (most: number) => Math.floor(uniform() * most);
    for (let round = 0; round < 500; round += 1) {
      const sections = Array.from({ length: 1 + below(6) }, (_, i) =>
        section(
          `s${i}`,
          Array.from({ length: below(30) }, (_, j) => `<${i}.${j}>${'x'.repeat(below(200))}`),
          below(4),
        ),
      );
      const most = 700 + below(4000);
      const text = fitSections('head', sections, most);
      expect(text.length).toBeLessThanOrEqual(most);
      const all = sections.flatMap(({ items }) => items);
      const shown = all.filter((item) => text.split('\n').includes(item)).length;
      const left = [...text.matchAll(/(?<left>\d+) of \d+ under/gu)].reduce((sum, { groups }) => sum + Number(groups!['left']), 0);
      expect(shown + left).toBe(all.length);
    }
  });
});
