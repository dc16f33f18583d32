/** The words of a command as a shell would part them, without anything else that a shell does: quotes keep spaces together. */
export function commandWords(text: string): string[] {
  const words: string[] = [];
  for (const [word] of text.matchAll(/(?:[^\s"']+|"(?:\\.|[^"\\])*"?|'[^']*'?)+/g)) {
    words.push(
      word.replaceAll(
        /"((?:\\.|[^"\\])*)"?|'([^']*)'?/g,
        (_, double?: string, single?: string) => double?.replaceAll(/\\(["\\])/g, '$1') ?? single ?? '',
      ),
    );
  }
  return words;
}
