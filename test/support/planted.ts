import { change } from './repository.ts';

export const PLANTED_LIBRARY = 'src/planted.js';
export const PLANTED_BENCH = 'bench/planted.bench.js';

/** Two functions of some microseconds. `slower` is the share of the first that is done again: 0.3 makes it three tenths slower. */
export const plantedLibrary = (slower = 0, note = '') => `// ${note}
const numbers = Array.from({ length: 1000 }, (_, index) => (index * 7919) % 1000);
export function sum() {
  let total = 0;
  for (let index = 0; index < ${Math.round(1000 * (1 + slower))}; index++) total += Math.sqrt(numbers[index % 1000]);
  return total;
}
export function product() {
  let result = 1;
  for (let index = 0; index < 1000; index++) result = (result * (numbers[index] + 1)) % 65521;
  return result;
}
`;

export const plantedBenches = `import { bench } from 'laptime';
import { product, sum } from '../src/planted.js';

bench('sum', () => sum());

bench('product', () => product());
`;

/** Edits of the library, each a commit, of which one slows its first function to twice its time. The hashes, oldest first. */
export function plantHistory(folder: string, { commits, slowAt }: { readonly commits: number; readonly slowAt: number }): string[] {
  return Array.from({ length: commits }, (_, place) =>
    change(
      folder,
      {
        [PLANTED_LIBRARY]: plantedLibrary(place >= slowAt ? 1 : 0, `edit ${place}`),
        ...(place === 0 && { [PLANTED_BENCH]: plantedBenches }),
      },
      place === slowAt ? 'Sum with care' : `Edit ${place}`,
    ),
  );
}
