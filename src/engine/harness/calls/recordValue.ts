import { types } from 'node:util';
import type { RecordedEntry, RecordedObject, RecordedThing, RecordedValue } from '../../../model/recordedCall.ts';
import type { Hider } from './hideSecrets.ts';

/** The most that is recorded of one call. */
export interface Limits {
  readonly depth: number;
  readonly items: number;
  readonly characters: number;
  readonly bytes: number;
  /** Values, and characters of all texts, together. */
  readonly size: number;
}

export const LIMITS: Limits = { depth: 12, items: 1000, characters: 20_000, bytes: 16_384, size: 100_000 };

/** What one call is recorded with. */
export interface Recording {
  readonly limits: Limits;
  readonly hider: Hider;
  readonly trimmed: Set<string>;
  readonly ids: Map<object, number>;
  size: number;
}

/** Thrown for a value that no text can make again; its message says why, for the user. */
export class NotRecorded extends Error {}

const PRIVATE = /#[\w$]+|__private(?:Add|Get|Set|In)|__classPrivateField/;
const TYPED = /^(?:(?:Int|Uint)(?:8|16|32)|Uint8Clamped|Float(?:16|32|64)|Big(?:Int|Uint)64)Array$/;
const ERRORS = ['Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError', 'URIError'];
const UNDEFINED: RecordedThing = { kind: 'undefined' };

/**
 * A value as plain data, whatever realm it is of. Nothing of the value's own code is executed: neither accessors nor methods.
 * `key`: the name of what has it. @throws NotRecorded
 */
export function recordValue(value: unknown, key: string | null, recording: Recording, depth = 0): RecordedValue {
  recording.size += 1;
  if (isFull(recording)) return left(recording, 'what is beyond the most that is recorded of a call', UNDEFINED);
  switch (typeof value) {
    case 'string':
      return recordText(value, key, recording);
    case 'number':
      return recordNumber(value, key, recording);
    case 'boolean':
      return value;
    case 'undefined':
      return UNDEFINED;
    case 'bigint':
      return { kind: 'bigint', text: String(value) };
    case 'symbol':
      throw new NotRecorded('a symbol');
    case 'function':
      throw new NotRecorded(`a function${value.name === '' ? '' : ` (${value.name})`}`);
    case 'object':
      return value === null ? null : recordObject(value, key, recording, depth);
  }
}

function recordNumber(value: number, key: string | null, { hider }: Recording): RecordedValue {
  if (key !== null && hider.isSecretKey(key)) return hider.hideNumber(key);
  if (Object.is(value, -0)) return { kind: 'number', text: '-0' };
  return Number.isFinite(value) ? value : { kind: 'number', text: String(value) };
}

const isFull = ({ size, limits }: Recording): boolean => size > limits.size;

function left<T>({ trimmed }: Recording, what: string, instead: T): T {
  trimmed.add(what);
  return instead;
}

function recordText(text: string, key: string | null, recording: Recording): string {
  const { limits, hider } = recording;
  const most = Math.max(Math.min(limits.characters, limits.size - recording.size), 0);
  // Hidden before it is cut: half a secret is one still.
  const hidden = hider.hide(text, key);
  recording.size += Math.min(hidden.length, most);
  if (hidden.length <= most) return hidden;
  // Not through the middle of a pair of surrogates.
  const end = /[\uD800-\uDBFF]/.test(hidden.charAt(most - 1)) ? most - 1 : most;
  return left(recording, `${hidden.length - end} of the ${hidden.length} characters of a text`, hidden.slice(0, end));
}

function recordObject(value: object, key: string | null, recording: Recording, depth: number): RecordedValue {
  const known = recording.ids.get(value);
  if (known !== undefined) return { kind: 'reference', id: known };
  if (depth >= recording.limits.depth) {
    return left(recording, `what is more than ${recording.limits.depth} levels deep`, UNDEFINED);
  }
  if (types.isProxy(value)) throw new NotRecorded('a proxy');
  const id = recording.ids.size;
  recording.ids.set(value, id);
  return { id, ...objectOf(value, key, recording, depth + 1) };
}

function objectOf(value: object, key: string | null, recording: Recording, depth: number): RecordedObject {
  const { hider } = recording;
  const secretKey = key !== null && hider.isSecretKey(key) ? key : null;
  const record = (each: unknown, of: string | null = secretKey) => recordValue(each, of, recording, depth);
  refuseHidden(value);
  const name = classOf(value);
  if (Array.isArray(value)) {
    if (name !== 'Array') throw new NotRecorded(`an instance of ${name}, which extends Array`);
    return { kind: 'array', items: recordItems(value as readonly unknown[], secretKey, recording, depth) };
  }
  if (types.isMap(value)) {
    ofNamed(name, 'Map');
    const pairs = first([...Map.prototype.entries.call(value)] as [unknown, unknown][], recording);
    return {
      kind: 'map',
      entries: pairs.map(([of, each]) => [record(of), record(each, typeof of === 'string' ? of : secretKey)] as const),
    };
  }
  if (types.isSet(value)) {
    ofNamed(name, 'Set');
    return { kind: 'set', items: first([...Set.prototype.values.call(value)] as unknown[], recording).map((each) => record(each)) };
  }
  if (types.isDate(value)) {
    ofNamed(name, 'Date');
    const timeMs = Date.prototype.getTime.call(value);
    return { kind: 'date', timeMs: Number.isNaN(timeMs) ? null : timeMs };
  }
  if (types.isRegExp(value)) {
    ofNamed(name, 'RegExp');
    return { kind: 'regexp', source: hider.hide(value.source, key), flags: value.flags };
  }
  if (types.isAnyArrayBuffer(value) || ArrayBuffer.isView(value)) return bytesOf(value, name, recording);
  if (types.isNativeError(value)) {
    if (!ERRORS.includes(name)) throw new NotRecorded(`an instance of ${name}, which extends Error`);
    const message = Object.getOwnPropertyDescriptor(value, 'message')?.value as unknown;
    return { kind: 'error', type: name, message: typeof message === 'string' ? recordText(message, null, recording) : '' };
  }
  if (value instanceof URL) return { kind: 'url', href: hider.hide(value.href, key) };
  if (name !== '' && name !== 'Object') refusePrivate(value, name);
  return { kind: 'object', className: name === 'Object' ? null : name, entries: entriesOf(value, secretKey, recording, depth) };
}

