import { makeCatalogue } from '@shelf/catalogue.ts';
import { parseCsv } from '@shelf/csv.ts';
import { parsePrice } from '@shelf/money.ts';
// Laptime's own API: parameters, preparation outside of the timing, budgets.
import { bench, group, keep } from 'laptime';

const toCsv = (size: number) =>
  makeCatalogue(size)
    .map((product) => `${product.id},"${product.title}","${product.description}",${(product.priceCents / 100).toFixed(2)}`)
    .join('\n');

group('parse a price list', () => {
  bench(
    '$rows rows',
    {
      parameters: { rows: [10, 500] },
      setup: ({ rows }) => toCsv(rows),
      budget: { median: '50 ms', heap: '20 MB' },
    },
    (_, text) => parseCsv(text),
  );
});

bench('read 100 prices', { setup: () => parseCsv(toCsv(100)) }, (_, rows) => {
  for (const row of rows) keep(parsePrice(row[3] ?? ''));
});
