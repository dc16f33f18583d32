const PIECE_LENGTH = 2 ** 16;

/** Texts of so many things, some of them at a time: neither one for each, nor one string of all, which may be too long. */
export function* inPieces(count: number, textOf: (index: number) => string): Generator<string> {
  let piece = '';
  for (let index = 0; index < count; index += 1) {
    piece += textOf(index);
    if (piece.length < PIECE_LENGTH) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}
