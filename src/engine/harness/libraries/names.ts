import { inspect } from 'node:util';

const MOST_TEXT = 40;

/** How a parameter's value reads in a name. */
export function valueText(value: unknown): string {
  if (typeof value === 'function') return value.name || 'function';
  if (typeof value !== 'object' || value === null) return String(value);
  const text = inspect(value, { depth: 1, breakLength: Infinity, maxArrayLength: 5 });
  return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT - 1)}…` : text;
}

/** `$size` in the name is replaced; parameters that the name does not mention are put behind it. */
export function nameWith(name: string, texts: Readonly<Record<string, string>>): string {
  let full = name;
  const unnamed = new Set<string>();
  for (const [key, text] of Object.entries(texts).toSorted(([a], [b]) => b.length - a.length)) {
    if (full.includes(`$${key}`)) full = full.replaceAll(`$${key}`, () => text);
    else unnamed.add(key);
  }
  const behind = Object.keys(texts).filter((key) => unnamed.has(key));
  return behind.length === 0 ? full : `${full} (${behind.map((key) => `${key}=${texts[key]}`).join(', ')})`;
}
