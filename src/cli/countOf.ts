/** `1 commit`, `3 commits`. */
export const countOf = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;
