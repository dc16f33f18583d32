import { hashSeed } from '../tree/hashSeed.ts';
import { decodeString } from './jsonScanner.ts';

const LEAST_SLOTS = 1024;

/**
 * Numbers for the strings of a JSON text, equal for equal bytes: a profile has millions of them, and few that differ. Only those are
 * made strings.
 */
export class ByteStrings {
  readonly #bytes: Uint8Array;
  #slots = new Int32Array(LEAST_SLOTS).fill(-1);
  #hashes = new Int32Array(LEAST_SLOTS);
  #starts = new Float64Array(LEAST_SLOTS);
  #ends = new Float64Array(LEAST_SLOTS);
  #count = 0;
  readonly #seed = hashSeed();
  #strings: string[] | null = null;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get count(): number {
    return this.#count;
  }

  /** The number of the empty text. */
  get noText(): number {
    return this.idOf({ start: 0, end: 0 });
  }

  /** Takes the offsets of a string between its quotes. */
  idOf({ start, end }: { readonly start: number; readonly end: number }): number {
    const bytes = this.#bytes;
    const seed = this.#seed;
    let hash = end - start;
    for (let at = start; at < end; at += 1) {
      hash = Math.imul(hash ^ bytes[at]!, seed);
      hash ^= hash >>> 15;
    }
    const mask = this.#slots.length - 1;
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const id = this.#slots[slot]!;
      if (id === -1) return this.#add(slot, hash, start, end);
      if (this.#hashes[id] === hash && this.#isSame(id, start, end)) return id;
    }
  }

  /** All of them by their numbers, and `(root)` as the last one. The same list each time, as long as there are no more. */
  strings(): readonly string[] {
    if (this.#strings?.length !== this.#count + 1) {
      this.#strings = Array.from({ length: this.#count }, (_, id) => decodeString(this.#bytes, this.#starts[id]!, this.#ends[id]!));
      this.#strings.push('(root)');
    }
    return this.#strings;
  }

  #isSame(id: number, start: number, end: number): boolean {
    const bytes = this.#bytes;
    const other = this.#starts[id]!;
    const length = end - start;
    if (this.#ends[id]! - other !== length) return false;
    for (let index = 0; index < length; index += 1) if (bytes[start + index] !== bytes[other + index]) return false;
    return true;
  }

  #add(slot: number, hash: number, start: number, end: number): number {
    const id = this.#count;
    this.#count += 1;
    if (id === this.#hashes.length) {
      this.#hashes = grown(this.#hashes, new Int32Array(id * 2));
      this.#starts = grown(this.#starts, new Float64Array(id * 2));
      this.#ends = grown(this.#ends, new Float64Array(id * 2));
    }
    this.#hashes[id] = hash;
    this.#starts[id] = start;
    this.#ends[id] = end;
    this.#slots[slot] = id;
    if (this.#count * 2 > this.#slots.length) this.#rehash();
    return id;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2).fill(-1);
    const mask = slots.length - 1;
    for (let id = 0; id < this.#count; id += 1) {
      let slot = spread(this.#hashes[id]!) & mask;
      while (slots[slot] !== -1) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.#slots = slots;
  }
}

/** Texts that differ in their last sign only have neighbouring hashes. */
const spread = (hash: number): number => Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;

function grown<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
