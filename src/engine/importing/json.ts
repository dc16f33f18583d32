import { messageOf } from '../../base/errors.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** What `github-action-benchmark` writes before the JSON of its `data.js`. It is data; it is never executed. */
const ASSIGNMENT = /^\s*window\.BENCHMARK_DATA\s*=\s*/;

/**
 * JSON as other tools write it: after a byte order mark or an assignment, and with `NaN` and `Infinity`, which Python's
 * `json` writes for numbers that JSON lacks; they become null.
 */
export function parseForeignJson(text: string): { readonly value: unknown } | { readonly message: string } {
  const plain = text.replace(/^\uFEFF/, '');
  const json = ASSIGNMENT.test(plain) ? plain.replace(ASSIGNMENT, '').replace(/;\s*$/, '') : plain;
  try {
    return { value: JSON.parse(json) };
  } catch (error) {
    try {
      return { value: JSON.parse(withoutNotNumbers(json)) };
    } catch {
      return { message: messageOf(error) };
    }
  }
}

function withoutNotNumbers(json: string): string {
  const interesting = /"|-?Infinity|NaN/g;
  const ends = /["\\]/g;
  const pieces: string[] = [];
  let copied = 0;
  for (let found = interesting.exec(json); found !== null; found = interesting.exec(json)) {
    if (found[0] === '"') {
      ends.lastIndex = interesting.lastIndex;
      // An escaped character is not the end, whatever it is.
      for (let end = ends.exec(json); end !== null && end[0] === '\\'; end = ends.exec(json)) ends.lastIndex += 1;
      if (ends.lastIndex === 0) break;
      interesting.lastIndex = ends.lastIndex;
      continue;
    }
    pieces.push(json.slice(copied, found.index), 'null');
    copied = interesting.lastIndex;
  }
  return [...pieces, json.slice(copied)].join('');
}

export function asObject(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

export function asList(value: unknown): readonly unknown[] | null {
  return Array.isArray(value) ? value : null;
}

/** Null also for an empty text. */
export function asText(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** What a text or number says; empty for anything else. `String()` throws for an object that has a `toString` of its own. */
export function asWord(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** Numbers, and texts that are one: some tools write `"31"`. */
export function asNumber(value: unknown): number | null {
  const number = typeof value === 'string' && /^[\d.eE+-]+$/.test(value.trim()) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

const LATEST_MS = 8.64e15;

/** Milliseconds since 1970, from a number of them or a date as text. */
export function asTimeMs(value: unknown): number | null {
  const timeMs = typeof value === 'string' ? Date.parse(value) : asNumber(value);
  return timeMs !== null && timeMs > 0 && timeMs <= LATEST_MS ? timeMs : null;
}

const COMMIT = /^[0-9a-f]{7,64}$/;

export function asCommit(value: unknown): string | null {
  const commit = asText(value)?.trim().toLowerCase();
  return commit !== undefined && COMMIT.test(commit) ? commit : null;
}
