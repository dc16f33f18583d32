import type { SeenValue } from '../../protocol/harness.ts';

export interface Difference {
  /** Behind the name of what was looked at: `[3].name`; empty for the whole of it. */
  readonly place: string;
  readonly before: string;
  readonly after: string;
}

export interface ValueComparison {
  /** The first one; null where there is none. */
  readonly difference: Difference | null;
  /** The first part that cannot be compared: `a function`; null where all can. */
  readonly opaque: string | null;
}

const MOST_SHOWN = 60;

/** Compares two values by what they hold, as `isDeepStrictEqual` does; classes by their names, since each side has its own. */
export function compareSeen(before: SeenValue, after: SeenValue): ValueComparison {
  let opaque: string | null = null;
  const walk = (a: SeenValue, b: SeenValue, place: string): Difference | null => {
    const differ = (): Difference => ({ place, before: textOf(a), after: textOf(b) });
    if (!isObject(a) || !isObject(b)) return Object.is(a, b) ? null : differ();
    if (a.kind === 'opaque' && b.kind === 'opaque' && a.what === b.what) {
      opaque ??= a.what;
      return null;
    }
    if (a.kind === 'around' && b.kind === 'around' && a.levels === b.levels) return null;
    if (a.kind === 'data' && b.kind === 'data') return a.name === b.name && Buffer.compare(a.data, b.data) === 0 ? null : differ();
    if (a.kind !== 'object' || b.kind !== 'object' || a.name !== b.name) return differ();
    const others = new Map(b.entries);
    for (const [key, value] of a.entries) {
      if (!others.has(key)) return { place: place + key, before: textOf(value), after: 'nothing' };
      const inside = walk(value, others.get(key), place + key);
      if (inside) return inside;
    }
    const known = new Set(a.entries.map(([key]) => key));
    const more = b.entries.find(([key]) => !known.has(key));
    if (more) return { place: place + more[0], before: 'nothing', after: textOf(more[1]) };
    return a.text === b.text ? null : differ();
  };
  return { difference: walk(before, after, ''), opaque };
}

const isObject = (value: SeenValue): value is Extract<SeenValue, object> => typeof value === 'object' && value !== null;

/** For people, in few characters. */
function textOf(value: SeenValue): string {
  const text = isObject(value) ? objectText(value) : primitiveText(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN - 1)}…` : text;
}

function primitiveText(value: Exclude<SeenValue, object>): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return Object.is(value, -0) ? '-0' : typeof value === 'bigint' ? `${value}n` : String(value);
}

function objectText(value: Extract<SeenValue, object>): string {
  switch (value.kind) {
    case 'opaque':
      return value.what;
    case 'around':
      return 'an object around it';
    case 'data':
      return `${value.name} of ${value.data.length} bytes`;
    case 'object':
      return [value.name === '' || value.name === 'Object' ? 'an object' : value.name, value.text].filter((part) => part !== '').join(', ');
  }
}
