import { hashSeed } from './hashSeed.ts';
import { Int32List } from './numberList.ts';

const LEAST_SLOTS = 1024;

/** Collects stacks as a tree: what the same ones call is one node. Node 0 is the root. */
export class TreeCollector {
  readonly #seed = hashSeed();
  #slots = new Int32Array(LEAST_SLOTS).fill(-1);
  readonly #frameOf = new Int32List();
  readonly #parentOf = new Int32List();

  constructor(rootFrame: number) {
    this.#frameOf.push(rootFrame);
    this.#parentOf.push(-1);
  }

  get count(): number {
    return this.#frameOf.length;
  }

  /** The node of a function as this node calls it. */
  callOf(parent: number, frame: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hashOf(this.#seed, parent, frame) & mask; ; slot = (slot + 1) & mask) {
      const node = this.#slots[slot]!;
      if (node === -1) return this.#add(slot, parent, frame);
      if (this.#parentOf.at(node) === parent && this.#frameOf.at(node) === frame) return node;
    }
  }

  parentOf(node: number): number {
    return this.#parentOf.at(node);
  }

  frameOf(node: number): number {
    return this.#frameOf.at(node);
  }

  frames(): Int32Array {
    return this.#frameOf.toArray();
  }

  parents(): Int32Array {
    return this.#parentOf.toArray();
  }

  #add(slot: number, parent: number, frame: number): number {
    const node = this.count;
    this.#frameOf.push(frame);
    this.#parentOf.push(parent);
    this.#slots[slot] = node;
    if (this.count * 2 > this.#slots.length) this.#rehash();
    return node;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2).fill(-1);
    const mask = slots.length - 1;
    for (let node = 1; node < this.count; node += 1) {
      let slot = hashOf(this.#seed, this.#parentOf.at(node), this.#frameOf.at(node)) & mask;
      while (slots[slot] !== -1) slot = (slot + 1) & mask;
      slots[slot] = node;
    }
    this.#slots = slots;
  }
}

function hashOf(seed: number, parent: number, frame: number): number {
  const hash = Math.imul(parent ^ seed, seed);
  const both = Math.imul(hash ^ (hash >>> 15) ^ frame, seed);
  return (both ^ (both >>> 16)) >>> 0;
}
