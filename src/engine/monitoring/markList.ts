import type { Clock } from '../../base/clock.ts';
import { uuidv7 } from '../../base/uuid.ts';
import type { SeriesMark } from '../../model/metric.ts';

const MOST_MARKS = 1000;
/** What other windows have marked is read again after so long. */
const READ_EVERY_MS = 10_000;

/** Where marks are kept. None of it throws because of the disk or the file. */
export interface MarkHistory {
  /** Takes the place of what is stored under the same ids; false where that cannot be done now. `creating`: also a store. */
  saveMarks(marks: readonly SeriesMark[], creating: boolean): boolean;
  /** The newest that did not end before `fromMs`, in order of time: so many saves, and so many of all others. */
  marks(fromMs: number, limit: number): readonly SeriesMark[];
}

/** What happened at the charts: in this session, and before it. */
export interface MarkList {
  add(mark: Omit<SeriesMark, 'id'>): SeriesMark;
  /** As it is when it has ended; null where it is not there, or had ended. */
  end(id: string): SeriesMark | null;
  /** Of this session. */
  own(fromMs: number): readonly SeriesMark[];
  /** With those that are stored. Of what an earlier session left open, or another one has open, the end is its beginning. */
  all(fromMs: number): readonly SeriesMark[];
  /** After the clock was set. */
  shift(byMs: number): void;
  /** Stores what is not stored as it is now. Begins no store. */
  save(): void;
}

export function createMarkList(clock: Clock, history: MarkHistory | null): MarkList {
  let marks: readonly SeriesMark[] = [];
  const unsaved = new Map<string, SeriesMark>();
  let stored: { readonly marks: readonly SeriesMark[]; readonly readAtMs: number } | undefined;

  function keep(mark: SeriesMark): SeriesMark {
    if (history !== null) unsaved.set(mark.id, mark);
    if (unsaved.size > MOST_MARKS) unsaved.delete(unsaved.keys().next().value!);
    return mark;
  }

  function readStored(): readonly SeriesMark[] {
    const nowMs = clock.monotonicMs();
    if (history !== null && (stored === undefined || nowMs - stored.readAtMs >= READ_EVERY_MS)) {
      stored = { marks: history.marks(-Infinity, MOST_MARKS), readAtMs: nowMs };
    }
    return stored?.marks ?? [];
  }

  const own = (fromMs: number) => marks.filter(({ untilMs }) => (untilMs ?? Infinity) >= fromMs);

  return {
    add(mark) {
      const added = { id: uuidv7(clock.nowMs()), ...mark };
      marks = [...marks, added].slice(-MOST_MARKS);
      return keep(added);
    },
    end(id) {
      const found = marks.find((mark) => mark.id === id);
      if (found === undefined || found.untilMs !== null) return null;
      const ended = { ...found, untilMs: Math.max(clock.nowMs(), found.atMs) };
      marks = marks.map((mark) => (mark === found ? ended : mark));
      return keep(ended);
    },
    own,
    all(fromMs) {
      const known = new Set(marks.map(({ id }) => id));
      const others = readStored()
        .filter(({ id, atMs, untilMs }) => !known.has(id) && (untilMs ?? atMs) >= fromMs)
        .map((mark) => ({ ...mark, untilMs: mark.untilMs ?? mark.atMs }));
      return [...others, ...own(fromMs)].toSorted((a, b) => a.atMs - b.atMs);
    },
    shift(byMs) {
      marks = marks.map((mark) => ({ ...mark, atMs: mark.atMs + byMs, untilMs: mark.untilMs === null ? null : mark.untilMs + byMs }));
      for (const mark of marks) keep(mark);
    },
    save() {
      if (unsaved.size > 0 && history?.saveMarks([...unsaved.values()], false) === true) unsaved.clear();
    },
  };
}
