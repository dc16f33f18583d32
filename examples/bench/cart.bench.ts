import { makeCart, sumCents, totalCents } from '@shelf/cart.ts';
import { makeCatalogue } from '@shelf/catalogue.ts';
// mitata: groups, and parameters that are computed before the timing.
import { bench, do_not_optimize, group, run, summary } from 'mitata';

const cart = makeCart(makeCatalogue(100));

group('total of 100 lines', () => {
  summary(() => {
    bench('on a copy', () => do_not_optimize(totalCents(cart)));
    bench('in place', () => do_not_optimize(sumCents(cart))).baseline();
  });
});

group('total in place, by size', () => {
  bench('$lines lines', function* (state: { get(name: 'lines'): number }) {
    const sized = makeCart(makeCatalogue(state.get('lines')));
    yield () => do_not_optimize(sumCents(sized));
  }).args('lines', [10, 100, 1000]);
});

await run();
