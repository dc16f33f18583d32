import { hashSeed } from './hashSeed.ts';
import { Int32List } from './numberList.ts';

/** Functions of a profile, each once: by name and the place where they are written. Lists have one entry for each. */
export interface Frames {
  readonly count: number;
  /** Of `strings`. Anonymous functions have an empty name. */
  readonly names: Int32Array;
  /** Of `strings`: the script as the profile names it, a path or URL; an empty one where there is none. */
  readonly urls: Int32Array;
  /** Of the function's beginning, from 1; 0 where it is not known. */
  readonly lines: Int32Array;
  readonly columns: Int32Array;
  readonly strings: readonly string[];
}

const LEAST_SLOTS = 1024;

/** Collects functions: equal ones have one number. Names and scripts are numbers of strings. */
export class FrameCollector {
  readonly #seed = hashSeed();
  #slots = new Int32Array(LEAST_SLOTS).fill(-1);
  readonly #names = new Int32List();
  readonly #urls = new Int32List();
  readonly #lines = new Int32List();
  readonly #columns = new Int32List();

  get count(): number {
    return this.#names.length;
  }

  idOf(name: number, url: number, line: number, column: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hashOf(this.#seed, name, url, line, column) & mask; ; slot = (slot + 1) & mask) {
      const id = this.#slots[slot]!;
      if (id === -1) return this.#add(slot, name, url, line, column);
      const isSame =
        this.#names.at(id) === name && this.#urls.at(id) === url && this.#lines.at(id) === line && this.#columns.at(id) === column;
      if (isSame) return id;
    }
  }

  /** Takes the strings by their numbers. */
  toFrames(strings: readonly string[]): Frames {
    return {
      count: this.count,
      names: this.#names.toArray(),
      urls: this.#urls.toArray(),
      lines: this.#lines.toArray(),
      columns: this.#columns.toArray(),
      strings,
    };
  }

  #add(slot: number, name: number, url: number, line: number, column: number): number {
    const id = this.count;
    this.#names.push(name);
    this.#urls.push(url);
    this.#lines.push(line);
    this.#columns.push(column);
    this.#slots[slot] = id;
    if (this.count * 2 > this.#slots.length) this.#rehash();
    return id;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2).fill(-1);
    const mask = slots.length - 1;
    for (let id = 0; id < this.count; id += 1) {
      let slot = hashOf(this.#seed, this.#names.at(id), this.#urls.at(id), this.#lines.at(id), this.#columns.at(id)) & mask;
      while (slots[slot] !== -1) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.#slots = slots;
  }
}

function hashOf(seed: number, name: number, url: number, line: number, column: number): number {
  return mixed(seed, mixed(seed, mixed(seed, mixed(seed, seed, name), url), line), column) >>> 0;
}

function mixed(seed: number, hash: number, part: number): number {
  const product = Math.imul(hash ^ part, seed);
  return product ^ (product >>> 15);
}
