import { ts } from '../../../syntax/index.ts';
import type { RuleCosts } from '../../cost.ts';

/** Files of the program itself, whose check both sides pay. */
const OWN_FILES = 20;

const ownText = (at: number): string => `
import { step0, type Options0 } from './packages';
interface Order { readonly id: number; readonly lines: readonly { readonly name: string; readonly price: number; readonly count: number }[] }
const totals = new Map<string, number>();
export function add${at}(orders: readonly Order[]) {
  const priced = orders.flatMap(({ id, lines }) => lines.map(({ name, price, count }) => ({ id, name, total: price * count })));
  for (const { name, total } of priced) totals.set(name, (totals.get(name) ?? 0) + total);
  return priced.filter(({ total }) => total > ${at}).reduce((all, { id, total }) => ({ ...all, [id]: total }), {} as Record<number, number>);
}
const options: Options0 = { name: 'order', limit: ${at}, on: (event) => void add${at}(event === 'start' ? [] : [{ id: 1, lines: [] }]) };
export const result${at}: string = step0(options).then;
export const names${at} = Object.entries(add${at}([])).toSorted(([a], [b]) => a.localeCompare(b)).map(([name, total]) => [name, total.toFixed(2)] as const);
`;

/** As packages declare what they have. */
const declarations = (at: number): string => `
export interface Options${at} { readonly name: string; readonly limit?: number; on(event: keyof Events${at}, ...rest: readonly unknown[]): void }
export interface Events${at} { start: [at: number]; end: [at: number, reason: Error]; data: [rows: readonly Row${at}[]] }
export interface Row${at} extends Record<string, unknown> { id: number; values: Map<string, readonly number[]> }
export type Named${at}<T extends Row${at}> = { [K in keyof T as T[K] extends number ? K : never]: T[K] };
export type Result${at}<T> = T extends { limit: infer L } ? { then: string; limit: L } : { then: string; rows: Named${at}<Row${at}> };
export declare class Base${at} { protected rows: Row${at}[]; add(row: Row${at}): this; find<K extends keyof Row${at}>(key: K): Row${at}[K] | undefined }
export declare class Source${at} extends Base${at} implements Iterable<Row${at}> { [Symbol.iterator](): Iterator<Row${at}>; find<K extends keyof Row${at}>(key: K): Row${at}[K] | undefined }
export declare function step${at}(options: Options${at}): Result${at}<Options${at}>;
export declare function step${at}(name: string, options: Options${at}): Result${at}<Options${at}>;
`;

/** Checks a program anew each time; what was read is kept. */
function checking(n: number, skipLibCheck: boolean): () => string[] {
  const numbers = Array.from({ length: n }, (_, at) => at);
  const own = Array.from({ length: OWN_FILES }, (_, at) => [`own${at}.ts`, ownText(at)] as const);
  const texts = new Map([
    ...own,
    ...numbers.map((at) => [`package${at}.d.ts`, declarations(at)] as const),
    ['packages.d.ts', numbers.map((at) => `export * from './package${at}';\n`).join('')],
  ]);
  const options: ts.CompilerOptions = { strict: true, noEmit: true, skipLibCheck, types: [], lib: ['lib.es2023.d.ts'] };
  const host = ts.createCompilerHost(options);
  const sources = new Map<string, ts.SourceFile | undefined>();
  const nameOf = (file: string): string => file.replace(/^.*\//u, '');
  const read: typeof host.getSourceFile = (file, target) => {
    if (!sources.has(file)) {
      const text = texts.get(nameOf(file)) ?? ts.sys.readFile(file);
      sources.set(file, text === undefined ? undefined : ts.createSourceFile(file, text, target));
    }
    return sources.get(file);
  };
  const all = {
    ...host,
    getSourceFile: read,
    fileExists: (file: string) => texts.has(nameOf(file)),
    readFile: (file: string) => texts.get(nameOf(file)),
  };
  return () => {
    const program = ts.createProgram(
      own.map(([name]) => name),
      options,
      all,
    );
    return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  };
}

export const costs: RuleCosts = {
  declarations: {
    unit: 'declaration files of packages',
    sizes: [1, 20, 100],
    prepare: (n) => ({ before: checking(n, false), after: checking(n, true) }),
  },
};
