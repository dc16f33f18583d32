export * from '@shelf/cart.ts';
export * from '@shelf/catalogue.ts';
export * from '@shelf/csv.ts';
export * from '@shelf/money.ts';
export * from '@shelf/search.ts';
export * from '@shelf/stock.ts';
export * from '@shelf/words.ts';
