import { formatPrice, parsePrice, priceFormatter } from '@shelf/money.ts';
// tinybench: the file makes its own suite and may run it itself.
import { Bench } from 'tinybench';

const bench = new Bench({ name: 'money' });
const format = priceFormatter();

bench
  .add('format, new formatter', () => formatPrice(123_456))
  .add('format, kept formatter', () => format(123_456))
  .add('parse', () => parsePrice('1,234.56'));

await bench.run();
console.table(bench.table());
