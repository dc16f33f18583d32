/** Numbers for texts, equal for equal ones. */
export class StringCollector {
  readonly #ids = new Map<string, number>();
  readonly strings: string[];

  /** `before`: texts that have numbers already; each may get one more, as looking for it would take longer than it takes room. */
  constructor(before: readonly string[] = []) {
    this.strings = [...before];
  }

  idOf(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.strings.length;
    this.strings.push(text);
    this.#ids.set(text, id);
    return id;
  }
}
