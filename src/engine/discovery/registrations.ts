import type { BenchApi, BenchMode } from '../../model/benchmark.ts';
import { ts } from '../syntax/index.ts';
import { booleanOf, isFunctionExpression, nameOf, propertyOf, withoutTypes } from './constants.ts';
import {
  innerMode,
  UNKNOWN,
  type BenchmarkDraft,
  type Callee,
  type Context,
  type Draft,
  type GroupDraft,
  type Instance,
  type LocalFunction,
  type Scope,
  type Value,
} from './values.ts';

/** What a registration needs of the reading of the file. */
export interface Reader {
  readonly source: ts.SourceFile;
  readonly broken: boolean;
  /** The file itself. */
  readonly root: GroupDraft;
  evaluate(expression: ts.Expression, context: Context): Value;
  /** Reads the body of a function in place; `passed` are its first arguments. */
  enter(fn: LocalFunction, passed: readonly (Value | undefined)[], context: Context): Value;
  canEnter(fn: LocalFunction, context: Context): boolean;
  noteCaller(fn: LocalFunction, group: GroupDraft): void;
  noteRegistration(api: BenchApi): void;
}

/** `bench('name', fn)` of vitest, mitata and Laptime, and of vitest 5's fixture. */
export function registerBenchmark(callee: Callee, node: ts.CallExpression, context: Context, reader: Reader): Value {
  const [first, ...others] = node.arguments;
  if (!first) return UNKNOWN;
  const name = nameOf(first, context.scope, callee.api === 'mitata' ? 'anonymous' : '<anonymous>');
  const many = callee.many || (callee.api === 'laptime' && hasParameters(others, context.scope));
  const draft: BenchmarkDraft = {
    kind: 'benchmark',
    api: callee.api,
    name,
    dynamic: context.dynamic || many || !name.complete,
    mode: innerMode(context.mode, callee.mode),
    start: node.getStart(reader.source),
    end: node.end,
  };
  register(draft, context.group, reader);
  readWhereBroken(node.arguments, context, reader);
  return { kind: 'registration', api: callee.api, draft };
}

/** `describe`, `group`, `test` and what only wraps: `summary(() => …)`, `group(() => …)`. */
export function registerGroup(callee: Callee, node: ts.CallExpression, context: Context, reader: Reader): void {
  const [first] = node.arguments;
  if (!first) return;
  // mitata's groups need no name; vitest takes the name of a function that stands in the place of one.
  const named = callee.role !== 'wrapper' && (callee.api !== 'mitata' || reader.evaluate(first, context).kind !== 'function');
  const callback = callbackOf(named ? node.arguments.slice(1) : node.arguments, context, reader);
  if (!named) {
    readCallback(callback, callee, context, reader);
    return;
  }
  const name = nameOf(first, context.scope, '<anonymous>');
  const own = innerMode(callee.mode, writtenMode(node.arguments.slice(1), context.scope));
  const draft: GroupDraft = {
    kind: 'group',
    name,
    dynamic: context.dynamic || callee.many || !name.complete,
    mode: innerMode(context.mode, own),
    start: node.getStart(reader.source),
    end: node.end,
    children: [],
    keep: own === 'todo' && callee.role === 'group',
  };
  context.group.children.push(draft);
  readCallback(callback, callee, { ...context, group: draft, dynamic: draft.dynamic, mode: draft.mode }, reader);
}

/** `new Bench({ name })`: a group where it has a name. Groups of other libraries around it are no part of its path. */
export function makeInstance(node: ts.NewExpression, context: Context, reader: Reader): Instance {
  const own: Context = { ...context, group: reader.root, mode: 'run' };
  const written = propertyOf(node.arguments?.[0], 'name', context.scope);
  if (written === 'absent') return { kind: 'instance', draft: null, context: own };
  if (written === 'unknown') return { kind: 'instance', draft: null, context: { ...own, dynamic: true } };
  const name = nameOf(written.expression, written.scope, '');
  const at = context.scope.frame.resultOf ?? node;
  const draft: GroupDraft = {
    kind: 'group',
    name,
    dynamic: context.dynamic || !name.complete,
    mode: own.mode,
    start: at.getStart(reader.source),
    end: at.end,
    children: [],
    keep: false,
  };
  reader.root.children.push(draft);
  return { kind: 'instance', draft, context: own };
}

