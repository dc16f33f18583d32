import type { Tick } from '../../model/metric.ts';

/** What was measured in a short while, by metric; those of the program begin with `program.`, whatever they begin with elsewhere. */
export interface Window {
  readonly atMs: number;
  readonly durationMs: number;
  readonly values: ReadonlyMap<string, number>;
  /** The program, which had reported before, did not: nothing but what blocks it had its turn. */
  readonly isSilent: boolean;
}

/** So many at each end are left out: a program that starts or ends does what it does never else. */
const DROPPED = 2;
/** Of fewer nothing would be left. */
const LEAST_TO_DROP = 3 * DROPPED;
const USUAL_MS = 500;
/** The machine slept, or nobody looked. */
const LONGEST_MS = 10_000;
const REPORTED = 'program.eventLoop.utilization';

/** Windows of what was collected, without the first and last two. `prefix`: what the metrics of the program begin with. */
export function windowsOf(ticks: readonly Tick[], prefix: string): readonly Window[] {
  const all = ticks.map(({ atMs, values }, at): Window => {
    const sinceMs = at === 0 ? USUAL_MS : atMs - ticks[at - 1]!.atMs;
    return { atMs, durationMs: Math.min(Math.max(sinceMs, 1), LONGEST_MS), values: renamed(values, prefix), isSilent: false };
  });
  const first = all.findIndex(({ values }) => values.has(REPORTED));
  // Before its first report a program is being loaded.
  const own = first === -1 ? all.filter(({ values }) => values.has('program.cpu')) : all.slice(first);
  const told = first === -1 ? own : own.map((window) => ({ ...window, isSilent: !window.values.has(REPORTED) }));
  return told.length < LEAST_TO_DROP ? told.slice(1) : told.slice(DROPPED, -DROPPED);
}

function renamed(values: ReadonlyMap<string, number>, prefix: string): ReadonlyMap<string, number> {
  if (prefix === 'program') return values;
  const own = [...values].flatMap(([id, value]) => {
    if (id.startsWith('machine.')) return [[id, value] as const];
    return id.startsWith(`${prefix}.`) ? [[`program${id.slice(prefix.length)}`, value] as const] : [];
  });
  return new Map(own);
}
