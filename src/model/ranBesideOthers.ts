import type { Block } from './measurement.ts';

/** A thread that waited longer than this share of its time for a core had company. */
const MUCH_WAITING = 0.05;
/** Above this share of all cores, others take caches, memory bandwidth and the clock with them even where cores are free. */
export const MUCH_OTHER_LOAD = 0.5;

/** True where other processes kept the machine busy while the block ran. */
export function ranBesideOthers({ waitedShare, otherLoad }: Pick<Block, 'waitedShare' | 'otherLoad'>): boolean {
  return (waitedShare ?? 0) > MUCH_WAITING || (otherLoad ?? 0) > MUCH_OTHER_LOAD;
}
