/**
 * For each prefix of the values the least sum of absolute deviations from one level, which is that from the median: `costs[k]` is that
 * of the first k values, so there is one more than values. In O(n log n), with the lower half in one heap and the upper in another.
 */
export function prefixDeviations(values: readonly number[]): Float64Array {
  const n = values.length;
  const costs = new Float64Array(n + 1);
  // Both have their smallest first: the lower half is held negated.
  const [lower, upper] = [new Float64Array(n + 1), new Float64Array(n + 1)];
  let [below, above] = [0, 0];
  let [lowerSum, upperSum] = [0, 0];
  const toLower = (value: number) => {
    push(lower, below, -value);
    below += 1;
    lowerSum -= value;
  };
  const toUpper = (value: number) => {
    push(upper, above, value);
    above += 1;
    upperSum += value;
  };
  for (let index = 0; index < n; index += 1) {
    const value = values[index]!;
    if (below === 0 || value <= -lower[0]!) toLower(value);
    else toUpper(value);
    if (below > above + 1) {
      below -= 1;
      const highest = -pop(lower, below);
      lowerSum += highest;
      toUpper(highest);
    } else if (above > below) {
      above -= 1;
      const lowest = pop(upper, above);
      upperSum -= lowest;
      toLower(lowest);
    }
    const median = -lower[0]!;
    // The sum of the lower half is held negated too.
    costs[index + 1] = Math.max(0, upperSum + lowerSum + median * (below - above));
  }
  return costs;
}

/** Adds a value to a binary heap of so many, with the smallest first (Williams 1964). */
function push(heap: Float64Array, size: number, value: number): void {
  let place = size;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    if (heap[parent]! <= value) break;
    heap[place] = heap[parent]!;
    place = parent;
  }
  heap[place] = value;
}

/** Takes the smallest from a heap, which has `size` values afterwards. */
function pop(heap: Float64Array, size: number): number {
  const smallest = heap[0]!;
  const value = heap[size]!;
  let place = 0;
  for (let child = 1; child < size; child = 2 * place + 1) {
    if (child + 1 < size && heap[child + 1]! < heap[child]!) child += 1;
    if (heap[child]! >= value) break;
    heap[place] = heap[child]!;
    place = child;
  }
  heap[place] = value;
  return smallest;
}
