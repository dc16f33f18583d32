import { makeCatalogue } from '@shelf/catalogue.ts';
import { scanWords, words } from '@shelf/words.ts';
// Written for vitest 5: `bench` is a fixture of a test.
import { describe, expect, test } from 'vitest';

const descriptions = makeCatalogue(50).map((product) => product.description);

describe('words of 50 descriptions', () => {
  test('split or scan', async ({ bench }) => {
    const results = await bench.compare(
      bench('split with a regular expression', () => {
        for (const text of descriptions) words(text);
      }),
      bench('scan characters', () => {
        for (const text of descriptions) scanWords(text);
      }),
    );
    // More code to read has to be worth it, or at least do no harm.
    expect(results.get('scan characters')).not.toBeSlowerThan(results.get('split with a regular expression'), { delta: 0.5 });
  });
});
