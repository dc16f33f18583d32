/** More than so many are found by a table. */
const FEW = 512;

/**
 * Calls that are under way, by the object that each library has for them, with when they began and for how many each stands. Places are from
 * 0 to before `size`, and change with what is removed.
 *
 * Few are held in an array of their own and found by looking at each, which is as quick: a `Map` makes its table anew after some entries, and the
 * former ones, once V8 has moved them to its old space, keep all calls that they name alive, with their bodies, until all of that is collected.
 */
export class ActiveCalls {
  readonly #calls: (object | null)[] = new Array<null>(FEW).fill(null);
  readonly #begunMs: number[] = [];
  readonly #weights: number[] = [];
  #placeOf: Map<object, number> | null = null;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Of one that is known, what is known is replaced. */
  set(call: object, begunMs: number, weight: number): void {
    let place = this.find(call);
    if (place === -1) {
      place = this.#size++;
      this.#calls[place] = call;
      if (this.#placeOf) this.#placeOf.set(call, place);
      else if (this.#size > FEW) this.#placeOf = new Map(this.all().map((each, at) => [each, at]));
    }
    this.#begunMs[place] = begunMs;
    this.#weights[place] = weight;
  }

  /** -1: not there. */
  find(call: object): number {
    if (this.#placeOf) return this.#placeOf.get(call) ?? -1;
    for (let place = 0; place < this.#size; place++) if (this.#calls[place] === call) return place;
    return -1;
  }

  begunMs(place: number): number {
    return this.#begunMs[place]!;
  }

  weight(place: number): number {
    return this.#weights[place]!;
  }

  /** Nothing where it is not there. */
  remove(call: object): void {
    const place = this.find(call);
    if (place !== -1) this.removeAt(place);
  }

  removeAt(place: number): void {
    this.#size -= 1;
    const last = this.#calls[this.#size]!;
    this.#placeOf?.delete(this.#calls[place]!);
    if (place !== this.#size) {
      this.#calls[place] = last;
      this.#begunMs[place] = this.#begunMs[this.#size]!;
      this.#weights[place] = this.#weights[this.#size]!;
      this.#placeOf?.set(last, place);
    }
    this.#calls[this.#size] = null;
    if (this.#size < FEW / 2) this.#placeOf = null;
  }

  /** As they are now. */
  all(): object[] {
    return this.#calls.slice(0, this.#size) as object[];
  }

  /** All that they stand for. */
  count(): number {
    let count = 0;
    for (let place = 0; place < this.#size; place++) count += this.#weights[place]!;
    return count;
  }
}
