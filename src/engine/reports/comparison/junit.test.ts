import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { exampleCompared, exampleComparisonRun, exampleRevision } from '../../../model/comparison.fixture.ts';
import type { ComparisonRun } from '../../../model/comparison.ts';
import { exampleBenchmark } from '../../../model/example.fixture.ts';
import { hostileTexts } from '../report.fixture.ts';
import { failedOn, fullComparison, hostileComparisons, separateRuns } from './comparison.fixture.ts';
import { toJunit } from './junit.ts';

interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Node[];
  text: string;
}

/** By a parser that throws at whatever is not XML 1.0. */
function parse(xml: string): Node {
  const parser = new SaxesParser();
  const root: Node = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  parser.on('opentag', ({ name, attributes }) => {
    const node: Node = { name, attributes, children: [], text: '' };
    open.at(-1)!.children.push(node);
    open.push(node);
  });
  parser.on('text', (text) => {
    open.at(-1)!.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  expect(root.children).toHaveLength(1);
  return root.children[0]!;
}

const suitesOf = (run: ComparisonRun) => parse(toJunit(run)).children;
const casesOf = (run: ComparisonRun) => suitesOf(run).flatMap(({ children }) => children.filter(({ name }) => name === 'testcase'));
const one = (...parameters: Parameters<typeof exampleCompared>) => casesOf(exampleComparisonRun([exampleCompared(...parameters)]))[0]!;
const a = exampleBenchmark(['a']);

describe('toJunit', () => {
  it('shows a comparison', () => {
    expect(toJunit(fullComparison())).toMatchSnapshot();
  });

  it('is what readers of JUnit know: names, attributes and order', () => {
    const root = parse(toJunit(fullComparison()));
    expect(root.name).toBe('testsuites');
    for (const suite of root.children) {
      expect(suite.name).toBe('testsuite');
      expect(Object.keys(suite.attributes)).toEqual(['name', 'tests', 'failures', 'errors', 'skipped', 'timestamp']);
      expect(suite.attributes['timestamp']).toBe('2026-01-02T03:04:05');
      expect(suite.children.map(({ name }) => name)).toEqual(['properties', ...suite.children.slice(1).map(() => 'testcase')]);
      for (const testcase of suite.children.slice(1)) {
        expect(testcase.attributes).toMatchObject({ name: expect.any(String), classname: suite.attributes['name'] });
        expect(testcase.children.map(({ name }) => name).join()).toMatch(/^(?:failure|error|skipped|system-out)$/u);
      }
    }
  });

  it('counts what it has', () => {
    const root = parse(toJunit(fullComparison()));
    const counts = (cases: readonly Node[]) => {
      const having = (name: string) => String(cases.filter(({ children }) => children.some((child) => child.name === name)).length);
      return { tests: String(cases.length), failures: having('failure'), errors: having('error'), skipped: having('skipped') };
    };
    expect(root.attributes).toMatchObject({ tests: '11', failures: '2', errors: '1', skipped: '4' });
    expect(root.attributes).toMatchObject(counts(root.children.flatMap(({ children }) => children.slice(1))));
    for (const suite of root.children) expect(suite.attributes).toMatchObject(counts(suite.children.slice(1)));
  });

  it('fails what is slower, and nothing else', () => {
    const slower = one(a, { verdict: 'slower' }).children[0]!;
    expect(slower).toMatchObject({ name: 'failure', attributes: { message: '3.1 % slower, ± 0.4 %', type: 'slower' } });
    expect(slower.text).toContain('change +3.1 % [+2.7 %, +3.5 %] at 99 %, 9 blocks, margin 2 %');
    for (const verdict of ['same', 'faster', 'inconclusive'] as const) {
      expect(one(a, { verdict }).children.map(({ name }) => name)).toEqual(['system-out']);
    }
  });

  it('blames the change only for what the candidate cannot run', () => {
    const nameOf = (...parameters: Parameters<typeof failedOn>) =>
      casesOf(exampleComparisonRun([failedOn(...parameters)]))[0]!.children[0]!.name;
    expect(nameOf('candidate', ['a'])).toBe('error');
    expect(nameOf('baseline', ['a'])).toBe('skipped');
    expect(nameOf('candidate', ['a'], { kind: 'vanished' })).toBe('skipped');
  });

  it('names other environments', () => {
    const [properties] = suitesOf(separateRuns())[0]!.children;
    const others = properties!.children.filter(({ attributes }) => attributes['name'] === 'other environment');
    expect(others.map(({ attributes }) => attributes['value'])).toContain('Node v20.11.0 → v22.12.0');
  });

  it.each([
    [1234, '0.000001234'],
    [0.31, '0.00000000031'],
    [2e9, '2'],
    [4.1e12, '4100'],
  ])('takes %d ns for %s s', (candidateNs, time) => expect(one(a, { candidateNs }).attributes['time']).toBe(time));

  it('tells equal names of one file apart', () => {
    const second = { ...a, id: `${a.id} #2` };
    const cases = casesOf(exampleComparisonRun([exampleCompared(a), exampleCompared(second)]));
    expect(cases.map(({ attributes }) => attributes['name'])).toEqual(['a', 'a #2']);
  });

  it('is XML whatever comes from outside', () => {
    const texts = [
      ...hostileTexts,
      '\u0000\u0001\u000b\u001f\u007f\u0085',
      '\ufffe\uffff',
      ']]>',
      '&amp;&#0;',
      `"'<>`,
      '\ud800',
      '\u{1f4a9}\udc00',
    ];
    for (const text of texts) {
      const run = {
        ...exampleComparisonRun([
          ...hostileComparisons(),
          exampleCompared(exampleBenchmark([text], {}, `${text}.bench.ts`), {}, { warnings: [{ code: 'loader', message: text }] }),
          failedOn('candidate', [text], { message: text, stack: `${text}\n${text}` }),
          failedOn('baseline', [text], { message: text }),
        ]),
        baseline: exampleRevision({ name: text, subject: text }),
      };
      expect(casesOf(run).length).toBeGreaterThan(3);
    }
  });

  it('brings names back as they are', () => {
    const name = `<a & "b" 'c'> ]]> 解析木`;
    expect(one(exampleBenchmark([name])).attributes['name']).toBe(name);
  });

  it('is a suite of nothing for a comparison of nothing', () => {
    expect(parse(toJunit(exampleComparisonRun([])))).toMatchObject({ children: [], attributes: { tests: '0' } });
  });
});
