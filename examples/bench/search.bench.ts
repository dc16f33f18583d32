import { makeCatalogue } from '@shelf/catalogue.ts';
import { buildIndex, mergeSearch, scanCatalogue, searchIndex } from '@shelf/search.ts';
// Written for vitest 1 to 4: `bench` stands beside `describe`.
import { bench, describe } from 'vitest';

const products = makeCatalogue(1000);
const index = buildIndex(products);

describe('find "folding garden lamp" among 1,000 products', () => {
  const query = 'folding garden lamp';

  bench('read every product', () => {
    scanCatalogue(products, query);
  });

  bench('index, look ids up', () => {
    searchIndex(index, query);
  });

  bench('index, merge lists', () => {
    mergeSearch(index, query);
  });
});

bench('build the index of 200 products', () => {
  buildIndex(products.slice(0, 200));
});

bench.todo('search with typing errors');
