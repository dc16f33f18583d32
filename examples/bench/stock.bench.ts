import { memoryStockRoom, soldOut, soldOutAtOnce } from '@shelf/stock.ts';
// Asynchronous work: each call is awaited before the next begins.
import { bench, group } from 'laptime';

const ids = Array.from({ length: 20 }, (_, id) => id);
const room = memoryStockRoom(new Map(ids.map((id) => [id, id % 3])));

group('which of 20 products are sold out', () => {
  bench('one after the other', () => soldOut(room, ids), { baseline: true });
  bench('all at once', () => soldOutAtOnce(room, ids));
});
