import { ts } from '../syntax/index.ts';
import { lookUp } from './scopes.ts';
import type { Binding, Scope, Text } from './values.ts';

const HOLE = '…';
/** Names that lead to names: more than anybody writes, and an end where they lead in a circle. */
const MAX_DEPTH = 8;

/** The text that an expression stands for: literals, templates and `+` over them, and constants of the file. */
function textOf(expression: ts.Expression, scope: Scope, depth = 0): Text {
  const node = withoutTypes(expression);
  if (ts.isTemplateExpression(node)) {
    return joined([
      written(node.head.text),
      ...node.templateSpans.flatMap((span) => [textOf(span.expression, scope, depth), written(span.literal.text)]),
    ]);
  }
  const constant = constantOf(node, scope, depth);
  if (constant !== undefined) return written(String(constant));
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    return joined([textOf(node.left, scope, depth), textOf(node.right, scope, depth)]);
  }
  const initializer = depth < MAX_DEPTH && ts.isIdentifier(node) ? constantInitializer(node, scope) : undefined;
  return initializer ? textOf(initializer.expression, initializer.scope, depth + 1) : { text: HOLE, complete: false };
}

const written = (text: string): Text => ({ text, complete: true });

/** Unknown parts in a row read as one. */
const joined = (parts: readonly Text[]): Text => ({
  text: parts.reduce(
    (before, { text, complete }) => before + (!complete && before.endsWith(HOLE) && text.startsWith(HOLE) ? text.slice(1) : text),
    '',
  ),
  complete: parts.every(({ complete }) => complete),
});

/**
 * The name of an entry, as vitest, mitata and tinybench make it: of a string, or of a function or class that is passed
 * in its place.
 */
export function nameOf(expression: ts.Expression, scope: Scope, anonymous: string): Text {
  const node = withoutTypes(expression);
  if (ts.isIdentifier(node)) {
    const name = functionName(node, scope);
    if (name !== undefined) return { text: name, complete: true };
    const text = textOf(node, scope);
    // An imported function shows its own name; what it is called where it comes from shows only in a run.
    return text.text === HOLE && /^[A-Z]/.test(node.text) && !/^[A-Z\d_]+$/.test(node.text) ? { text: node.text, complete: false } : text;
  }
  if (isFunctionExpression(node) || ts.isClassExpression(node)) return { text: node.name?.text ?? anonymous, complete: true };
  return textOf(node, scope);
}

/**
 * A property of an object literal, written in place or held by a constant: `absent` where there is none, `unknown` where
 * the source does not tell.
 */
export function propertyOf(expression: ts.Expression | undefined, key: string, scope: Scope, depth = 0): Written | 'absent' | 'unknown' {
  if (expression === undefined) return 'absent';
  const node = withoutTypes(expression);
  if (ts.isIdentifier(node)) {
    const initializer = depth < MAX_DEPTH ? constantInitializer(node, scope) : undefined;
    return initializer ? propertyOf(initializer.expression, key, initializer.scope, depth + 1) : 'unknown';
  }
  if (isFunctionExpression(node) || ts.isLiteralExpression(node)) return 'absent';
  if (!ts.isObjectLiteralExpression(node)) return 'unknown';
  for (const property of node.properties.toReversed()) {
    if (ts.isSpreadAssignment(property)) {
      const found = propertyOf(property.expression, key, scope, depth);
      if (found !== 'absent') return found;
    } else if (property.name && (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name)) && property.name.text === key) {
      if (ts.isPropertyAssignment(property)) return { expression: property.initializer, scope };
      return ts.isShorthandPropertyAssignment(property) ? { expression: property.name, scope } : 'unknown';
    }
  }
  return 'absent';
}

/** An expression and what the names in it mean. */
export interface Written {
  readonly expression: ts.Expression;
  readonly scope: Scope;
}

/** `true` or `false` where the source says so. */
export function booleanOf(expression: ts.Expression | undefined, scope: Scope): boolean | undefined {
  if (expression === undefined) return undefined;
  const node = withoutTypes(expression);
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
  const initializer = ts.isIdentifier(node) ? constantInitializer(node, scope) : undefined;
  return initializer && !ts.isIdentifier(initializer.expression) ? booleanOf(initializer.expression, initializer.scope) : undefined;
}

export function isFunctionExpression(node: ts.Node): node is ts.ArrowFunction | ts.FunctionExpression {
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node);
}

/** What is left of `(x as T)!` and `x satisfies T`. */
export function withoutTypes(expression: ts.Expression): ts.Expression {
  let node = expression;
  while (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isTypeAssertionExpression(node)
  ) {
    node = node.expression;
  }
  return node;
}

/** Names in it that lead further than `MAX_DEPTH` make it unknown. */
function constantOf(expression: ts.Expression, scope: Scope, depth: number): string | number | undefined {
  const node = withoutTypes(expression);
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isIdentifier(node)) {
    const initializer = depth < MAX_DEPTH ? constantInitializer(node, scope) : undefined;
    return initializer && constantOf(initializer.expression, initializer.scope, depth + 1);
  }
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'name' && ts.isIdentifier(node.expression)) {
    return functionName(node.expression, scope);
  }
  if (ts.isTemplateExpression(node)) {
    const text = textOf(node, scope, depth);
    return text.complete ? text.text : undefined;
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
    const operand = constantOf(node.operand, scope, depth);
    return typeof operand === 'number' ? -operand : undefined;
  }
  if (!ts.isBinaryExpression(node)) return undefined;
  const left = constantOf(node.left, scope, depth);
  const right = left === undefined ? undefined : constantOf(node.right, scope, depth);
  return left === undefined || right === undefined ? undefined : calculate(node.operatorToken.kind, left, right);
}

function calculate(operator: ts.SyntaxKind, left: string | number, right: string | number): string | number | undefined {
  if (typeof left === 'number' && typeof right === 'number') {
    if (operator === ts.SyntaxKind.PlusToken) return left + right;
    if (operator === ts.SyntaxKind.MinusToken) return left - right;
    if (operator === ts.SyntaxKind.AsteriskToken) return left * right;
    if (operator === ts.SyntaxKind.SlashToken) return left / right;
    if (operator === ts.SyntaxKind.AsteriskAsteriskToken) return left ** right;
    return undefined;
  }
  return operator === ts.SyntaxKind.PlusToken ? `${left}${right}` : undefined;
}

function constantInitializer(node: ts.Identifier, scope: Scope): Written | undefined {
  const binding = lookUp(scope, node.text);
  return binding?.constant && binding.initializer && binding.keys.length === 0
    ? { expression: withoutTypes(binding.initializer), scope: binding.scope }
    : undefined;
}

/** The `name` of a function or class that this file declares. */
function functionName(node: ts.Identifier, scope: Scope): string | undefined {
  const binding = lookUp(scope, node.text);
  if (!binding) return undefined;
  if (binding.declaration) return node.text;
  const initializer = writtenFunction(binding);
  return initializer && (initializer.name?.text ?? node.text);
}

function writtenFunction({
  constant,
  initializer,
  keys,
}: Binding): ts.FunctionExpression | ts.ArrowFunction | ts.ClassExpression | undefined {
  if (!constant || !initializer || keys.length > 0) return undefined;
  const node = withoutTypes(initializer);
  return isFunctionExpression(node) || ts.isClassExpression(node) ? node : undefined;
}
