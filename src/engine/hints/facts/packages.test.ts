import { describe, expect, it } from 'vitest';
import { othersOf } from '../cases.fixture.ts';
import { mayBeBundled, oldestNode, packagesAbove } from './packages.ts';

const packageWith = (content: object) =>
  packagesAbove('a.ts', othersOf({ hits: [], silent: [], others: { 'package.json': JSON.stringify(content) } }));

describe('packages', () => {
  it('are those above a file, the nearest first, as far as they can be read', () => {
    const others = othersOf({
      ...{ hits: [], silent: [] },
      others: {
        'package.json': '\uFEFF{ "name": "all" }',
        'a/package.json': '[]',
        'a/b/package.json': '{ "name": "b" }',
        'c/package.json': '{',
      },
    });
    const names = (file: string) => packagesAbove(file, others).map(({ content }) => content['name']);
    expect([names('a/b/src/x.ts'), names('a/x.ts'), names('c/x.ts'), names('x.ts')]).toEqual([['b', 'all'], ['all'], ['all'], ['all']]);
  });

  it.each([
    ['>=20', 20],
    ['>= 18.17.1 <23', 18],
    ['^18.0.0 || ^20.0.0 || >=22', 18],
    ['v22', 22],
    ['22.x', 22],
    ['*', null],
    ['<23', null],
    ['>=20 || <12', null],
    ['lts/*', null],
  ])('say with %s that they need Node %s', (node, oldest) => {
    expect(oldestNode(packageWith({ engines: { node } }))).toBe(oldest);
  });

  it('may be bundled where something says so', () => {
    const may = (content: object) => packageWith(content).map((one) => mayBeBundled(one));
    for (const content of [
      { devDependencies: { '@sveltejs/kit': '*' } },
      { dependencies: { next: '*' } },
      { browserslist: 'defaults' },
      { scripts: { build: 'npx esbuild src/main.ts --bundle' } },
    ])
      expect(may(content)).toEqual([true]);
    for (const content of [{}, { dependencies: { express: '*', nextjs: '*' }, scripts: { start: 'node main.js', build: 'tsc' } }])
      expect(may(content)).toEqual([false]);
  });
});
