/**
 * Writes a mark into V8's log: a script whose only content is its name is compiled, which every version of V8 logs where it happens. Nothing
 * of the text comes from outside but the host's own token.
 */
export function markLog(mark: string): void {
  // oxlint-disable-next-line no-implied-eval, no-new-func, typescript/no-implied-eval -- a comment and nothing else
  void new Function(`//# sourceURL=laptime-mark:${mark}`);
}
