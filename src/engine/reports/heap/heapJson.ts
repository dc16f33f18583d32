import type { AllocationPlace, HeapComparison, HeapSummary, Leak, LeakReport, LeakRound, RetainingPath } from '../../../model/heap.ts';
import type { ProfiledFunction } from '../../../model/profile.ts';

// Field by field, so that nothing is published by accident.

const toSize = ({ file, objects, references, totalBytes }: Omit<HeapSummary, 'classes'>) => ({ file, objects, references, totalBytes });

export const toHeapSummaryJson = (summary: HeapSummary) => ({
  ...toSize(summary),
  classes: summary.classes.map(({ name, count, shallowBytes, retainedBytes }) => ({ name, count, shallowBytes, retainedBytes })),
});

const toPath = (path: RetainingPath) => path.map(({ edge, name, id }) => ({ edge, name, id }));

export const toHeapComparisonJson = ({ baseline, candidate, sameNumbers, classes }: HeapComparison) => ({
  baseline: toSize(baseline),
  candidate: toSize(candidate),
  sameNumbers,
  classes: classes.map((one) => ({
    name: one.name,
    count: one.count,
    shallowBytes: one.shallowBytes,
    retainedBytes: one.retainedBytes,
    countChange: one.countChange,
    shallowChange: one.shallowChange,
    retainedChange: one.retainedChange,
    added: sameNumbers ? one.added : null,
    removed: sameNumbers ? one.removed : null,
    path: one.path && toPath(one.path),
  })),
});

const toFunction = ({ name, file, line, column, owner, packageName }: ProfiledFunction) => ({
  name,
  file,
  line,
  column,
  owner,
  packageName,
});

const toPlace = ({ at, isExact, share, stack }: AllocationPlace) => ({ ...toFunction(at), isExact, share, stack: stack.map(toFunction) });

const toLeak = (leak: Leak) => ({
  name: leak.name,
  kind: leak.kind,
  count: leak.count,
  countPerUnit: leak.countPerUnit,
  bytesPerUnit: leak.bytesPerUnit,
  retainedBytes: leak.retainedBytes,
  rounds: [...leak.rounds],
  holds: [...leak.holds],
  places: leak.places.map(toPlace),
  path: toPath(leak.path),
});

const toRound = ({ work, heapBytes }: LeakRound) => ({ work, heapBytes });

export const toLeakJson = ({ title, unit, warmup, rounds, leaks, notices }: LeakReport) => ({
  title,
  unit,
  warmup: toRound(warmup),
  rounds: rounds.map(toRound),
  leaks: leaks.map(toLeak),
  notices: [...notices],
});
