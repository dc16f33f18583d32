import type { RangeOutcome } from '../../model/history.ts';

/** What is said of one commit after another, each thing once. */
export interface NoteCounts {
  add(messages: readonly string[], commit: string): void;
  all(): RangeOutcome['notes'];
}

/** Notes that differ in nothing but the commit count as one, in the words of the first. */
export function noteCounts(): NoteCounts {
  const counts = new Map<string, { readonly message: string; commits: number }>();
  return {
    add(messages, commit) {
      const name = new RegExp(`${commit.slice(0, 7)}[0-9a-f]*`, 'g');
      for (const message of messages) {
        const key = message.replaceAll(name, '');
        const known = counts.get(key);
        if (known) known.commits += 1;
        else counts.set(key, { message, commits: 1 });
      }
    },
    all: () => [...counts.values()].map(({ message, commits }) => ({ message, commits })),
  };
}
