import type { SeriesMark } from '../../model/metric.ts';
import type { WatchedProgram } from '../../model/watchedProgram.ts';

/** Programs that have ended are shown for as long as not so many have ended after them. */
const MOST_ENDED = 20;

/** The programs that are watched, and what their metrics begin with. */
export interface ProgramList {
  all(): readonly WatchedProgram[];
  /** Adds a program, or takes the place of the one with its id. Gives what the metrics of those begin with that were forgotten for it. */
  show(program: WatchedProgram): readonly string[];
  /** `program` for the first of those that run, `program@ID` for others. Stays as it is as long as the program is known. */
  prefixOf(id: string): string;
}

export function createProgramList(): ProgramList {
  const programs = new Map<string, WatchedProgram>();
  const prefixes = new Map<string, string>();
  const isTaken = () => [...programs.values()].some(({ id, ended }) => ended === null && prefixes.get(id) === 'program');
  return {
    all: () => [...programs.values()],
    show(program) {
      if (!programs.has(program.id)) prefixes.set(program.id, isTaken() ? `program@${program.id}` : 'program');
      programs.set(program.id, program);
      const ended = [...programs.values()].filter((each) => each.ended !== null);
      return ended.slice(0, Math.max(ended.length - MOST_ENDED, 0)).flatMap(({ id }) => {
        const prefix = prefixes.get(id)!;
        programs.delete(id);
        prefixes.delete(id);
        return prefix === 'program' ? [] : [prefix];
      });
    },
    prefixOf: (id) => prefixes.get(id) ?? `program@${id}`,
  };
}

/** What happened to a program since it was shown before; null where that is nothing for the charts. Its command may have secrets: the pid. */
export function programMark(now: WatchedProgram, before: WatchedProgram | undefined, nowMs: number): Omit<SeriesMark, 'id'> | null {
  const mark = (title: string, atMs: number) => ({ kind: 'program', title, atMs, untilMs: null }) as const;
  if (now.ended === null) return before === undefined ? mark(`Process ${now.pid} is watched`, nowMs) : null;
  if (before === undefined || before.ended !== null) return null;
  const { atMs, exitCode, signal } = now.ended;
  if (signal !== null) return mark(`Process ${now.pid} was ended by ${signal}`, atMs);
  return mark(
    exitCode === null ? `Process ${now.pid} is not watched any more` : `Process ${now.pid} ended with exit code ${exitCode}`,
    atMs,
  );
}
