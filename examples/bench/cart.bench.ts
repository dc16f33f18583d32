import { makeCart, sumCents, totalCents } from '@shelf/cart.ts';
import { makeCatalogue } from '@shelf/catalogue.ts';
// mitata: computed parameters and groups.
import { bench, do_not_optimize, run, summary } from 'mitata';

summary(() => {
  bench('total, on a copy: $lines lines', function* (state: { get(name: 'lines'): number }) {
    const cart = makeCart(makeCatalogue(state.get('lines')));
    yield () => do_not_optimize(totalCents(cart));
  }).args('lines', [10, 100]);

  bench('total, in place: $lines lines', function* (state: { get(name: 'lines'): number }) {
    const cart = makeCart(makeCatalogue(state.get('lines')));
    yield () => do_not_optimize(sumCents(cart));
  }).args('lines', [10, 100]);
});

await run();
