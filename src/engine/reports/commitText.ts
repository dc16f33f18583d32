/** `89abcde012`: what git takes for the commit, too. */
export const shortHash = ({ hash }: { readonly hash: string }): string => hash.slice(0, 10);

/** In UTC; null where git has no such time. */
export function isoTime({ authoredAtMs }: { readonly authoredAtMs: number }): string | null {
  const date = new Date(authoredAtMs);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
