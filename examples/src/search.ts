import type { Product } from '@shelf/catalogue.ts';
import { words } from '@shelf/words.ts';

/** Products that have every word of the query, in the order of the catalogue. */
export function scanCatalogue(products: readonly Product[], query: string): Product[] {
  const wanted = words(query);
  return products.filter((product) => {
    const present = words(`${product.title} ${product.description} ${product.brand}`);
    return wanted.every((word) => present.includes(word));
  });
}

/** Word to the ids of the products that have it, ascending. */
export type SearchIndex = ReadonlyMap<string, readonly number[]>;

export function buildIndex(products: readonly Product[]): SearchIndex {
  const index = new Map<string, number[]>();
  for (const product of products) {
    for (const word of words(`${product.title} ${product.description} ${product.brand}`)) {
      const ids = index.get(word) ?? [];
      if (!ids.includes(product.id)) index.set(word, [...ids, product.id]);
    }
  }
  return index;
}

export function searchIndex(index: SearchIndex, query: string): number[] {
  const lists = words(query).map((word) => index.get(word) ?? []);
  const [shortest, ...others] = lists.toSorted((a, b) => a.length - b.length);
  return (shortest ?? []).filter((id) => others.every((list) => list.includes(id)));
}

/** As `searchIndex`, but walks the ascending lists side by side instead of looking each id up. */
export function mergeSearch(index: SearchIndex, query: string): number[] {
  const lists = words(query).map((word) => index.get(word) ?? []);
  const [shortest, ...others] = lists.toSorted((a, b) => a.length - b.length);
  const places = others.map(() => 0);
  return (shortest ?? []).filter((id) =>
    others.every((list, number) => {
      let place = places[number]!;
      while (place < list.length && list[place]! < id) place++;
      places[number] = place;
      return list[place] === id;
    }),
  );
}
