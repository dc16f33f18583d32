import { ts, unwrapped } from '../../syntax/index.ts';

/** A call of a method by its plain name: `receiver.name(...)`, also with `?.`. */
export interface MethodCall {
  readonly call: ts.CallExpression;
  readonly receiver: ts.Expression;
  readonly name: string;
  readonly nameNode: ts.MemberName;
  readonly args: ts.NodeArray<ts.Expression>;
  readonly isOptional: boolean;
}

export function methodCall(node: ts.Node | undefined): MethodCall | null {
  if (!node || !ts.isCallExpression(node)) return null;
  const callee = unwrapped(node.expression);
  if (!ts.isPropertyAccessExpression(callee)) return null;
  return {
    call: node,
    receiver: callee.expression,
    name: callee.name.text,
    nameNode: callee.name,
    args: node.arguments,
    isOptional: callee.questionDotToken !== undefined || node.questionDotToken !== undefined,
  };
}

export type FunctionWithBody = ts.FunctionLikeDeclaration & { readonly body: ts.ConciseBody };

/** A function as it is written where it is used. */
export function inlineFunction(node: ts.Node | undefined): ts.ArrowFunction | ts.FunctionExpression | null {
  const inner = node && ts.isExpression(node) ? unwrapped(node) : node;
  return inner && (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) ? inner : null;
}

/** What a function gives back where that is all it does: `x => x.y`, and `{ return x.y; }`. */
export function onlyResult({ body }: { readonly body: ts.ConciseBody }): ts.Expression | null {
  if (!ts.isBlock(body)) return unwrapped(body);
  const [only, ...others] = body.statements;
  return only && others.length === 0 && ts.isReturnStatement(only) && only.expression ? unwrapped(only.expression) : null;
}

/** The name of a parameter that is a plain one, without a default. */
export function parameterName(parameter: ts.ParameterDeclaration | undefined): ts.Identifier | null {
  return parameter && ts.isIdentifier(parameter.name) && !parameter.initializer && !parameter.dotDotDotToken ? parameter.name : null;
}

/** An expression with the parentheses around it and what only types say: what `unwrapped` takes away. */
export function wrapped(node: ts.Node): ts.Node {
  let at = node;
  while (
    ts.isParenthesizedExpression(at.parent) ||
    ts.isAsExpression(at.parent) ||
    ts.isNonNullExpression(at.parent) ||
    ts.isSatisfiesExpression(at.parent)
  )
    at = at.parent;
  return at;
}

/** The name that an expression ends with: of `socket` and `this.socket`, `socket`; nothing for what has none. */
export function lastName(expression: ts.Expression): string {
  const inner = unwrapped(expression);
  const name = ts.isPropertyAccessExpression(inner) ? inner.name : inner;
  if (ts.isIdentifier(name)) return name.text;
  return ts.isPrivateIdentifier(name) ? name.text.slice(1) : '';
}

/** The function around a node; null at the top level of a file. */
export function functionAround(node: ts.Node): FunctionWithBody | null {
  for (let at = node.parent; at; at = at.parent) if (ts.isFunctionLike(at) && 'body' in at && at.body) return at as FunctionWithBody;
  return null;
}

export function contains(outer: ts.Node, inner: ts.Node): boolean {
  return outer.pos <= inner.pos && inner.end <= outer.end;
}

/** Whether two expressions are the same words, whatever stands between them. Calls may have other results the second time. */
export function isSameText(source: ts.SourceFile, a: ts.Node, b: ts.Node): boolean {
  if (a.kind !== b.kind) return false;
  const [left, right]: [ts.Node[], ts.Node[]] = [[], []];
  ts.forEachChild(a, (child) => void left.push(child));
  ts.forEachChild(b, (child) => void right.push(child));
  if (left.length !== right.length) return false;
  if (left.length === 0) return a.getText(source) === b.getText(source);
  return left.every((child, index) => isSameText(source, child, right[index]!));
}

/** Every node below one, itself first, without what `isLeftOut` names. */
export function* nodesIn(node: ts.Node, isLeftOut: (node: ts.Node) => boolean = () => false): Generator<ts.Node> {
  // The next one is last. A generator that yields from itself would hand each node on through all levels above it.
  const waiting = [node];
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    if (isLeftOut(at)) continue;
    yield at;
    const first = waiting.length;
    ts.forEachChild(at, (child) => void waiting.push(child));
    for (let low = first, high = waiting.length - 1; low < high; low += 1, high -= 1)
      [waiting[low], waiting[high]] = [waiting[high]!, waiting[low]!];
  }
}

/** The statement that a node is part of. */
export function statementOf(node: ts.Node): ts.Statement | null {
  for (let at: ts.Node | undefined = node; at; at = at.parent) if (ts.isStatement(at) && !ts.isBlock(at)) return at;
  return null;
}

/** The statement of the file that a node is in. */
export function outermostStatement(node: ts.Node): ts.Statement {
  let at = node;
  while (!ts.isSourceFile(at.parent)) at = at.parent;
  return at as ts.Statement;
}

/** Whether the value of an expression is only asked whether it is one: in a condition, behind `!`, on a side of `&&`. */
export function isCondition(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent)) return isCondition(parent);
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent)) return parent.expression === node;
  if (ts.isForStatement(parent) || ts.isConditionalExpression(parent)) return parent.condition === node;
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.ExclamationToken;
  if (ts.isCallExpression(parent))
    return ts.isIdentifier(parent.expression) && parent.expression.text === 'Boolean' && parent.arguments.length === 1;
  if (!ts.isBinaryExpression(parent)) return false;
  const { kind } = parent.operatorToken;
  return (kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken) && isCondition(parent);
}

/** Whether a part of something is called, with the whole as `this`: `handlers[0]()`. */
export function isCalledOnOwner(part: ts.Expression): boolean {
  const { parent } = part;
  if (ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent)) return isCalledOnOwner(parent);
  return (ts.isCallExpression(parent) && parent.expression === part) || (ts.isTaggedTemplateExpression(parent) && parent.tag === part);
}
