import { bench, group, keep } from 'laptime';
import { joinWithLoop, words } from '../src/words.ts';

group('joining words', () => {
  bench('loop', () => keep(joinWithLoop(words)));

  bench('join', () => keep(words.join(' ')));

  bench.skip('later', () => keep(words));
});

for (const size of [10, 20]) {
  bench(`sum of ${size}`, () => {
    let sum = 0;
    for (let index = 0; index < size; index++) sum += index;
    return keep(sum);
  });
}
