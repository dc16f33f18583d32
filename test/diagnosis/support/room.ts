/** Work waits for its turn, in the order that it comes, as long as what is under way needs too many of the places. */
export type Room = <T>(needs: number, work: () => Promise<T>) => Promise<T>;

export function createRoom(places: number): Room {
  let free = places;
  const waiting: { readonly needs: number; readonly enter: () => void }[] = [];
  const admit = () => {
    for (let [first] = waiting; first && first.needs <= free; [first] = waiting) {
      waiting.shift();
      free -= first.needs;
      first.enter();
    }
  };
  return async (needs, work) => {
    await new Promise<void>((enter) => {
      waiting.push({ needs, enter });
      admit();
    });
    try {
      return await work();
    } finally {
      free += needs;
      admit();
    }
  };
}
