import { publishedLibraries } from '../library.ts';

export const { B, barplot, bench, boxplot, compact, do_not_optimize, flags, group, lineplot, measure, run, summary } =
  publishedLibraries().mitata;
