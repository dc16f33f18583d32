import { signal, type ReadonlySignal } from '@preact/signals';
import type { ProfiledFunction } from '../../../model/profile.ts';
import type { FlameTile } from '../../../protocol/profile.ts';

/** Functions that were asked for, by their numbers. */
export interface Names {
  /** Another number whenever there are more of them. */
  readonly version: ReadonlySignal<number>;
  of(functionId: number): ProfiledFunction | undefined;
  /** One more than the highest number that is known. */
  readonly count: number;
  /** Asks for those that are not known, all at once. */
  need(functionIds: Iterable<number>): void;
  needTile(tile: FlameTile): void;
}

export function createNames(ask: (ids: Int32Array) => Promise<readonly ProfiledFunction[]>, onError: (error: unknown) => void): Names {
  const known: (ProfiledFunction | undefined)[] = [];
  const version = signal(0);
  const asked = new Set<number>();
  let wanted: number[] = [];

  const flush = async (): Promise<void> => {
    const ids = Int32Array.from(wanted);
    wanted = [];
    try {
      const found = await ask(ids);
      for (const [index, one] of found.entries()) known[ids[index]!] = one;
      version.value += 1;
    } catch (error) {
      for (const id of ids) asked.delete(id);
      onError(error);
    }
  };

  const need = (functionIds: Iterable<number>): void => {
    const isFirst = wanted.length === 0;
    for (const id of functionIds) {
      if (asked.has(id)) continue;
      asked.add(id);
      wanted.push(id);
    }
    // What is needed at one moment is one question.
    if (isFirst && wanted.length > 0) queueMicrotask(() => void flush());
  };

  return {
    version,
    of: (functionId) => known[functionId],
    get count() {
      return known.length;
    },
    need,
    needTile: (tile) => need(new Set(tile.functionIds)),
  };
}
