import type { Product } from '@shelf/catalogue.ts';

export interface CartLine {
  readonly product: Product;
  readonly count: number;
}

export interface Cart {
  readonly lines: readonly CartLine[];
}

/** Off the price of a line, in per cent, from this many pieces on. */
const QUANTITY_DISCOUNTS = [
  { from: 10, percent: 5 },
  { from: 50, percent: 12 },
  { from: 3, percent: 2 },
];

export function makeCart(products: readonly Product[]): Cart {
  return { lines: products.map((product, index) => ({ product, count: 1 + ((index * 7) % 60) })) };
}

/** The price of all lines with their discounts, in cents. Works on a copy, so that the caller's cart stays as it is. */
export function totalCents(cart: Cart): number {
  const copy = JSON.parse(JSON.stringify(cart)) as Cart;
  return copy.lines.map((line) => lineCents(line)).reduce((sum, cents) => sum + cents, 0);
}

function lineCents({ product, count }: CartLine): number {
  const discounts = [...QUANTITY_DISCOUNTS].sort((a, b) => b.from - a.from);
  const percent = discounts.find((discount) => count >= discount.from)?.percent ?? 0;
  return Math.round((product.priceCents * count * (100 - percent)) / 100);
}

const DISCOUNTS_DESCENDING = QUANTITY_DISCOUNTS.toSorted((a, b) => b.from - a.from);

/** As `totalCents`; nothing is copied, because nothing is changed. */
export function sumCents(cart: Cart): number {
  let sum = 0;
  for (const { product, count } of cart.lines) {
    const percent = DISCOUNTS_DESCENDING.find((discount) => count >= discount.from)?.percent ?? 0;
    sum += Math.round((product.priceCents * count * (100 - percent)) / 100);
  }
  return sum;
}
