import type { Snapshot } from '../snapshot.ts';

/** V8 numbers its objects by odd numbers, one after the other; even ones are of what is outside of its heap, in no order. */
export const isNumbered = (id: number): boolean => id % 2 === 1;

/** Objects with larger numbers were made after the snapshot: it numbered all that were there. */
export function watermarkOf({ idOf }: Snapshot): number {
  let largest = 0;
  for (const id of idOf) if (id > largest && isNumbered(id)) largest = id;
  return largest;
}
