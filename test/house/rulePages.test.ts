import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { pagesFolder, rulePages } from '../bench/rules/rulePages.ts';

const pages = await rulePages();

describe('docs/rules', () => {
  it('has a page for each rule, and no other', () => {
    expect(readdirSync(pagesFolder).toSorted(), 'run npm run pages').toEqual([...pages.keys()].toSorted());
  });

  it.each([...pages])('%s says what the rule says', (file, text) => {
    const there = path.join(pagesFolder, file);
    expect(existsSync(there) ? readFileSync(there, 'utf8') : '', 'run npm run pages').toBe(text);
  });

  it('links only to what is there', () => {
    for (const [file, text] of pages) {
      const links = [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, target]) => target!).filter((target) => !/^\w+:/.test(target));
      for (const target of links) expect(existsSync(path.join(pagesFolder, target)), `${file}: ${target}`).toBe(true);
    }
  });
});
