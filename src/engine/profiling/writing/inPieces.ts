const PIECE = 4096;

/** Texts of so many things, some thousand of them at a time: neither one for each, nor one string of all, which may be too long. */
export function* inPieces(count: number, textOf: (index: number) => string): Generator<string> {
  for (let start = 0; start < count; start += PIECE) {
    let piece = '';
    for (let index = start; index < Math.min(count, start + PIECE); index += 1) piece += textOf(index);
    yield piece;
  }
}
