const SLICE_MS = 8;

/**
 * Calls `visit` for each item and lets other work of the extension host run in between, so that no stretch is longer
 * than half a frame however long the list is. Ends early, without an error, when the signal aborts.
 */
export async function inSlices<T>(items: Iterable<T>, visit: (item: T) => void, signal?: AbortSignal): Promise<void> {
  let sliceEndMs = performance.now() + SLICE_MS;
  for (const item of items) {
    if (signal?.aborted) return;
    visit(item);
    if (performance.now() < sliceEndMs) continue;
    await new Promise((resolve) => setImmediate(resolve));
    sliceEndMs = performance.now() + SLICE_MS;
  }
}
