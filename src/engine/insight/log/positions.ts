/** A place in the text of a script, counted in UTF-16 units from its beginning. */
export interface CodePosition {
  readonly offset: number;
  /** Of the inlined function, in the list of the code; -1 for the function that the code is of. */
  readonly inlined: number;
}

/** Where the instructions of a piece of code come from, as V8 writes it: `C11O226C156O137I0`, `F0O267`, `S0x1db84655bb8`. */
export class PositionTable {
  readonly #text: string;
  readonly #inliningText: string;
  readonly #functionsText: string;
  #offsets: Int32Array | undefined;
  #positions: CodePosition[] = [];
  /** Of what was inlined, by its number: the place in the list of functions. */
  #inlined: number[] | undefined;

  constructor(positions: string, inlinings: string, functions: string) {
    this.#text = positions;
    this.#inliningText = inlinings;
    this.#functionsText = functions;
  }

  /** The position of the last instruction at or before an offset; null where none is known. */
  at(codeOffset: number): CodePosition | null {
    // Most code is never asked for.
    const offsets = (this.#offsets ??= this.#parse());
    let [low, high] = [0, offsets.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (offsets[middle]! <= codeOffset) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? null : this.#positions[low - 1]!;
  }

  /** Address of the function that was inlined there, as it was when the code was made; null for one that is not listed. */
  inlinedFunction(inlined: number): number | null {
    this.#inlined ??= Array.from(this.#inliningText.matchAll(/F(-?\d+)O\d+/gu), ([, index]) => Number(index));
    const index = this.#inlined[inlined];
    if (index === undefined) return null;
    const address = Number(this.#functionsText.split('S')[index + 1]);
    return Number.isNaN(address) ? null : address;
  }

  #parse(): Int32Array {
    const offsets: number[] = [];
    for (const [, code, offset, inlined] of this.#text.matchAll(/C(\d+)O(\d+)(?:I(\d+))?/gu)) {
      offsets.push(Number(code));
      this.#positions.push({ offset: Number(offset), inlined: Number(inlined ?? -1) });
    }
    return Int32Array.from(offsets);
  }
}