function first<T>(all: readonly T[], recording: Recording): readonly T[] {
  const { items } = recording.limits;
  return all.length <= items ? all : left(recording, `${all.length - items} of ${all.length} entries`, all.slice(0, items));
}

function recordItems(all: readonly unknown[], key: string | null, recording: Recording, depth: number): RecordedValue[] {
  const length = Math.min(all.length, recording.limits.items);
  if (length < all.length) left(recording, `${all.length - length} of ${all.length} entries`, null);
  const [head] = all;
  // As headers often are: a name and its value.
  const pairKey = all.length === 2 && typeof head === 'string' && recording.hider.isSecretKey(head) ? head : key;
  const items: RecordedValue[] = [];
  for (let index = 0; index < length && !isFull(recording); index++) {
    const own = Object.getOwnPropertyDescriptor(all, index);
    if (own && !('value' in own)) throw new NotRecorded('an array with an accessor');
    items.push(own ? recordValue(own.value as unknown, index === 1 ? pairKey : key, recording, depth) : { kind: 'hole' });
  }
  return items;
}

function entriesOf(value: object, secretKey: string | null, recording: Recording, depth: number): RecordedEntry[] {
  const all = Object.keys(value);
  const keys = first(all, recording);
  if (Object.getOwnPropertySymbols(value).length > 0) left(recording, 'properties whose keys are symbols', null);
  return keys.slice(0, isFull(recording) ? 0 : undefined).map((name) => {
    const own = Object.getOwnPropertyDescriptor(value, name);
    if (!own || !('value' in own)) throw new NotRecorded(`an object with an accessor (${name})`);
    recording.size += name.length;
    return [recording.hider.hide(name, null), recordValue(own.value as unknown, secretKey ?? name, recording, depth)];
  });
}

function bytesOf(value: ArrayBufferLike | ArrayBufferView, name: string, recording: Recording): RecordedObject {
  const isView = ArrayBuffer.isView(value);
  if (!TYPED.test(name) && !['Buffer', 'ArrayBuffer', 'DataView'].includes(name))
    throw new NotRecorded(`an instance of ${name}, which is bytes`);
  const all = isView ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : Buffer.from(value as ArrayBuffer);
  const most = recording.limits.bytes;
  const bytes = all.length <= most ? all : left(recording, `${all.length - most} of ${all.length} bytes`, all.subarray(0, most));
  recording.size += bytes.length;
  const hidden = Buffer.from(recording.hider.hide(bytes.toString('latin1'), null), 'latin1');
  return { kind: 'bytes', type: name, base64: hidden.toString('base64') };
}

/** The name of a value's class: `Object` for a plain one of any realm, '' without a prototype. */
function classOf(value: object): string {
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype === null) return '';
  const constructor = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value as unknown;
  if (typeof constructor === 'function')
    return String(Object.getOwnPropertyDescriptor(constructor, 'name')?.value ?? '') || 'a class without a name';
  throw new NotRecorded('an object whose prototype is not that of a class');
}

function ofNamed(name: string, wanted: string): void {
  if (name !== wanted) throw new NotRecorded(`an instance of ${name}, which extends ${wanted}`);
}

/** What private fields hold cannot be seen, and not be put back. */
function refusePrivate(value: object, name: string): void {
  for (let at = Object.getPrototypeOf(value) as object | null; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    const constructor = Object.getOwnPropertyDescriptor(at, 'constructor')?.value as unknown;
    if (typeof constructor !== 'function') continue;
    if (PRIVATE.test(Function.prototype.toString.call(constructor)))
      throw new NotRecorded(`an instance of ${name}, which has private fields`);
  }
}

/** What has its contents where nobody can see them. */
function refuseHidden(value: object): void {
  if (types.isPromise(value)) throw new NotRecorded('a promise');
  if (types.isGeneratorObject(value)) throw new NotRecorded('a generator');
  if (types.isWeakMap(value) || types.isWeakSet(value)) throw new NotRecorded('a weak collection');
  if (types.isMapIterator(value) || types.isSetIterator(value)) throw new NotRecorded('an iterator');
  if (types.isBoxedPrimitive(value) || types.isArgumentsObject(value) || types.isExternal(value)) {
    throw new NotRecorded('an object that no text can make again');
  }
}
