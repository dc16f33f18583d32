import { types } from 'node:util';
import type { SeenEntry, SeenValue } from '../../../protocol/harness.ts';

/** How much may be looked at in all, about as many values; it is spent. */
export interface Allowance {
  left: number;
}

const MOST_LEVELS = 100;
const CHARACTERS_OF_ONE = 16;
const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** A value as it is now. Nothing of the value's own code is executed: neither accessors nor methods. */
export function seeValue(value: unknown, allowance: Allowance, around: readonly object[] = []): SeenValue {
  allowance.left -= 1;
  if (typeof value === 'string') allowance.left -= value.length / CHARACTERS_OF_ONE;
  if (allowance.left < 0) return { kind: 'opaque', what: 'more than can be compared' };
  if (typeof value === 'function') return { kind: 'opaque', what: 'a function' };
  if (typeof value === 'symbol') return { kind: 'object', name: 'Symbol', text: value.description ?? '', entries: [] };
  if (typeof value !== 'object' || value === null) return value as SeenValue;
  const level = around.lastIndexOf(value);
  if (level !== -1) return { kind: 'around', levels: around.length - level };
  if (around.length >= MOST_LEVELS) return { kind: 'opaque', what: 'more levels than can be compared' };
  return seeObject(value, allowance, [...around, value]);
}

function seeObject(value: object, allowance: Allowance, around: readonly object[]): SeenValue {
  const see = (each: unknown) => seeValue(each, allowance, around);
  if (types.isProxy(value)) return { kind: 'opaque', what: 'a proxy' };
  const name = classOf(value);
  if (types.isAnyArrayBuffer(value)) return seeBytes(name, new Uint8Array(value), allowance);
  if (ArrayBuffer.isView(value)) return seeBytes(name, new Uint8Array(value.buffer, value.byteOffset, value.byteLength), allowance);
  if (types.isDate(value)) return { kind: 'object', name, text: String(Date.prototype.getTime.call(value)), entries: [] };
  if (types.isRegExp(value)) return { kind: 'object', name, text: `/${value.source}/${value.flags} at ${value.lastIndex}`, entries: [] };
  if (types.isBoxedPrimitive(value)) return { kind: 'object', name, text: String(value.valueOf()), entries: [] };
  if (types.isMap(value)) {
    const entries: SeenEntry[] = [];
    for (const [key, each] of Map.prototype.entries.call(value)) {
      if (allowance.left < 0) break;
      entries.push([`.keys()[${entries.length / 2}]`, see(key)], [`.get(${keyText(key)})`, see(each)]);
    }
    return { kind: 'object', name, text: `size ${value.size}`, entries: [...entries, ...ownEntries(value, see, allowance)] };
  }
  if (types.isSet(value)) {
    const entries: SeenEntry[] = [];
    for (const each of Set.prototype.values.call(value)) {
      if (allowance.left < 0) break;
      entries.push([`.values()[${entries.length}]`, see(each)]);
    }
    return { kind: 'object', name, text: `size ${value.size}`, entries: [...entries, ...ownEntries(value, see, allowance)] };
  }
  if (types.isNativeError(value)) return { kind: 'object', name, text: `${value.name}: ${value.message}`, entries: [] };
  const hidden = hiddenKind(value);
  if (hidden !== null) return { kind: 'opaque', what: hidden };
  const entries = ownEntries(value, see, allowance);
  // What a class keeps in private fields cannot be seen.
  if (entries.length === 0 && !isPlain(value)) return { kind: 'opaque', what: `a ${name} without public fields` };
  return { kind: 'object', name, text: Array.isArray(value) ? `length ${value.length}` : '', entries };
}

function hiddenKind(value: object): string | null {
  if (types.isPromise(value)) return 'a promise';
  if (types.isGeneratorObject(value)) return 'a generator';
  if (types.isWeakMap(value) || types.isWeakSet(value)) return 'a weak collection';
  return types.isExternal(value) ? 'a native value' : null;
}

function seeBytes(name: string, data: Uint8Array, allowance: Allowance): SeenValue {
  allowance.left -= data.length / CHARACTERS_OF_ONE;
  // A copy: it may be written to later.
  return allowance.left < 0 ? { kind: 'opaque', what: 'more than can be compared' } : { kind: 'data', name, data: Uint8Array.from(data) };
}

function ownEntries(value: object, see: (each: unknown) => SeenValue, allowance: Allowance): SeenEntry[] {
  const entries: SeenEntry[] = [];
  const isArray = Array.isArray(value);
  for (const key of Reflect.ownKeys(value)) {
    if (allowance.left < 0) break;
    const property = Reflect.getOwnPropertyDescriptor(value, key);
    if (property?.enumerable !== true) continue;
    const place = typeof key === 'symbol' ? `[Symbol(${key.description ?? ''})]` : placeOf(key, isArray);
    entries.push([place, 'value' in property ? see(property.value) : { kind: 'opaque', what: 'an accessor' }]);
  }
  return entries;
}

function placeOf(key: string, isArray: boolean): string {
  if (isArray && /^\d+$/u.test(key)) return `[${key}]`;
  return IDENTIFIER.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

function keyText(key: unknown): string {
  if (typeof key === 'string') return JSON.stringify(key);
  return typeof key === 'object' || typeof key === 'function' || typeof key === 'symbol' ? '…' : `${key as number}`;
}

/** Each side of a comparison has classes of its own: they are the same by name. */
function classOf(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || typeof prototype !== 'object') return '';
  const maker: unknown = Reflect.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  return typeof maker === 'function' ? maker.name : '';
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === null || prototype === Object.prototype;
}
