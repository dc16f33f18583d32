/** Numbers for texts, equal for equal ones. */
export class StringCollector {
  readonly #ids = new Map<string, number>();
  readonly strings: string[] = [];

  idOf(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.strings.length;
    this.strings.push(text);
    this.#ids.set(text, id);
    return id;
  }
}
