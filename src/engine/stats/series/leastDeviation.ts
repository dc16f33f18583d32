/**
 * For each prefix of the values the least sum of absolute deviations from one level, which is that from the median: `costs[k]` is that
 * of the first k values, so there is one more than values. In O(n log n), with the lower half in one heap and the upper in another.
 */
export function prefixDeviations(values: readonly number[]): Float64Array {
  const costs = new Float64Array(values.length + 1);
  // Both give their smallest: the lower half is held negated.
  const lower = createHeap(values.length);
  const upper = createHeap(values.length);
  for (const [index, value] of values.entries()) {
    if (lower.size() === 0 || value <= -lower.top()) lower.push(-value);
    else upper.push(value);
    if (lower.size() > upper.size() + 1) upper.push(-lower.pop());
    else if (upper.size() > lower.size()) lower.push(-upper.pop());
    const median = -lower.top();
    // The sum of the lower half is held negated too.
    const cost = upper.sum() + lower.sum() + median * (lower.size() - upper.size());
    costs[index + 1] = Math.max(0, cost);
  }
  return costs;
}

interface Heap {
  readonly size: () => number;
  readonly sum: () => number;
  readonly top: () => number;
  readonly push: (value: number) => void;
  readonly pop: () => number;
}

/** A binary heap with its smallest value on top (Williams 1964). */
function createHeap(capacity: number): Heap {
  const items = new Float64Array(capacity + 1);
  let size = 0;
  let sum = 0;
  return {
    size: () => size,
    sum: () => sum,
    top: () => items[0]!,
    push(value) {
      let place = size;
      size += 1;
      sum += value;
      while (place > 0) {
        const parent = (place - 1) >> 1;
        if (items[parent]! <= value) break;
        items[place] = items[parent]!;
        place = parent;
      }
      items[place] = value;
    },
    pop() {
      const smallest = items[0]!;
      size -= 1;
      sum -= smallest;
      const value = items[size]!;
      let place = 0;
      for (let child = 1; child < size; child = 2 * place + 1) {
        if (child + 1 < size && items[child + 1]! < items[child]!) child += 1;
        if (items[child]! >= value) break;
        items[place] = items[child]!;
        place = child;
      }
      items[place] = value;
      return smallest;
    },
  };
}
