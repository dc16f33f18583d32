import type { BenchMode } from '../../../model/benchmark.ts';
import { isThenable } from '../work.ts';

/** Groups whose body runs at once, as those of mitata and Laptime do. */
export interface Groups {
  path(): string[];
  modes(): BenchMode[];
  /** Null for a group without a name, which is no part of the path. */
  inside<T>(name: string | null, mode: BenchMode, declare: () => T): T;
}

export function createGroups(): Groups {
  let open: readonly { readonly name: string | null; readonly mode: BenchMode }[] = [];
  return {
    path: () => open.flatMap(({ name }) => name ?? []),
    modes: () => open.map(({ mode }) => mode),
    inside(name, mode, declare) {
      const before = open;
      const close = () => {
        open = before;
      };
      open = [...before, { name, mode }];
      let result: ReturnType<typeof declare>;
      try {
        result = declare();
      } catch (error) {
        close();
        throw error;
      }
      if (!isThenable(result)) {
        close();
        return result;
      }
      // As in mitata: an async body has to be awaited before the next group.
      return (result as PromiseLike<unknown> as Promise<unknown>).then(
        (value) => {
          close();
          return value;
        },
        (error: unknown) => {
          close();
          throw error;
        },
      ) as ReturnType<typeof declare>;
    },
  };
}
