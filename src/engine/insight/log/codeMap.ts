/** Something at an address, of some bytes. */
interface Placed {
  start: number;
  readonly size: number;
}

const PAGE_BYTES = 4096;
/** What is larger than any code is a number that was damaged. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Above, numbers have gaps. */
const isAddress = (address: number): boolean => address >= 0 && address <= Number.MAX_SAFE_INTEGER - MOST_BYTES;

const pageOf = (address: number): number => Math.floor(address / PAGE_BYTES);

/** What is at which address, while it changes: what comes takes the place of what was there. */
export class CodeMap<T extends Placed> {
  readonly #pages = new Map<number, T[]>();
  readonly #byStart = new Map<number, T>();

  add(entry: T): void {
    const { start, size } = entry;
    if (!isAddress(start) || !(size > 0 && size <= MOST_BYTES)) return;
    for (let page = pageOf(start); page <= pageOf(start + size - 1); page += 1) {
      for (const other of this.#pages.get(page) ?? []) {
        if (other.start < start + size && start < other.start + other.size) this.#remove(other);
      }
      this.#pages.set(page, [...(this.#pages.get(page) ?? []), entry]);
    }
    this.#byStart.set(start, entry);
  }

  move(from: number, to: number): void {
    const entry = this.#byStart.get(from);
    if (!entry || !isAddress(to)) return;
    this.#remove(entry);
    entry.start = to;
    this.add(entry);
  }

  /** What begins there. */
  startingAt(address: number): T | undefined {
    return this.#byStart.get(address);
  }

  at(address: number): T | undefined {
    const entries = this.#pages.get(pageOf(address));
    return entries?.find(({ start, size }) => start <= address && address < start + size);
  }

  #remove(entry: T): void {
    this.#byStart.delete(entry.start);
    for (let page = pageOf(entry.start); page <= pageOf(entry.start + entry.size - 1); page += 1) {
      const entries = this.#pages.get(page);
      if (entries)
        this.#pages.set(
          page,
          entries.filter((other) => other !== entry),
        );
    }
  }
}
