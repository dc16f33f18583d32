/** What went wrong without keeping the rest from going on, in words for the user; the same words count together. */
export interface Problems {
  readonly note: (problem: string) => void;
  /** In order of their first time, with how often each was; beyond `most` different ones only their number. */
  readonly list: (most?: number) => readonly string[];
}

export function createProblems(): Problems {
  const counts = new Map<string, number>();
  return {
    note: (problem) => counts.set(problem, (counts.get(problem) ?? 0) + 1),
    list(most = 20) {
      const told = [...counts].slice(0, most).map(([problem, count]) => (count === 1 ? problem : `${problem} (${count} times)`));
      return counts.size > most ? [...told, `and ${counts.size - most} more problems of other kinds`] : told;
    },
  };
}
