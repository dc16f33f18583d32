/** One-sided 99 % quantile of the normal distribution. */
const Z = 2.326;
/** A rate that falls to less than this share of what it was is one that ends. */
const LEAST_LATE = 0.5;
/** Of a round alone: its rate against that of all. Chance has more to say in one. */
const LEAST_ROUND = 0.25;
/** A container takes room in steps, half as much again or twice as much at a time. */
const LEAST_CONTAINER = 0.25;
const LEAST_CONTAINER_BYTES = 4096;

/**
 * Whether objects that are left over from each round pile up with the work: some are left over of every round, none has less than a
 * quarter of the rate of all, and the rate of the last round is at least half of that of all before it, by the lower end of its one-sided
 * 99 % interval (Wilson, Probable inference, the law of succession, and statistical inference, 1927). Caches that fill up, what is made
 * when it is first needed, and domains that are used up fall behind; so few objects that chance could be all of it do not reach it.
 * @param counts objects that were made in each round, and are alive after the last one
 * @param work of each round
 */
export function growsWithWork(counts: readonly number[], work: readonly number[]): boolean {
  const all = sum(counts);
  const allWork = sum(work);
  if (counts.length < 2 || counts.some((count, round) => count === 0 || count / work[round]! < (LEAST_ROUND * all) / allWork)) return false;
  const late = counts.at(-1)!;
  const lateWork = work.at(-1)!;
  const share = wilsonLow(late, all);
  return (share / (1 - share)) * ((allWork - lateWork) / lateWork) >= LEAST_LATE;
}

/** Whether it is worth to go on: objects are left over of every round so far, and not far fewer of the last. */
export function mayGrow(counts: readonly number[], work: readonly number[]): boolean {
  return counts.every((count, round) => count > 0 && count / work[round]! >= (LEAST_ROUND * sum(counts)) / sum(work));
}

/**
 * Whether one container takes ever more room: it did in each of the last two rounds, of which each has more work than all before it, and
 * in the last one at least a quarter as fast as before. Room that doubles is then taken at least once in each.
 * @param bytes at the beginning, and at the end of each round
 */
export function containerGrows(bytes: readonly number[], work: readonly number[]): boolean {
  const rounds = work.length;
  if (rounds < 3) return false;
  const grown = work.map((_, round) => bytes[round + 1]! - bytes[round]!);
  const [late, before] = [grown[rounds - 1]!, bytes[rounds - 1]! - bytes[0]!];
  if (late <= 0 || grown[rounds - 2]! <= 0 || bytes[rounds]! - bytes[0]! < LEAST_CONTAINER_BYTES) return false;
  const lateWork = work[rounds - 1]!;
  return late / lateWork >= (LEAST_CONTAINER * before) / (sum(work) - lateWork);
}

/** The lower end of the one-sided 99 % interval of a share. */
export function wilsonLow(some: number, all: number): number {
  if (all === 0) return 0;
  const share = some / all;
  const spread = Z * Math.sqrt((share * (1 - share)) / all + (Z * Z) / (4 * all * all));
  return Math.max(0, (share + (Z * Z) / (2 * all) - spread) / (1 + (Z * Z) / all));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
