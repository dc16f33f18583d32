import type { RecordedEntry, RecordedThing, RecordedValue, RecordedWithId } from '../../model/recordedCall.ts';

/** Values as code. What is met more than once, or contains itself, gets a name of its own, made by the statements. */
export interface Literal {
  readonly statements: readonly string[];
  readonly expression: string;
}

export interface LiteralOptions {
  /** Spaces before the line on which the expression begins. */
  readonly indent: number;
  readonly typescript: boolean;
  /** What a class is called in the file; null where it cannot be imported. */
  readonly classNamed: (name: string) => string | null;
}

/** Thrown for a value that no code can make again; its message says why, for the user. */
export class NotWritable extends Error {}

const WIDTH = 130;
const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

type Thing<Kind extends RecordedThing['kind']> = Extract<RecordedThing, { readonly kind: Kind }>;

/** @throws NotWritable */
export function literalOf(value: RecordedValue, options: LiteralOptions): Literal {
  const references = new Set<number>();
  const containers = new Set<number>();
  countReferences(value, [], references, containers);
  const writer = new Writer(options, new Set([...references, ...containers]));
  const expression = writer.write(value, options.indent);
  return { statements: [...writer.statements, ...writer.late], expression };
}

/** What is referred to, and what has a reference to something around it, which is written when that is made. */
function countReferences(value: RecordedValue, around: readonly number[], references: Set<number>, containers: Set<number>): void {
  if (typeof value !== 'object' || value === null) return;
  if (value.kind === 'reference') {
    references.add(value.id);
    if (around.includes(value.id)) containers.add(around.at(-1)!);
    return;
  }
  if (!('id' in value)) return;
  for (const child of childrenOf(value)) countReferences(child, [...around, value.id], references, containers);
}

function childrenOf(value: RecordedThing): readonly RecordedValue[] {
  if (value.kind === 'array' || value.kind === 'set') return value.items;
  if (value.kind === 'object') return value.entries.map(([, each]) => each);
  return value.kind === 'map' ? value.entries.flat() : [];
}

class Writer {
  readonly statements: string[] = [];
  /** What is put in its place when all has been made. */
  readonly late: string[] = [];
  readonly #options: LiteralOptions;
  readonly #named: ReadonlySet<number>;
  readonly #names = new Map<number, string>();
  readonly #open = new Set<number>();

  constructor(options: LiteralOptions, named: ReadonlySet<number>) {
    this.#options = options;
    this.#named = named;
  }

  write(value: RecordedValue, indent: number): string {
    if (typeof value === 'string') return quoted(value);
    if (typeof value !== 'object' || value === null) return String(value);
    if (value.kind === 'undefined') return 'undefined';
    if (value.kind === 'hole') return '';
    if (value.kind === 'number') return value.text;
    if (value.kind === 'bigint') return `${value.text}n`;
    return value.kind === 'reference' ? this.#nameOf(value.id) : this.#object(value, indent);
  }

