import type { BenchApi } from '../../model/benchmark.ts';
import { ts } from '../syntax/index.ts';
import { booleanOf, isFunctionExpression, withoutTypes } from './constants.ts';
import { fileFacts } from './fileFacts.ts';
import { applyModifier, memberOfCallee, memberOfModule } from './libraries.ts';
import { addTask, continueChain, makeInstance, registerBenchmark, registerGroup, type Reader } from './registrations.ts';
import { blockScope, declareVariables, fileScope, importedApis, lookUp, moduleValue, parameterScope, type Argument } from './scopes.ts';
import {
  UNKNOWN,
  type Binding,
  type Callee,
  type Context,
  type FunctionNode,
  type GroupDraft,
  type LocalFunction,
  type Value,
} from './values.ts';

/** Functions that return what functions return, and such calls in a file: the ways through them multiply. */
const MAX_RESULTS_DEEP = 3;
const MAX_RESULTS = 1000;

export interface Drafts {
  readonly root: GroupDraft;
  /** The library of the first registration, else of the first import. */
  readonly api: BenchApi | undefined;
}

/**
 * Follows a file as execution would, as far as that needs no execution: blocks in order, callbacks of groups where they
 * are passed, functions of the file that are called once where they are called. Everything else that runs an unknown
 * number of times is read once, as dynamic.
 *
 * `broken` says that the file has syntax errors: a brace that is not closed yet puts what follows inside a
 * benchmark's function, so these are read too.
 */
