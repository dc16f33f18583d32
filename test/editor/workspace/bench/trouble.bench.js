import { bench, keep } from 'laptime';

bench('works', () => keep(Math.sqrt(2)));

bench('throws', () => {
  throw new Error('no such word');
});

bench('hangs', () => new Promise(() => {}));

bench('loops for ever', () => {
  for (;;);
});

bench('exits', () => process.exit(3));
