import type { SourceRange } from '../../model/benchmark.ts';
import { syntaxProblems, parseSource } from '../syntax/index.ts';
import { watchFunctions, watchPlaces, type WatchedText } from './watchFunctions.ts';

export interface WatchedSides {
  readonly before: WatchedText;
  readonly after: WatchedText;
  /** Whether the fix leaves code that can be parsed as well as before. */
  readonly parses: boolean;
}

/** What the worker does for the thread that started it. Nothing of what it reads is executed. */
export interface WatchWorkerApi {
  /** A file without a fix and with it, and the places that the fix changes in the first. */
  watch(file: string, before: string, after: string, ranges: readonly SourceRange[]): WatchedSides;
}

export function createWatchWorker(): WatchWorkerApi {
  return {
    watch(file, before, after, ranges) {
      const watched = watchPlaces(file, before, ranges);
      const problems = (text: string) => syntaxProblems(parseSource(file, text)).length;
      return { before: watched, after: watchFunctions(file, after, watched.functions), parses: problems(after) <= problems(before) };
    },
  };
}
