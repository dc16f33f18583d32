export interface Product {
  readonly id: number;
  readonly title: string;
  readonly description: string;
  readonly brand: string;
  readonly priceCents: number;
  readonly stock: number;
}

const ADJECTIVES = ['red', 'light', 'folding', 'wooden', 'quiet', 'small', 'heavy', 'waterproof', 'classic', 'Café-style'];
const NOUNS = ['lamp', 'chair', 'kettle', 'backpack', 'desk', 'speaker', 'bottle', 'blanket', 'clock', 'jeté throw'];
const PLACES = ['kitchen', 'garden', 'office', 'bedroom', 'balcony', 'workshop', 'hallway', 'cellar'];
const BRANDS = ['Norrsken', 'Halden', 'Brisa', 'Tindra', 'Oakfold'];

/** Products that are the same in every process, so that two runs do the same work. */
export function makeCatalogue(size: number, seed = 7): Product[] {
  let state = seed;
  const below = (limit: number) => {
    // Numerical Recipes' linear congruential generator.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const pick = (words: readonly string[]) => words[below(words.length)] ?? '';
  return Array.from({ length: size }, (_, id) => {
    const noun = pick(NOUNS);
    const place = pick(PLACES);
    return {
      id,
      title: `${pick(ADJECTIVES)} ${noun} ${100 + below(900)}`,
      description: `A ${pick(ADJECTIVES)}, ${pick(ADJECTIVES)} ${noun} for the ${place}. Made to last; fits every ${place} & ${pick(PLACES)}.`,
      brand: pick(BRANDS),
      priceCents: 500 + below(50_000),
      stock: below(40),
    };
  });
}
