import type { Side } from '../../model/comparison.ts';
import type { FlameBox, FunctionQuery, ProfileRange } from '../../protocol/profile.ts';
import type { ProfileSubject } from '../../protocol/profilePage.ts';
import { readSpan } from './flame/span.ts';

export type ProfileView = 'time' | 'heavy' | 'sandwich' | 'functions' | 'lines' | 'packages';
/** Flame graphs of the page; the last two are the halves of the sandwich. */
export type GraphKind = 'time' | 'heavy' | 'callers' | 'callees';

/** What of a flame graph is looked at. */
export interface Look extends ProfileRange {
  /** CSS pixels. */
  readonly scrollTop: number;
}

export interface Selection {
  readonly graph: GraphKind;
  readonly box: FlameBox;
}

export interface FunctionSort {
  readonly by: FunctionQuery['sortBy'];
  readonly descending: boolean;
}

/** How the user has arranged the page: what survives a reload of it. */
export interface Kept {
  readonly version: 1;
  /** By which the host brings the page back. */
  readonly subject: ProfileSubject | null;
  /** Of several in the file. */
  readonly profile: number;
  readonly view: ProfileView;
  readonly range: ProfileRange | null;
  readonly text: string;
  /** Of a difference: which of the two gives boxes their width. */
  readonly side: Side;
  /** Of a difference: only functions that the other side has nothing of; null for all. */
  readonly onlyIn: Side | null;
  /** Null until it is chosen: by own value, of a difference by its change. */
  readonly sort: FunctionSort | null;
  /** The function that the sandwich is of. */
  readonly focus: number | null;
  /** Null before anything was selected. */
  readonly selection: Selection | null;
  readonly looks: Readonly<Partial<Record<GraphKind, Look>>>;
}

export const initialKept: Kept = {
  version: 1,
  subject: null,
  profile: 0,
  view: 'heavy',
  range: null,
  text: '',
  side: 'candidate',
  onlyIn: null,
  sort: null,
  focus: null,
  selection: null,
  looks: {},
};

const views: readonly string[] = ['time', 'heavy', 'sandwich', 'functions', 'lines', 'packages'];
const graphs: readonly GraphKind[] = ['time', 'heavy', 'callers', 'callees'];
const sorts: readonly string[] = ['self', 'total', 'name', 'file', 'selfChange', 'totalChange'];
const isSide = (value: unknown): value is Side => value === 'baseline' || value === 'candidate';
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Reads what `setState` kept, perhaps by another version: what does not fit takes its initial value. */
export function readKept(value: unknown): Kept {
  if (!isRecord(value) || value['version'] !== 1) return initialKept;
  const { subject, profile, view, range, text, side, onlyIn, sort, focus, selection, looks } = value as Partial<
    Record<keyof Kept, unknown>
  >;
  return {
    version: 1,
    // The host's own, which reads it with as much care.
    subject: isRecord(subject) ? (subject as unknown as ProfileSubject) : null,
    profile: isCount(profile) ? profile : 0,
    view: views.includes(view as string) ? (view as ProfileView) : initialKept.view,
    range: readSpan(range),
    text: typeof text === 'string' ? text : '',
    side: isSide(side) ? side : 'candidate',
    onlyIn: isSide(onlyIn) ? onlyIn : null,
    sort:
      isRecord(sort) && sorts.includes(sort['by'] as string)
        ? { by: sort['by'] as FunctionSort['by'], descending: sort['descending'] === true }
        : null,
    focus: isCount(focus) ? focus : null,
    selection: readSelection(selection),
    looks: readLooks(looks),
  };
}

function readSelection(value: unknown): Selection | null {
  if (!isRecord(value) || !graphs.includes(value['graph'] as GraphKind) || !isRecord(value['box'])) return null;
  const { row, node, functionId } = value['box'];
  const span = readSpan(value['box']);
  if (span === null || !isCount(row) || !isCount(node) || !isCount(functionId)) return null;
  return { graph: value['graph'] as GraphKind, box: { ...span, row, node, functionId } };
}

function readLooks(value: unknown): Kept['looks'] {
  if (!isRecord(value)) return {};
  const looks: Partial<Record<GraphKind, Look>> = {};
  for (const graph of graphs) {
    const look = value[graph];
    const span = readSpan(look);
    if (span === null || !isRecord(look)) continue;
    const { scrollTop } = look;
    looks[graph] = { ...span, scrollTop: typeof scrollTop === 'number' && scrollTop >= 0 ? scrollTop : 0 };
  }
  return looks;
}