export function readDrafts(source: ts.SourceFile, broken: boolean): Drafts {
  const facts = fileFacts(source);
  const imported = new Set<BenchApi>();
  let firstRegistered: BenchApi | undefined;
  let registrations = 0;
  const entered = new Set<FunctionNode>();
  const deferred: { readonly fn: LocalFunction; readonly context: Context }[] = [];
  /** Groups that call a function which is read elsewhere. */
  const callers = new Map<FunctionNode, Set<GroupDraft>>();
  /** Functions whose results are being computed. */
  const resulting = new Set<FunctionNode>();
  let results = 0;

  const root: GroupDraft = {
    kind: 'group',
    name: { text: '', complete: true },
    dynamic: false,
    mode: 'run',
    start: 0,
    end: source.end,
    children: [],
    keep: true,
  };

  function visit(node: ts.Node, context: Context): void {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return;
    if (ts.isBlock(node) || ts.isModuleBlock(node) || ts.isCaseOrDefaultClause(node)) visitBlock(node.statements, context);
    else if (isLoop(node)) visitLoop(node, context);
    else if (ts.isFunctionDeclaration(node)) {
      deferred.push({ fn: { kind: 'function', name: node.name?.text ?? null, node, scope: context.scope }, context });
    } else if (ts.isVariableDeclaration(node)) visitVariable(node, context);
    else if (ts.isExpression(node)) {
      const value = evaluate(node, context);
      if (value.kind === 'function' && isFunctionExpression(withoutTypes(node))) enterUnknown(value, context);
    } else if (ts.isMethodDeclaration(node) || ts.isConstructorDeclaration(node) || ts.isGetAccessor(node) || ts.isSetAccessor(node)) {
      const scope = parameterScope(node.parameters, context.scope, []);
      if (node.body) visit(node.body, { ...context, scope, dynamic: true });
    } else ts.forEachChild(node, (child) => visit(child, context));
  }

  function visitBlock(statements: readonly ts.Statement[], context: Context): void {
    const inner = { ...context, scope: blockScope(statements, context.scope) };
    for (const statement of statements) visit(statement, inner);
  }

  function visitLoop(node: Loop, context: Context): void {
    const inner = { ...context, scope: blockScope([], context.scope), dynamic: true };
    const head = ts.isForStatement(node) || ts.isForOfStatement(node) || ts.isForInStatement(node) ? node.initializer : undefined;
    if (head && ts.isVariableDeclarationList(head)) {
      // The variable of a loop has another value in each turn: its name is known, its value is not.
      declareVariables(inner.scope, head);
      for (const [name, binding] of inner.scope.bindings) inner.scope.bindings.set(name, { ...binding, initializer: null, base: UNKNOWN });
    }
    ts.forEachChild(node, (child) => {
      if (child !== head) visit(child, inner);
    });
  }

  function visitVariable({ initializer, name }: ts.VariableDeclaration, context: Context): void {
    if (!initializer) return;
    const fn = withoutTypes(initializer);
    if (isFunctionExpression(fn) && ts.isIdentifier(name)) {
      deferred.push({ fn: { kind: 'function', name: name.text, node: fn, scope: context.scope }, context });
    } else visit(initializer, context);
  }

  function evaluate(expression: ts.Expression, context: Context): Value {
    const node = withoutTypes(expression);
    if (ts.isIdentifier(node)) return valueOfName(node.text, context);
    if (ts.isAwaitExpression(node) || ts.isVoidExpression(node)) return evaluate(node.expression, context);
    if (ts.isPropertyAccessExpression(node)) return memberOf(evaluate(node.expression, context), node.name.text);
    if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
      return memberOf(evaluate(node.expression, context), node.argumentExpression.text);
    }
    if (ts.isCallExpression(node) || ts.isTaggedTemplateExpression(node) || ts.isNewExpression(node)) return evaluateCall(node, context);
    if (isFunctionExpression(node)) return { kind: 'function', name: null, node, scope: context.scope };
    if (ts.isConditionalExpression(node)) {
      visit(node.condition, context);
      return either(evaluate(node.whenTrue, context), evaluate(node.whenFalse, context));
    }
    if (ts.isBinaryExpression(node)) {
      const left = node.operatorToken.kind === ts.SyntaxKind.EqualsToken ? UNKNOWN : evaluate(node.left, context);
      const right = evaluate(node.right, context);
      return right.kind === 'unknown' && node.operatorToken.kind !== ts.SyntaxKind.CommaToken ? left : right;
    }
    ts.forEachChild(node, (child) => visit(child, context));
    return UNKNOWN;
  }

  function valueOfName(name: string, context: Context): Value {
    const binding = lookUp(context.scope, name);
    if (binding) return valueOfBinding(name, binding, context);
    // Without an import these are vitest's globals, unless another library is at work here.
    return [...imported].every((api) => api === 'vitest') ? memberOfModule('vitest', name) : UNKNOWN;
  }

  function valueOfBinding(name: string, binding: Binding, context: Context): Value {
    if (binding.value === 'resolving') return UNKNOWN;
    if (binding.value) return binding.value;
    binding.value = 'resolving';
    let value = binding.keys.reduce<Value>(memberOf, baseOf(name, binding, context));
    if (value.kind === 'unknown' && binding.type) value = valueOfType(binding.type, context);
    binding.value = value;
    return value;
  }

  function baseOf(name: string, { base, declaration, initializer, scope, constant }: Binding, context: Context): Value {
    if (base) return base;
    if (declaration && ts.isFunctionDeclaration(declaration)) return { kind: 'function', name, node: declaration, scope };
    if (initializer) {
      const value = evaluate(initializer, { ...context, scope });
      return value.kind === 'function' && isFunctionExpression(withoutTypes(initializer)) ? { ...value, name } : value;
    }
    const assigned = constant ? undefined : facts.soleAssignment(name);
    return assigned ? evaluate(assigned, context) : UNKNOWN;
  }

  /** A parameter `bench: Bench` is one of tinybench's, whichever it is. */
  function valueOfType(type: ts.TypeNode, context: Context): Value {
    if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return UNKNOWN;
    const value = lookUp(context.scope, type.typeName.text) ? valueOfName(type.typeName.text, context) : UNKNOWN;
    return value.kind === 'bench-class' ? { kind: 'instance', draft: null, context: { ...context, group: root, mode: 'run' } } : UNKNOWN;
  }

  function memberOf(value: Value, name: string): Value {
    if (value.kind === 'module') return memberOfModule(value.api, name);
    if (value.kind === 'callee') return memberOfCallee(value, name);
    if (value.kind !== 'test-context' || name !== 'bench') return UNKNOWN;
    return { kind: 'callee', api: 'vitest', role: 'fixture', mode: 'run', many: false, contextParameter: null, owner: value.owner };
  }

  function evaluateCall(node: ts.CallExpression | ts.TaggedTemplateExpression | ts.NewExpression, context: Context): Value {
    const { calls } = context.scope.frame;
    const known = calls.get(node);
    if (known) return known;
    calls.set(node, UNKNOWN);
    const value = ts.isCallExpression(node)
      ? call(node, context)
      : ts.isNewExpression(node)
        ? construct(node, context)
        : tag(node, context);
    calls.set(node, value);
    return value;
  }

  function construct(node: ts.NewExpression, context: Context): Value {
    const value = evaluate(node.expression, context);
    visitAll(node.arguments ?? [], context);
    return value.kind === 'bench-class' ? makeInstance(node, context, reader) : UNKNOWN;
  }

  function tag(node: ts.TaggedTemplateExpression, context: Context): Value {
    const value = evaluate(node.tag, context);
    return value.kind === 'modifier' ? applyModifier(value, undefined) : UNKNOWN;
  }

  function call(node: ts.CallExpression, context: Context): Value {
    const module = calledModule(node, context);
    if (module) return module;
    if (ts.isPropertyAccessExpression(node.expression)) {
      const receiver = evaluate(node.expression.expression, context);
      const method = node.expression.name;
      if (receiver.kind === 'registration') return continueChain(receiver, method.text, node, context);
      if (receiver.kind === 'instance') return addTask(receiver, method, node, context, reader);
      // A stored result to compare with: there is nothing to measure.
      if (receiver.kind === 'callee' && receiver.role === 'fixture' && method.text === 'from') return UNKNOWN;
    }
    const callee = evaluate(node.expression, context);
    if (callee.kind === 'callee') return register(callee, node, context);
    if (callee.kind === 'function') return callFunction(callee, node, context);
    visitAll(node.arguments, context);
    if (callee.kind === 'modifier') return applyModifier(callee, booleanOf(node.arguments[0], context.scope));
    return passedThrough(node.arguments, context);
  }

  /** `require('tinybench')` and `import('tinybench')`. */
  function calledModule({ expression, arguments: [specifier] }: ts.CallExpression, context: Context): Value | undefined {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return undefined;
    const required = ts.isIdentifier(expression) && expression.text === 'require' && !lookUp(context.scope, 'require');
    if (!required && expression.kind !== ts.SyntaxKind.ImportKeyword) return undefined;
    const value = moduleValue(specifier.text);
    if (value.kind === 'module') imported.add(value.api);
    return value;
  }

  /** What an unknown function may do with what it is given: `withCodSpeed(bench)` returns it, a helper may register in it. */
  function passedThrough(args: readonly ts.Expression[], context: Context): Value {
    let result: Value = UNKNOWN;
    for (const argument of args) {
      const value =
        ts.isIdentifier(argument) || ts.isNewExpression(argument) || ts.isCallExpression(argument) ? evaluate(argument, context) : UNKNOWN;
      if (value.kind === 'instance' && result.kind === 'unknown') result = value;
      if (value.kind === 'callee' && value.owner) value.owner.keep = true;
    }
    return result;
  }

  function register(callee: Callee, node: ts.CallExpression, context: Context): Value {
    if (context.scope.frame.resultOf) return UNKNOWN;
    if (callee.role === 'benchmark' || callee.role === 'fixture') return registerBenchmark(callee, node, context, reader);
    registerGroup(callee, node, context, reader);
    return UNKNOWN;
  }

  function callFunction(fn: LocalFunction, node: ts.CallExpression, context: Context): Value {
    if (canEnter(fn, context)) {
      const passed = node.arguments.map((argument): Argument => ({ argument, scope: context.scope }));
      const value = enter(fn, passed, context);
      for (const argument of node.arguments) visitUnlessEntered(argument, context);
      return value;
    }
    noteCaller(fn, context.group);
    visitAll(node.arguments, context);
    const result = resultOf(fn, node, context);
    return result.kind === 'unknown' ? passedThrough(node.arguments, context) : result;
  }

  /** Reads a function whose place in the order of things is known. */
  function enter({ node, scope }: LocalFunction, passed: readonly (Value | Argument | undefined)[], context: Context): Value {
    entered.add(node);
    if (!node.body) return UNKNOWN;
    const inner = { ...context, scope: parameterScope(node.parameters, scope, passed) };
    if (!ts.isBlock(node.body)) return evaluate(node.body, inner);
    const bodyContext = { ...inner, scope: blockScope(node.body.statements, inner.scope) };
    for (const statement of node.body.statements) visit(statement, bodyContext);
    const returned = node.body.statements.findLast(ts.isReturnStatement)?.expression;
    return returned ? evaluate(returned, bodyContext) : UNKNOWN;
  }

  /** What a function returns that is called from several places: a `Bench` that it makes is another one for each call. */
  function resultOf({ node, scope }: LocalFunction, from: ts.CallExpression, context: Context): Value {
    // Only tinybench has something to return.
    if (!node.body || !imported.has('tinybench')) return UNKNOWN;
    if (resulting.has(node) || resulting.size >= MAX_RESULTS_DEEP || results >= MAX_RESULTS) return UNKNOWN;
    results += 1;
    resulting.add(node);
    const passed = from.arguments.map((argument): Argument => ({ argument, scope: context.scope }));
    const frame = { calls: new Map<ts.Node, Value>(), resultOf: context.scope.frame.resultOf ?? from };
    const inner = { ...context, scope: parameterScope(node.parameters, scope, passed, frame) };
    let value: Value = UNKNOWN;
    if (!ts.isBlock(node.body)) value = evaluate(node.body, inner);
    else {
      const returned = node.body.statements.findLast(ts.isReturnStatement)?.expression;
      if (returned) value = evaluate(returned, { ...inner, scope: blockScope(node.body.statements, inner.scope) });
    }
    resulting.delete(node);
    return value;
  }

  function enterUnknown(fn: LocalFunction, context: Context): void {
    if (!entered.has(fn.node) && !context.scope.frame.resultOf) enter(fn, [], { ...context, dynamic: true });
  }

  function visitUnlessEntered(argument: ts.Expression, context: Context): void {
    const fn = withoutTypes(argument);
    if (!isFunctionExpression(fn) || !entered.has(fn)) visit(argument, context);
  }

  function visitAll(nodes: readonly ts.Expression[], context: Context): void {
    for (const node of nodes) visit(node, context);
  }

  function noteCaller(fn: LocalFunction, group: GroupDraft): void {
    callers.set(fn.node, (callers.get(fn.node) ?? new Set()).add(group));
  }

  /** True for a function that runs once, here. */
  function canEnter({ name, node }: LocalFunction, context: Context): boolean {
    return (name === null || facts.uses(name) === 1) && !entered.has(node) && !context.scope.frame.resultOf;
  }

  const reader: Reader = {
    source,
    broken,
    root,
    evaluate,
    enter,
    canEnter,
    noteCaller,
    noteRegistration(api) {
      firstRegistered ??= api;
      registrations += 1;
    },
  };

  for (const api of importedApis(source.statements)) imported.add(api);
  const context: Context = {
    scope: fileScope(source.statements),
    group: root,
    dynamic: false,
    mode: 'run',
  };
  for (const statement of source.statements) visit(statement, context);
  // Reading one may find more of them.
  for (const { fn, context: declared } of deferred) {
    const before = registrations;
    enterUnknown(fn, declared);
    if (registrations > before) for (const group of callers.get(fn.node) ?? []) group.keep = true;
  }
  return { root, api: firstRegistered ?? imported.values().next().value };
}

/** Two ways that a condition may go: what is common to them. */
function either(a: Value, b: Value): Value {
  if (a.kind === 'callee' && b.kind === 'callee' && a.role === b.role) return { ...a, mode: a.mode === b.mode ? a.mode : 'run' };
  return a.kind === 'unknown' ? b : a;
}

type Loop = ts.ForStatement | ts.ForOfStatement | ts.ForInStatement | ts.WhileStatement | ts.DoStatement;

const isLoop = (node: ts.Node): node is Loop =>
  ts.isForStatement(node) || ts.isForOfStatement(node) || ts.isForInStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node);
