import path from 'node:path';
import { createHider } from '../harness/index.ts';

/** A command as a file that is kept may tell it: with paths from the workspace folder, and without what may be secret in it. */
export function shownCommand(
  command: readonly string[],
  { root, env }: { readonly root: string; readonly env: Readonly<Record<string, string | undefined>> },
): string {
  const { hide } = createHider(env);
  const words = command.map((word) => word.replaceAll(root + path.sep, ''));
  return words
    .map((word, place) => {
      // `--token=…` and `TOKEN=…`; `--token …`.
      const [, name, value] = /^([^=]*)=(.*)$/s.exec(word) ?? [];
      if (name !== undefined && value !== undefined) return `${name}=${hide(value, name)}`;
      const before = words[place - 1];
      return hide(word, before?.startsWith('-') === true ? before : null);
    })
    .join(' ');
}
