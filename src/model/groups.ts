import type { CollectedBenchmark } from './benchmark.ts';
import type { Summary } from './measurement.ts';
import { inSourceOrder } from './sourceOrder.ts';

/** A median against the reference of its group: the baseline that the file declares, else the fastest. */
export interface Relative {
  readonly isReference: boolean;
  /** Median over the reference's: 2 took twice as long. */
  readonly ratio: number;
  /** True where the two intervals exclude each other: only then is the difference more than noise. */
  readonly clear: boolean;
}

export interface GroupMember<M> {
  readonly measurement: M;
  /** Null where nothing was measured to the end. */
  readonly summary: Summary | null;
  /** Null without a summary, and where nothing else of the group has one. */
  readonly relative: Relative | null;
}

/** What one file has with the same groups around it: what stands side by side. */
export interface SourceGroup<M> {
  readonly file: string;
  /** The names of the groups around them, outermost first. */
  readonly path: readonly string[];
  readonly members: readonly M[];
}

/** What of a measurement decides: whole ones, and those that left their samples behind, can both be grouped. */
type Groupable = { readonly benchmark: Pick<CollectedBenchmark, 'file' | 'path' | 'baseline' | 'place'> } & (
  | { readonly state: 'skipped' }
  | { readonly state: 'measured' | 'failed'; readonly summary: Summary | null }
);

/** In the order of the source; a group stands where the first of its members does. */
export function groupBySource<M extends { readonly benchmark: Pick<CollectedBenchmark, 'file' | 'path' | 'place'> }>(
  all: readonly M[],
): readonly SourceGroup<M>[] {
  const byFile = new Map<string, Map<string, M[]>>();
  for (const one of inSourceOrder(all)) {
    const { file, path } = one.benchmark;
    const groups = byFile.get(file) ?? new Map<string, M[]>();
    byFile.set(file, groups);
    const key = JSON.stringify(path.slice(0, -1));
    const members = groups.get(key);
    if (members) members.push(one);
    else groups.set(key, [one]);
  }
  return [...byFile].flatMap(([file, groups]) =>
    [...groups.values()].map((members) => ({ file, path: members[0]!.benchmark.path.slice(0, -1), members })),
  );
}

/** As `groupBySource`, and each member beside the reference of its group. */
export function groupMeasurements<M extends Groupable>(measurements: readonly M[]): readonly SourceGroup<GroupMember<M>>[] {
  return groupBySource(measurements).map((group) => ({ ...group, members: compareMembers(group.members) }));
}

function compareMembers<M extends Groupable>(members: readonly M[]): readonly GroupMember<M>[] {
  const all = members.map((measurement) => ({ measurement, summary: measurement.state === 'skipped' ? null : measurement.summary }));
  const measured = all.filter((member) => member.summary !== null);
  const fastest = measured.toSorted((a, b) => a.summary!.medianNs - b.summary!.medianNs)[0];
  const reference = measured.length > 1 ? (measured.find((member) => member.measurement.benchmark.baseline) ?? fastest) : undefined;
  return all.map((member) => ({
    ...member,
    relative: reference && member.summary ? { isReference: member === reference, ...compare(reference.summary!, member.summary) } : null,
  }));
}

function compare(reference: Summary, own: Summary): { ratio: number; clear: boolean } {
  const [a, b] = [reference.intervalNs, own.intervalNs];
  return { ratio: own.medianNs / reference.medianNs, clear: a !== null && b !== null && (b.low > a.high || b.high < a.low) };
}