  #nameOf(id: number): string {
    let name = this.#names.get(id);
    if (name === undefined) {
      name = `shared${this.#names.size + 1}`;
      this.#names.set(id, name);
    }
    return name;
  }

  #object(value: RecordedWithId, indent: number): string {
    const isNamed = this.#named.has(value.id);
    this.#open.add(value.id);
    const text = this.#text(value, isNamed ? this.#options.indent : indent);
    this.#open.delete(value.id);
    if (!isNamed) return text;
    const name = this.#nameOf(value.id);
    this.statements.push(`const ${name}${this.#options.typescript ? ': any' : ''} = ${text};`);
    return name;
  }

  #text(value: RecordedWithId, indent: number): string {
    switch (value.kind) {
      case 'array':
        return this.#array(value, indent);
      case 'object':
        return this.#plainOrInstance(value, indent);
      case 'map':
        return this.#map(value, indent);
      case 'set':
        for (const item of value.items) this.#refuseOpen(item);
        return `new Set(${value.items.length === 0 ? '' : this.#list(value.items, indent)})`;
      case 'date':
        return `new Date(${value.timeMs === null ? 'NaN' : quoted(new Date(value.timeMs).toISOString())})`;
      case 'regexp':
        // Not as a literal, whose bounds what stands in it could leave.
        return `new RegExp(${quoted(value.source)}${value.flags === '' ? '' : `, ${quoted(value.flags)}`})`;
      case 'bytes':
        return bytesText(value);
      case 'url':
        return `new URL(${quoted(value.href)})`;
      case 'error':
        return `new ${value.type}(${quoted(value.message)})`;
    }
  }

  /** A place that something around it belongs into: filled when that is made. */
  #isOpen(value: RecordedValue): value is Thing<'reference'> {
    return typeof value === 'object' && value !== null && value.kind === 'reference' && this.#open.has(value.id);
  }

  #refuseOpen(value: RecordedValue): void {
    if (this.#isOpen(value)) throw new NotWritable('a set or a key of a map that contains itself');
  }

  #list(items: readonly RecordedValue[], indent: number): string {
    const last = items.at(-1);
    const isHole = typeof last === 'object' && last !== null && last.kind === 'hole';
    return bracketed(
      '[',
      items.map((item) => this.write(item, indent + 2)),
      ']',
      indent,
      // One more: the last one ends the list.
      isHole,
    );
  }

  #array({ id, items }: Thing<'array'>, indent: number): string {
    const kept = items.map((item, index): RecordedValue => {
      if (!this.#isOpen(item)) return item;
      this.late.push(`${this.#nameOf(id)}[${index}] = ${this.#nameOf(item.id)};`);
      return { kind: 'undefined' };
    });
    return this.#list(kept, indent);
  }

  #map({ id, entries }: Thing<'map'>, indent: number): string {
    if (entries.length === 0) return 'new Map()';
    const pairs = entries.map(([key, value]) => {
      this.#refuseOpen(key);
      const keyText = this.write(key, indent + 2);
      if (!this.#isOpen(value)) return bracketed('[', [keyText, this.write(value, indent + 4)], ']', indent + 2);
      this.late.push(`${this.#nameOf(id)}.set(${keyText}, ${this.#nameOf(value.id)});`);
      return `[${keyText}, undefined]`;
    });
    // TypeScript finds no type for entries of several kinds by itself.
    const isMixed = [0, 1].some((place) => new Set(entries.map((entry) => kindOf(entry[place]!))).size > 1);
    return `new Map${isMixed && this.#options.typescript ? '<any, any>' : ''}(${bracketed('[', pairs, ']', indent)})`;
  }

  #plainOrInstance({ id, className, entries }: Thing<'object'>, indent: number): string {
    const plain = this.#entries(id, entries, indent);
    if (className === null) return plain;
    if (className === '') return entries.length === 0 ? 'Object.create(null)' : `Object.assign(Object.create(null), ${plain})`;
    const imported = this.#options.classNamed(className);
    if (imported === null) throw new NotWritable(`an instance of ${className}, which its file neither exports nor imports`);
    const made = `Object.create(${imported}.prototype)`;
    return entries.length === 0 ? made : `Object.assign(${made}, ${plain})`;
  }

  #entries(id: number, entries: readonly RecordedEntry[], indent: number): string {
    const parts = entries.map(([key, value]) => {
      // Written plainly it would set the prototype.
      const name = key === '__proto__' ? `['__proto__']` : IDENTIFIER.test(key) ? key : quoted(key);
      if (!this.#isOpen(value)) return `${name}: ${this.write(value, indent + 2)}`;
      this.late.push(`${this.#nameOf(id)}[${quoted(key)}] = ${this.#nameOf(value.id)};`);
      return `${name}: undefined`;
    });
    return parts.length === 0 ? '{}' : bracketed('{ ', parts, ' }', indent);
  }
}

const kindOf = (value: RecordedValue): string => (typeof value === 'object' && value !== null ? value.kind : typeof value);

/** On one line where it fits, else one part to a line; short parts share lines. */
function bracketed(open: string, parts: readonly string[], close: string, indent: number, endsWithHole = false): string {
  const inline = `${open}${parts.join(', ')}${endsWithHole ? ',' : ''}${close}`;
  if (inline.length + indent <= WIDTH && !inline.includes('\n')) return inline;
  const space = ' '.repeat(indent + 2);
  const isShort = open === '[' && parts.every((part) => part.length <= 24);
  const lines = isShort ? filled(parts, WIDTH - indent - 2) : parts;
  return `${open.trim()}\n${lines.map((line) => `${space}${line},\n`).join('')}${' '.repeat(indent)}${close.trim()}`;
}

function filled(parts: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + part.length + 3 <= width) lines[lines.length - 1] = `${line}, ${part}`;
    else lines.push(part);
  }
  return lines;
}

/** Text as a literal, in the quotes that need no escapes: what could end it, or a line, is escaped. */
export function quoted(text: string): string {
  const json = JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
  if (text.includes("'") && !text.includes('"')) return json;
  return `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

function bytesText({ type, base64 }: Thing<'bytes'>): string {
  const buffer = `Buffer.from('${base64}', 'base64')`;
  if (type === 'Buffer') return buffer;
  if (type === 'Uint8Array') return `new Uint8Array(${buffer})`;
  const whole = `new Uint8Array(${buffer}).buffer`;
  return type === 'ArrayBuffer' ? whole : `new ${type}(${whole})`;
}
