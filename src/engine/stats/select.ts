/**
 * The value that `place` others are below or equal to, without sorting them all: Hoare (1961), "Algorithm 65: find", CACM 4, in O(n)
 * however the values lie, since what they are parted by is drawn. Moves the values: those before that place are no larger, those after it
 * no smaller.
 */
export function select(values: Float64Array, place: number): number {
  let left = 0;
  let right = values.length - 1;
  let drawn = 1;
  while (left < right) {
    // The generator of Numerical Recipes: nothing depends on what it draws but the time.
    drawn = (Math.imul(drawn, 1_664_525) + 1_013_904_223) >>> 0;
    const pivot = values[left + (drawn % (right - left + 1))]!;
    let low = left;
    let high = right;
    while (low <= high) {
      while (values[low]! < pivot) low += 1;
      while (pivot < values[high]!) high -= 1;
      if (low > high) break;
      const value = values[low]!;
      values[low] = values[high]!;
      values[high] = value;
      low += 1;
      high -= 1;
    }
    if (place <= high) right = high;
    else if (place >= low) left = low;
    else break;
  }
  return values[place]!;
}

/**
 * `quantile` of values in any order, in O(n). Moves them.
 * @throws RangeError when there are no values, or one is not finite
 */
export function selectQuantile(values: Float64Array, p: number): number {
  if (values.length === 0) throw new RangeError('a quantile needs at least one value');
  for (let index = 0; index < values.length; index += 1) {
    if (!Number.isFinite(values[index])) throw new RangeError('a value is not finite');
  }
  const place = (values.length - 1) * p;
  const below = Math.floor(place);
  const low = select(values, below);
  if (below === place) return low;
  let high = Infinity;
  for (let index = below + 1; index < values.length; index += 1) if (values[index]! < high) high = values[index]!;
  return low + (place - below) * (high - low);
}
