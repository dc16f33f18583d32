const KEY = Buffer.from('"url":"');
const QUOTE = 34;
const BACKSLASH = 92;
const AT_ONCE_BYTES = 4 * 2 ** 20;

/** The addresses of all scripts in the bytes of a profile, which may be many: other work has its turn meanwhile. */
export async function urlsIn(bytes: Buffer): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  let rested = 0;
  for (let at = bytes.indexOf(KEY); at !== -1;) {
    const start = at + KEY.length;
    let end = start;
    while (end < bytes.length && bytes[end] !== QUOTE) end += bytes[end] === BACKSLASH ? 2 : 1;
    if (end > start) found.add(bytes.toString('latin1', start, end));
    if (end - rested > AT_ONCE_BYTES) {
      rested = end;
      await new Promise((resolve) => setImmediate(resolve));
    }
    at = bytes.indexOf(KEY, end);
  }
  return new Set([...found].map((text) => JSON.parse(`"${Buffer.from(text, 'latin1').toString('utf8')}"`) as string));
}
