/**
 * A value as it was when a function was called, as plain data. Strings, finite numbers but -0, booleans and null stand for themselves.
 * What is met again inside one call refers to the `id` of where it was met first.
 */
export type RecordedValue = string | number | boolean | null | RecordedThing;

export type RecordedThing =
  | { readonly kind: 'undefined' }
  /** A place of an array that has nothing. */
  | { readonly kind: 'hole' }
  /** `NaN`, `Infinity`, `-Infinity` or `-0`. */
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'bigint'; readonly text: string }
  | { readonly kind: 'reference'; readonly id: number }
  | RecordedWithId;

/** What others can refer to. */
export type RecordedWithId = { readonly id: number } & RecordedObject;

export type RecordedObject =
  | { readonly kind: 'array'; readonly items: readonly RecordedValue[] }
  /** `className`: null for a plain one, '' for one without a prototype. */
  | { readonly kind: 'object'; readonly className: string | null; readonly entries: readonly RecordedEntry[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [key: RecordedValue, value: RecordedValue])[] }
  | { readonly kind: 'set'; readonly items: readonly RecordedValue[] }
  /** Null for one that is no time. */
  | { readonly kind: 'date'; readonly timeMs: number | null }
  | { readonly kind: 'regexp'; readonly source: string; readonly flags: string }
  /** `type`: `Uint8Array` and its like, or `Buffer`, `ArrayBuffer`, `DataView`. */
  | { readonly kind: 'bytes'; readonly type: string; readonly base64: string }
  | { readonly kind: 'url'; readonly href: string }
  | { readonly kind: 'error'; readonly type: string; readonly message: string };

export type RecordedEntry = readonly [key: string, value: RecordedValue];

/** One call of a function. */
export interface RecordedCall {
  /** From 1, among all calls that the process made. */
  readonly call: number;
  readonly args: readonly RecordedValue[];
  /** What a method was called on; null of a function. */
  readonly self: RecordedValue;
  /** How much there is in it: values and the characters of texts. */
  readonly size: number;
  /** What was left out, in words for the user. */
  readonly trimmed: readonly string[];
  /** Where values were replaced because they may be secret: names of variables of the environment, and of properties. */
  readonly secrets: readonly string[];
  /** Whether what it was called with was another after the call than before. */
  readonly changed: boolean;
}
