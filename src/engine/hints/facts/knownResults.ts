/** What an expression is, as far as the file says; `unknown` where it does not. */
export type ValueKind =
  | 'array'
  | 'bigint'
  | 'boolean'
  | 'buffer'
  | 'date'
  | 'function'
  | 'map'
  | 'number'
  | 'object'
  | 'promise'
  | 'regexp'
  | 'set'
  | 'string'
  | 'typedArray'
  | 'unknown';

/** By the names of classes and types of the language. */
export const CLASSES: ReadonlyMap<string, ValueKind> = new Map<string, ValueKind>([
  ['Array', 'array'],
  ['ReadonlyArray', 'array'],
  ['Buffer', 'buffer'],
  ['Date', 'date'],
  ['Function', 'function'],
  ['Map', 'map'],
  ['ReadonlyMap', 'map'],
  ['WeakMap', 'map'],
  ['Promise', 'promise'],
  ['PromiseLike', 'promise'],
  ['RegExp', 'regexp'],
  ['Set', 'set'],
  ['ReadonlySet', 'set'],
  ['WeakSet', 'set'],
  ['String', 'string'],
  ['Number', 'number'],
  ['Boolean', 'boolean'],
  ['Object', 'object'],
  ['Record', 'object'],
  ['Partial', 'object'],
  ...['Int8', 'Uint8', 'Uint8Clamped', 'Int16', 'Uint16', 'Int32', 'Uint32', 'Float16', 'Float32', 'Float64', 'BigInt64', 'BigUint64'].map(
    (name): [string, ValueKind] => [`${name}Array`, 'typedArray'],
  ),
]);

/** What methods give that have one kind of result, whatever they are called on; those that differ by receiver are left out. */
export const RESULTS: ReadonlyMap<string, ValueKind> = new Map<string, ValueKind>([
  ...[
    'charAt',
    'join',
    'normalize',
    'padEnd',
    'padStart',
    'repeat',
    'substr',
    'substring',
    'toFixed',
    'toISOString',
    'toLocaleLowerCase',
    'toLocaleString',
    'toLocaleUpperCase',
    'toLowerCase',
    'toString',
    'toUpperCase',
    'trim',
    'trimEnd',
    'trimStart',
  ].map((name): [string, ValueKind] => [name, 'string']),
  ...['split', 'flatMap', 'toSorted', 'toReversed', 'toSpliced'].map((name): [string, ValueKind] => [name, 'array']),
  ...['charCodeAt', 'codePointAt', 'findIndex', 'findLastIndex', 'getTime', 'indexOf', 'lastIndexOf', 'localeCompare'].map(
    (name): [string, ValueKind] => [name, 'number'],
  ),
  ...['endsWith', 'every', 'hasOwnProperty', 'includes', 'some', 'startsWith', 'test'].map((name): [string, ValueKind] => [
    name,
    'boolean',
  ]),
]);
/** Methods that give the kind that they are called on. */
export const SAME = new Set(['concat', 'fill', 'filter', 'reverse', 'slice', 'sort', 'copyWithin', 'subarray']);

/** What functions of the language's objects give, and those of modules of Node. */
export const STATIC: ReadonlyMap<string, ValueKind> = new Map<string, ValueKind>([
  ...['Object.keys', 'Object.values', 'Object.entries', 'Object.getOwnPropertyNames', 'Array.from', 'Array.of', 'Reflect.ownKeys'].map(
    (name): [string, ValueKind] => [name, 'array'],
  ),
  ...[
    'JSON.stringify',
    'String.fromCharCode',
    'String.fromCodePoint',
    'String.raw',
    'path.join',
    'path.resolve',
    'path.basename',
    'path.dirname',
  ].map((name): [string, ValueKind] => [name, 'string']),
  ...['Buffer.from', 'Buffer.alloc', 'Buffer.allocUnsafe', 'Buffer.concat'].map((name): [string, ValueKind] => [name, 'buffer']),
  ...['Promise.all', 'Promise.allSettled', 'Promise.any', 'Promise.race', 'Promise.reject', 'Promise.resolve'].map(
    (name): [string, ValueKind] => [name, 'promise'],
  ),
  ...['Date.now', 'Date.parse', 'performance.now', 'Number.parseInt', 'Number.parseFloat'].map((name): [string, ValueKind] => [
    name,
    'number',
  ]),
  ['Array.isArray', 'boolean'],
  ['Object.assign', 'object'],
  ['Object.fromEntries', 'object'],
]);

/** What functions of the language give. */
export const GLOBAL_CALLS: ReadonlyMap<string, ValueKind> = new Map<string, ValueKind>([
  ['Array', 'array'],
  ['BigInt', 'bigint'],
  ['Boolean', 'boolean'],
  ['Number', 'number'],
  ['String', 'string'],
  ['parseFloat', 'number'],
  ['parseInt', 'number'],
  ['fetch', 'promise'],
]);

/** What is one of two. */
export const common = (a: ValueKind, b: ValueKind): ValueKind => (a === b ? a : 'unknown');
