import { hashSeed } from './hashSeed.ts';
import { Float64List } from './numberList.ts';

const LEAST_SLOTS = 1024;

/** Places of numbers in the order in which they came: whole ones below 2^53, each once. */
export class NumberIndex {
  readonly #seed = hashSeed();
  readonly #values = new Float64List();
  #slots = new Int32Array(LEAST_SLOTS).fill(-1);

  /** -1 for one that is not there. */
  placeOf(value: number): number {
    return this.#slots[this.#slotOf(value)]!;
  }

  /** Its place: that of the same one where it is there already, else the next one. */
  add(value: number): number {
    const slot = this.#slotOf(value);
    const known = this.#slots[slot]!;
    if (known !== -1) return known;
    const place = this.#values.length;
    this.#values.push(value);
    this.#slots[slot] = place;
    if (this.#values.length * 2 > this.#slots.length) this.#rehash();
    return place;
  }

  /** Where it is, or the free place where it belongs. */
  #slotOf(value: number): number {
    const seed = this.#seed;
    const mask = this.#slots.length - 1;
    const high = Math.imul(Math.floor(value / 2 ** 32) ^ seed, seed);
    const both = Math.imul(high ^ (high >>> 15) ^ value, seed);
    for (let slot = (both ^ (both >>> 16)) & mask; ; slot = (slot + 1) & mask) {
      const place = this.#slots[slot]!;
      if (place === -1 || this.#values.at(place) === value) return slot;
    }
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2).fill(-1);
    for (let place = 0; place < this.#values.length; place += 1) this.#slots[this.#slotOf(this.#values.at(place))] = place;
  }
}
