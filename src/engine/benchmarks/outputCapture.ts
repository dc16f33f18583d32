const PART_BYTES = 32 * 1024;

/** Keeps the beginning and the end of what a process prints; the middle of a lot is dropped, and the gap is told. */
export interface OutputCapture {
  add(chunk: Uint8Array): void;
  text(): string;
}

export function createOutputCapture(): OutputCapture {
  const head: Uint8Array[] = [];
  let headBytes = 0;
  let tail: Uint8Array[] = [];
  let tailBytes = 0;
  let droppedBytes = 0;

  function addToTail(chunk: Uint8Array): void {
    tail.push(chunk);
    tailBytes += chunk.length;
    // Joined only now and then, so that many small chunks stay cheap.
    if (tailBytes < 2 * PART_BYTES) return;
    const joined = Buffer.concat(tail);
    droppedBytes += joined.length - PART_BYTES;
    tail = [joined.subarray(joined.length - PART_BYTES)];
    tailBytes = PART_BYTES;
  }

  return {
    add(chunk) {
      const fits = Math.min(chunk.length, PART_BYTES - headBytes);
      if (fits > 0) {
        head.push(chunk.subarray(0, fits));
        headBytes += fits;
      }
      if (fits < chunk.length) addToTail(chunk.subarray(fits));
    },
    text() {
      const start = Buffer.concat(head);
      const end = Buffer.concat(tail);
      if (droppedBytes === 0) return Buffer.concat([start, end]).toString('utf8');
      return `${start.toString('utf8')}\n… ${droppedBytes} bytes left out …\n${end.toString('utf8')}`;
    },
  };
}
