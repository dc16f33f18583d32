import type { BenchApi, BenchMode } from '../../model/benchmark.ts';
import type { ts } from '../syntax/index.ts';

/** What a call of a library's function does to the tree of benchmarks. */
export type Role =
  | 'group'
  | 'benchmark'
  /** Leaves no trace in the tree: mitata's `summary`, `boxplot` and the like. */
  | 'wrapper'
  /** vitest 5: a group whose callback may take the `bench` fixture. */
  | 'test'
  /** vitest 5: the `bench` fixture. */
  | 'fixture';

/** A function of a known library, with the modifiers that were chained to it. */
export interface Callee {
  readonly kind: 'callee';
  readonly api: BenchApi;
  readonly role: Role;
  readonly mode: BenchMode;
  /** True after `.each(…)` and `.for(…)`: the call registers as many entries as there are cases. */
  readonly many: boolean;
  /** Which parameter of a test's callback is the test context; null when none is. */
  readonly contextParameter: number | null;
  /** The test that a fixture belongs to. */
  readonly owner: GroupDraft | null;
}

/** A modifier that is complete only after a call of its own: `describe.skipIf(condition)('name', …)`. */
export interface ModifierCall {
  readonly kind: 'modifier';
  readonly name: 'each' | 'for' | 'skipIf' | 'runIf' | 'extend';
  readonly callee: Callee;
}

/** What can be known of an expression without executing it. */
export type Value =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'module'; readonly api: BenchApi }
  | Callee
  | ModifierCall
  /** tinybench's `Bench`. */
  | { readonly kind: 'bench-class' }
  | Instance
  /** What a chained call goes on with: mitata's `.args(…)`, vitest 5's `.run()`. */
  | { readonly kind: 'registration'; readonly api: BenchApi; readonly draft: BenchmarkDraft }
  /** vitest's test context. */
  | { readonly kind: 'test-context'; readonly owner: GroupDraft }
  | LocalFunction;

/** A `new Bench(…)`; `draft` is null when it has no name and its tasks hang where it was made. */
export interface Instance {
  readonly kind: 'instance';
  readonly draft: GroupDraft | null;
  readonly context: Context;
}

export interface LocalFunction {
  readonly kind: 'function';
  /** What it is called by; null for a function that is written where it is used. */
  readonly name: string | null;
  readonly node: FunctionNode;
  readonly scope: Scope;
}

export type FunctionNode = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction;

export const UNKNOWN: Value = { kind: 'unknown' };

/** Where the reading is: what names mean here, and what a registration here would hang under. */
export interface Context {
  readonly scope: Scope;
  readonly group: GroupDraft;
  /** True inside loops and functions that run an unknown number of times. */
  readonly dynamic: boolean;
  readonly mode: BenchMode;
}

/** What one name stands for. */
export interface Binding {
  /** What the names in the initializer mean. */
  readonly scope: Scope;
  /** A function or class declared under this name. */
  readonly declaration: ts.FunctionDeclaration | ts.ClassDeclaration | null;
  readonly initializer: ts.Expression | null;
  /** What is known without an initializer: imports, the test context. */
  readonly base: Value | null;
  /** The part of the initializer or base that a destructuring pattern took, outermost first. */
  readonly keys: readonly string[];
  /** False where the name may be assigned again. */
  readonly constant: boolean;
  /** The type of a parameter or variable, where one is written. */
  readonly type: ts.TypeNode | null;
  /** Kept once it was found; `resolving` guards against names that are defined by each other. */
  value: Value | 'resolving' | null;
}

export interface Scope {
  readonly parent: Scope | null;
  readonly frame: Frame;
  readonly bindings: Map<string, Binding>;
}

/** One reading of the code: the file's, or that of a shared function only for what it returns. */
export interface Frame {
  /** Values of calls that were read, so that each registers once however often its value is asked for. */
  readonly calls: Map<ts.Node, Value>;
  /** The call whose result is computed; null in the reading of the file. Nothing registers while it is. */
  readonly resultOf: ts.CallExpression | null;
}

/** A name as far as the source tells; unknown parts read `…`. */
export interface Text {
  readonly text: string;
  readonly complete: boolean;
}

interface DraftBase {
  name: Text;
  dynamic: boolean;
  readonly mode: BenchMode;
  /** Offsets in the text. */
  readonly start: number;
  end: number;
}

export interface BenchmarkDraft extends DraftBase {
  readonly kind: 'benchmark';
  readonly api: BenchApi;
}

export interface GroupDraft extends DraftBase {
  readonly kind: 'group';
  readonly children: Draft[];
  /** Shown without children too: what it registers is known only after a run. */
  keep: boolean;
}

export type Draft = BenchmarkDraft | GroupDraft;

/** What holds inside, from what holds outside and what the call itself says. */
export function innerMode(outer: BenchMode, own: BenchMode): BenchMode {
  return (['skip', 'todo', 'only'] as const).find((mode) => mode === outer || mode === own) ?? 'run';
}
