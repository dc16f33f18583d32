/** Where stock is kept. Every call is one round trip. */
export interface StockRoom {
  count(productId: number): Promise<number>;
}

/** A stock room in memory that answers after a round trip through the event loop, as a socket would. */
export function memoryStockRoom(counts: ReadonlyMap<number, number>): StockRoom {
  return {
    async count(productId) {
      await new Promise((resolve) => setImmediate(resolve));
      return counts.get(productId) ?? 0;
    },
  };
}

/** Ids that are out of stock. Asks for one after the other. */
export async function soldOut(room: StockRoom, ids: readonly number[]): Promise<number[]> {
  const missing: number[] = [];
  for (const id of ids) if ((await room.count(id)) === 0) missing.push(id);
  return missing;
}

/** As `soldOut`; asks for all at once. */
export async function soldOutAtOnce(room: StockRoom, ids: readonly number[]): Promise<number[]> {
  const counts = await Promise.all(ids.map((id) => room.count(id)));
  return ids.filter((_, index) => counts[index] === 0);
}