/** `bench.add('name', fn)`; other methods leave the tree as it is. Returns what a chained call goes on with. */
export function addTask(instance: Instance, method: ts.MemberName, node: ts.CallExpression, context: Context, reader: Reader): Value {
  const [first] = node.arguments;
  const mode: BenchMode | undefined = method.text === 'add' ? 'run' : method.text === 'todo' ? 'todo' : undefined;
  if (mode === undefined || !first || context.scope.frame.resultOf) return instance;
  const { draft: group, context: made } = instance;
  const name = nameOf(first, context.scope, '');
  const draft: BenchmarkDraft = {
    kind: 'benchmark',
    api: 'tinybench',
    name,
    dynamic: context.dynamic || made.dynamic || group?.dynamic === true || !name.complete,
    mode,
    // The call's own start is that of the whole chain: `new Bench().add(…).add(…)`.
    start: method.getStart(reader.source),
    end: node.end,
  };
  if (group) group.end = Math.max(group.end, node.end);
  register(draft, group ?? made.group, reader);
  readWhereBroken(node.arguments, context, reader);
  return instance;
}

/** `bench('sort $n', fn).range('n', 1, 100)` of mitata, `bench('A', fn).run()` of vitest 5. */
export function continueChain(
  registration: Value & { kind: 'registration' },
  method: string,
  node: ts.CallExpression,
  context: Context,
): Value {
  const { api, draft } = registration;
  const [first] = node.arguments;
  draft.end = Math.max(draft.end, node.end);
  if (api !== 'mitata') return UNKNOWN;
  if (method === 'args' || method === 'range' || method === 'dense_range') draft.dynamic = true;
  else if (method === 'name' && first) {
    draft.name = nameOf(first, context.scope, '');
    draft.dynamic ||= !draft.name.complete;
  }
  return registration;
}

function register(draft: BenchmarkDraft, group: GroupDraft, reader: Reader): void {
  const siblings: Draft[] = group.children;
  siblings.push(draft);
  reader.noteRegistration(draft.api);
}

/** An unclosed brace or quote puts the next benchmarks inside this one's function or arguments. */
function readWhereBroken(args: readonly ts.Expression[], context: Context, reader: Reader): void {
  if (!reader.broken) return;
  for (const argument of args) {
    const value = reader.evaluate(argument, context);
    if (value.kind === 'function' && value.name === null) reader.enter(value, [], context);
  }
}

/** A function of this file; `unseen` for one that is not; undefined where none is passed. */
type Callback = LocalFunction | 'unseen' | undefined;

function callbackOf(args: readonly ts.Expression[], context: Context, reader: Reader): Callback {
  const values = args.map((argument) => reader.evaluate(argument, context));
  const fn = values.find((value) => value.kind === 'function');
  if (fn) return fn;
  const unseen = args.some((argument) => {
    const node = withoutTypes(argument);
    return ts.isIdentifier(node) || ts.isPropertyAccessExpression(node) || ts.isCallExpression(node);
  });
  return unseen ? 'unseen' : undefined;
}

function readCallback(callback: Callback, callee: Callee, context: Context, reader: Reader): void {
  if (callback === undefined) return;
  // A test shows only with benchmarks in it, a group also while nothing is known of what it registers.
  if (callback === 'unseen') context.group.keep ||= callee.role === 'group';
  else if (reader.canEnter(callback, context)) reader.enter(callback, passedTo(callee, context.group), context);
  else reader.noteCaller(callback, context.group);
}

function passedTo({ role, contextParameter }: Callee, owner: GroupDraft): readonly (Value | undefined)[] {
  if (role !== 'test' || contextParameter === null) return [];
  return [...Array.from<undefined>({ length: contextParameter }), { kind: 'test-context', owner }];
}

/** Laptime's `{ parameters }`, before or behind the function. What may have some counts as having them. */
function hasParameters(args: readonly ts.Expression[], scope: Scope): boolean {
  const options = args.filter((argument) => !isFunctionExpression(withoutTypes(argument)));
  return options.some((argument) => {
    const written = propertyOf(argument, 'parameters', scope);
    // Of two unknown arguments one is the function; nothing can be told of the other.
    return typeof written === 'object' || (written === 'unknown' && options.length < args.length);
  });
}

/** vitest's `{ skip: true }` beside the callback. */
function writtenMode(args: readonly ts.Expression[], scope: Scope): BenchMode {
  const isTrue = (key: string) =>
    args.some((options) => {
      const written = propertyOf(options, key, scope);
      return typeof written === 'object' && booleanOf(written.expression, written.scope) === true;
    });
  return (['only', 'skip', 'todo'] as const).find(isTrue) ?? 'run';
}
