const DATA_URL = /^data:application\/json(?:;charset=[\w-]+)?(;base64)?,/i;

/** The text of a source map that a script carries in its address; null where it carries none that can be read. */
export function sourceMapText(sourceMapUrl: string): string | null {
  const head = DATA_URL.exec(sourceMapUrl);
  if (!head) return null;
  try {
    const rest = sourceMapUrl.slice(head[0].length);
    const text = head[1] === undefined ? decodeURIComponent(rest) : Buffer.from(rest, 'base64').toString('utf8');
    const map: unknown = JSON.parse(text);
    return typeof map === 'object' && map !== null ? text : null;
  } catch {
    return null;
  }
}
