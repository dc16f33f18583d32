import type { HeapClass, HeapClassChange, HeapComparison } from '../../model/heap.ts';
import { IdSet } from './idSet.ts';
import type { OpenSnapshot } from './openSnapshot.ts';

/** Two processes hand out the same numbers, to other objects. Strings can change their kind. */
const LEAST_SAME = 0.95;
const MOST_LOOKED_AT = 20_000;
const NONE: HeapClass = { name: '', count: 0, shallowBytes: 0, retainedBytes: 0 };
const MOST_PATHS = 100;

/** Two snapshots by constructor. Objects are told to be the same by V8's numbers, which hold as long as the process lives. */
export function compareSnapshots(baseline: OpenSnapshot, candidate: OpenSnapshot): HeapComparison {
  const before = new IdSet(baseline.snapshot.idOf);
  const after = new IdSet(candidate.snapshot.idOf);
  const sameNumbers = haveSameNumbers(baseline, candidate);
  const added = sameNumbers ? countMissing(candidate, before) : new Map<string, number>();
  const removed = sameNumbers ? countMissing(baseline, after) : new Map<string, number>();
  const classesBefore = byName(baseline);
  const classesAfter = byName(candidate);
  const changes = [...new Set([...classesBefore.keys(), ...classesAfter.keys()])].map((name): HeapClassChange => {
    const [old, now] = [classesBefore.get(name) ?? NONE, classesAfter.get(name) ?? NONE];
    return {
      ...now,
      name,
      countChange: now.count - old.count,
      shallowChange: now.shallowBytes - old.shallowBytes,
      retainedChange: now.retainedBytes - old.retainedBytes,
      added: added.get(name) ?? 0,
      removed: removed.get(name) ?? 0,
      path: null,
    };
  });
  const changed = changes
    .filter((one) => one.countChange !== 0 || one.shallowChange !== 0 || one.retainedChange !== 0 || one.added > 0 || one.removed > 0)
    .toSorted((a, b) => b.retainedChange - a.retainedChange || b.countChange - a.countChange);
  const grown = new Set(
    changed
      .filter(({ name, countChange, shallowChange }) => !isInternal(name) && (countChange > 0 || shallowChange > 0))
      .slice(0, MOST_PATHS)
      .map(({ name }) => name),
  );
  const newest = largestNew(candidate, sameNumbers ? before : null, grown);
  const classes = changed.map((one) => {
    const node = grown.has(one.name) ? newest.get(one.name) : undefined;
    return node === undefined ? one : { ...one, path: candidate.pathTo(node) };
  });
  return { baseline: baseline.size(), candidate: candidate.size(), sameNumbers, classes };
}

/** What V8 makes for itself: who holds it says nothing to the user. */
const INTERNAL: ReadonlySet<string> = new Set(['(system)', '(compiled code)', '(object shape)', '(synthetic)', '(array)', '(symbol)']);
const isInternal = (name: string): boolean => INTERNAL.has(name) || name.startsWith('system / ') || name.startsWith('Node / ');

/** Whether what has the same number is of the same class. */
function haveSameNumbers(baseline: OpenSnapshot, candidate: OpenSnapshot): boolean {
  const step = Math.max(1, Math.floor(baseline.snapshot.nodeCount / MOST_LOOKED_AT));
  const before = new Map<number, string>();
  for (let node = 1; node < baseline.snapshot.nodeCount; node += step) before.set(baseline.snapshot.idOf[node]!, nameAt(baseline, node));
  let [known, same] = [0, 0];
  for (let node = 1; node < candidate.snapshot.nodeCount; node += 1) {
    const name = before.get(candidate.snapshot.idOf[node]!);
    if (name === undefined) continue;
    known += 1;
    if (name === nameAt(candidate, node)) same += 1;
  }
  return known > 0 && same >= LEAST_SAME * known;
}

/** More than a class: also the name of a function, or the text of a string. */
function nameAt({ snapshot, classes }: OpenSnapshot, node: number): string {
  return `${classes.names[classes.of[node]!]!} ${snapshot.strings.at(snapshot.nameOf[node]!)}`;
}

/** By class, the objects that another snapshot does not have. */
function countMissing({ snapshot, classes }: OpenSnapshot, other: IdSet): Map<string, number> {
  const counts = new Map<string, number>();
  for (let node = 0; node < snapshot.nodeCount; node += 1) {
    if (other.has(snapshot.idOf[node]!)) continue;
    const name = classes.names[classes.of[node]!]!;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

const byName = (open: OpenSnapshot): Map<string, HeapClass> =>
  new Map(
    open
      .heapClasses()
      .filter(({ count }) => count > 0)
      .map((one) => [one.name, one]),
  );

/** Of each class, the added object that retains most: its path says most. */
function largestNew(open: OpenSnapshot, before: IdSet | null, wanted: ReadonlySet<string>): Map<string, number> {
  const { snapshot, classes, retained } = open;
  const found = new Map<string, number>();
  for (let node = 1; node < snapshot.nodeCount; node += 1) {
    const name = classes.names[classes.of[node]!]!;
    if (!wanted.has(name) || before?.has(snapshot.idOf[node]!)) continue;
    const known = found.get(name);
    if (known === undefined || retained[node]! > retained[known]!) found.set(name, node);
  }
  return found;
}
