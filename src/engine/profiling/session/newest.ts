/** Keeps the last few results: a page asks for the same ones again and again. */
export class Newest<T> {
  readonly #kept = new Map<string, T>();

  of(key: string, make: () => T): T {
    const known = this.#kept.get(key);
    const value = known ?? make();
    // The newest comes last.
    this.#kept.delete(key);
    this.#kept.set(key, value);
    if (this.#kept.size > 3) this.#kept.delete(this.#kept.keys().next().value!);
    return value;
  }

  clear(): void {
    this.#kept.clear();
  }
}
