import { open } from 'node:fs/promises';

/** How much of a file is read: what comes later is left out, and so is a line that is longer. */
export interface LineLimits {
  readonly fileBytes: number;
  readonly lineBytes: number;
}

/** What was left out. */
export interface LinesRead {
  readonly isCut: boolean;
  readonly longLines: number;
}

const PIECE_BYTES = 1024 * 1024;
const LINE_FEED = 10;

/** Gives every whole line of a file to `take`, a piece of the file at a time. What follows the last line break is no line. */
export async function readLines(file: string, take: (line: string) => void, limits: LineLimits, signal: AbortSignal): Promise<LinesRead> {
  const handle = await open(file);
  try {
    const piece = Buffer.allocUnsafe(PIECE_BYTES);
    let rest: Buffer[] = [];
    let restBytes = 0;
    let longLines = 0;
    let readBytes = 0;
    const keep = (part: Buffer) => {
      restBytes += part.length;
      if (restBytes <= limits.lineBytes) rest.push(Buffer.from(part));
      else rest = [];
    };
    while (readBytes < limits.fileBytes) {
      signal.throwIfAborted();
      const { bytesRead } = await handle.read(piece, 0, PIECE_BYTES, readBytes);
      if (bytesRead === 0) return { isCut: false, longLines };
      readBytes += bytesRead;
      const bytes = piece.subarray(0, bytesRead);
      let start = 0;
      for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, start)) {
        if (restBytes === 0) take(bytes.toString('utf8', start, end));
        else {
          keep(bytes.subarray(start, end));
          if (restBytes <= limits.lineBytes) take(Buffer.concat(rest).toString('utf8'));
          else longLines += 1;
          rest = [];
          restBytes = 0;
        }
        start = end + 1;
      }
      if (start < bytes.length) keep(bytes.subarray(start));
    }
    return { isCut: true, longLines };
  } finally {
    await handle.close();
  }
}
