const PAGE = 2 ** 16;

/** A set of V8's numbers of objects, which are handed out one after the other. */
export class IdSet {
  readonly #pages = new Map<number, Uint8Array>();
  #largest = 0;

  constructor(ids: Iterable<number>) {
    for (const id of ids) this.#add(id);
  }

  get largest(): number {
    return this.#largest;
  }

  has(id: number): boolean {
    const at = id % PAGE;
    return (((this.#pages.get((id - at) / PAGE)?.[at >> 3] ?? 0) >> (at & 7)) & 1) === 1;
  }

  #add(id: number): void {
    const at = id % PAGE;
    const number = (id - at) / PAGE;
    let page = this.#pages.get(number);
    if (!page) this.#pages.set(number, (page = new Uint8Array(PAGE / 8)));
    page[at >> 3]! |= 1 << (at & 7);
    if (id > this.#largest) this.#largest = id;
  }
}
