import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../stats/index.ts';
import { bytesOf, randomProfile, rawNode } from '../reading/cpuProfile.fixture.ts';
import { readProfile } from '../reading/readProfile.ts';
import { writeSvg } from './writeSvg.ts';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly owner: string;
  title: string;
}

interface Parsed {
  readonly elements: ReadonlySet<string>;
  readonly attributes: readonly string[];
  readonly boxes: readonly Box[];
  readonly script: string;
  readonly text: string;
}

const written = (profile: unknown): string => [...writeSvg(readProfile(bytesOf(profile)).profiles[0]!)].join('');

/** Throws where it is no XML. */
function parse(svg: string): Parsed {
  const parser = new SaxesParser();
  const open: string[] = [];
  const boxes: Box[] = [];
  const [elements, attributes] = [new Set<string>(), new Set<string>()];
  let [script, text] = ['', ''];
  parser.on('opentag', ({ name, attributes: own }) => {
    open.push(name);
    elements.add(name);
    for (const key of Object.keys(own)) attributes.add(key);
    const { x, y, width, class: owner = '' } = own as Record<string, string>;
    if (name === 'svg' && open.length > 1) boxes.push({ x: Number(x), y: Number(y), width: Number(width), owner, title: '' });
  });
  parser.on('closetag', () => open.pop());
  parser.on('cdata', (data) => (script += data));
  parser.on('text', (data) => {
    if (open.at(-1) === 'title' && open.length > 2) boxes.at(-1)!.title += data;
    else text += data;
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(svg).close();
  return { elements, attributes: [...attributes].toSorted(), boxes, script, text };
}

describe('writeSvg', () => {
  it('has a box as wide as what it cost for each call, below that of who called it', () => {
    const { boxes, text } = parse(written(randomProfile(seededRandom(5), { nodes: 60, samples: 400 })));
    expect(boxes.length).toBeGreaterThan(20);
    for (const [index, box] of boxes.entries()) {
      const above = boxes.filter(({ x, y, width }) => y === box.y - 17 && x <= box.x + 0.02 && x + width >= box.x + box.width - 0.02);
      expect(above.length, box.title).toBe(box.y === boxes[0]!.y ? 0 : 1);
      const before = boxes.slice(0, index).filter(({ y, x, width }) => y === box.y && x + width > box.x + 0.02);
      expect(before, box.title).toEqual([]);
    }
    expect(text).toMatch(/^\s*Profile: [\d.]+ ms/u);
    expect(boxes[0]!.title).toMatch(/^f\d\nfile:\/\/\/app\/src\/f\d\.js:\d\nself [\d.]+ [µm]s, total [\d.]+ [µm]s \([\d.]+ ?%\)$/u);
    expect(boxes[0]!.owner).toBe('workspace');
  });

  it('has what is in a profile as text only, the same script in every file, and loads nothing', () => {
    const hostile = [
      '</title></svg><script>alert(1)</script>',
      ']]><script>alert(1)</script>',
      '"\' onload="alert(1)',
      '&#x3c;b&xxe;',
      'javascript:alert(1)',
      '\u0000\u0008\u001b[31m\ufffe\ud800\u202e',
      'command:workbench.action.quit',
      'x'.repeat(100_000),
    ];
    const nodes = hostile.map((name, index) => ({ ...rawNode(index + 2, name, name, 3), hitCount: 1 }));
    const root = { ...rawNode(1, '(root)', '', -1), children: nodes.map(({ id }) => id) };
    const svg = written({ nodes: [root, ...nodes], startTime: 0, endTime: 8e5 });
    const { elements, attributes, boxes, script } = parse(svg);
    expect(boxes.map(({ title }) => title.split('\n')[0])).toEqual(expect.arrayContaining(hostile.slice(0, 5)));
    expect(boxes).toHaveLength(hostile.length);
    expect([...elements].toSorted()).toEqual(['g', 'rect', 'script', 'style', 'svg', 'text', 'title']);
    expect(attributes.filter((name) => name.startsWith('on') || name.includes('href'))).toEqual([]);
    expect(script).toBe(parse(written(randomProfile(seededRandom(1)))).script);
    expect(svg.length).toBeLessThan(20_000);
    expect(svg.match(/https?:/gu)).toHaveLength(svg.match(/http:\/\/www\.w3\.org\/2000\/svg/gu)!.length);
  });

  it('is bounded: what is too narrow to be seen and what is too deep is left out', () => {
    const deep = Array.from({ length: 30_000 }, (_, index) => ({
      ...rawNode(index + 1, 'f', '', 0),
      ...(index < 29_999 ? { children: [index + 2] } : { hitCount: 5 }),
    }));
    const { boxes, text } = parse(written({ nodes: deep }));
    expect(boxes).toHaveLength(20_000);
    expect(text).toContain('9,999 deeper rows are left out.');
    const wide = Array.from({ length: 50_000 }, (_, index) => ({
      ...rawNode(index + 2, `f${index}`, '', 0),
      hitCount: index === 7 ? 50_000 : 1,
    }));
    const root = { ...rawNode(1, '(root)', '', -1), children: wide.map(({ id }) => id) };
    expect(parse(written({ nodes: [root, ...wide] })).boxes).toHaveLength(1);
  });

  it('stands a profile of nothing', () => {
    expect(parse(written({ nodes: [] })).boxes).toEqual([]);
  });
});
