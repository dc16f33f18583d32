import { ts } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { mostLength } from '../../facts/lengths.ts';
import { isNewList } from '../../facts/lists.ts';
import type { Variable } from '../../facts/names.ts';
import { contains, inlineFunction, methodCall, nodesIn, onlyResult, parameterName, type MethodCall } from '../../facts/shapes.ts';
import { costOfKey } from '../../facts/sortKeys.ts';
import { losesComment } from '../../facts/writing.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

/** Lists of up to so many are sorted with as many comparisons as keys. */
const FEW = 3;

export const decorateSortKey: Rule = {
  id: 'decorate-sort-key',
  category: 'cpu',
  gate: 'always',
  title: 'Keys computed in each comparison',
  costs: ['date', 'case', 'pattern', 'split', 'json'],
  docs: {
    why: 'A list of n elements is sorted with about n · log₂ n comparisons, and each computes the keys of both sides again: for 1,000 elements some 20,000 times instead of 1,000 times.',
    before: 'const newest = posts.toSorted((a, b) => Date.parse(b.date) - Date.parse(a.date));',
    after:
      'const newest = posts\n  .map((post) => ({ post, time: Date.parse(post.date) }))\n  .sort((a, b) => b.time - a.time)\n  .map(({ post }) => post);',
    silent: [
      'The key is a property, or made by something that is not known to take long.',
      'The key is only computed where the elements are the same by another one.',
      'The list has three elements at the most.',
    ],
    beware: 'The keys need memory while the list is sorted. A list that is sorted in place stays as it is if only the new one is sorted.',
    peers: [],
  },
  check(file, report) {
    return {
      CallExpression(call) {
        const method = methodCall(call);
        if (!method || (method.name !== 'sort' && method.name !== 'toSorted') || method.args.length !== 1) return;
        const fn = inlineFunction(method.args[0]);
        if (!fn || fn.parameters.length !== 2) return;
        const sides = fn.parameters.map((parameter) => variablesOf(parameter.name, file));
        const costly = costlyKeys(fn, file);
        const names = (node: ts.Node, side: number) => sides[side]!.some((each) => mentions(node, each));
        const ofSide = (side: number) => costly.find(({ node }) => names(node, side) && !names(node, 1 - side));
        const [left, right] = [ofSide(0), ofSide(1)];
        if (!left || !right || left.cost !== right.cost || isFew(method, file)) return;
        report({
          node: left.node,
          cost: left.cost,
          message: `\`${left.name}\` is computed for both sides in each comparison of \`${method.name}\`, again and again for the same elements`,
          fixes: fixOf(method, fn, file),
        });
      },
    };
  },
};

function isFew({ receiver }: MethodCall, { names }: FileFacts): boolean {
  const most = mostLength(receiver, names);
  return most !== null && most <= FEW;
}

function variablesOf(name: ts.BindingName, file: FileFacts): Variable[] {
  if (ts.isIdentifier(name)) return [file.names.variableOf(name)].filter((variable) => variable !== null);
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? variablesOf(element.name, file) : []));
}

const mentions = (node: ts.Node, { references }: Variable): boolean => references.some(({ identifier }) => contains(node, identifier));

interface CostlyKey {
  readonly node: ts.Expression;
  readonly name: string;
  readonly cost: string;
}

/** What takes long in a comparison and is computed each time: not only where another comparison came out even. */
function costlyKeys(fn: ts.ArrowFunction | ts.FunctionExpression, file: FileFacts): CostlyKey[] {
  const found: CostlyKey[] = [];
  for (const part of alwaysRun(fn.body)) {
    for (const node of nodesIn(part, isSometimes)) {
      const key = ts.isExpression(node) ? costOfKey(node, file) : null;
      if (key) found.push({ node: node as ts.Expression, ...key });
    }
  }
  return found;
}

/** The statements up to the first one that may end the comparison, of which the condition. */
function alwaysRun(body: ts.ConciseBody): ts.Node[] {
  if (!ts.isBlock(body)) return [body];
  const parts: ts.Node[] = [];
  for (const statement of body.statements) {
    if (ts.isIfStatement(statement)) {
      // What follows may be only for those that are the same so far.
      parts.push(statement.expression);
      return parts;
    }
    if (ts.isSwitchStatement(statement) || ts.isIterationStatement(statement, false) || ts.isTryStatement(statement)) return parts;
    parts.push(statement);
  }
  return parts;
}

/** Whether a part of an expression is not computed each time. */
function isSometimes(node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return true;
  const { parent } = node;
  if (ts.isConditionalExpression(parent)) return node !== parent.condition;
  if (!ts.isBinaryExpression(parent) || node !== parent.right) return false;
  const { kind } = parent.operatorToken;
  return (
    kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.QuestionQuestionToken
  );
}

/** For a list of its own, whose elements are compared by one key that is written the same for both sides. */
function fixOf(method: MethodCall, fn: ts.ArrowFunction | ts.FunctionExpression, file: FileFacts): ProposedFix[] {
  const { source, names } = file;
  const [first, second] = fn.parameters.map((parameter) => parameterName(parameter));
  const result = onlyResult(fn);
  const isOwn = method.name === 'toSorted' || isNewList(method.receiver, file);
  if (!first || !second || !result || !isOwn || method.isOptional || fn.parameters.some(({ type }) => type)) return [];
  const [a, b] = [names.variableOf(first), names.variableOf(second)];
  const key = a && onlyKey(a, b, result);
  const other = b && onlyKey(b, a, result);
  if (!key || !other || !isSameBut(key, first.text, other, second.text, source)) return [];
  if (losesComment(method.call, [method.receiver, key, other], source)) return [];
  const left = key.pos < other.pos ? key : other;
  const right = left === key ? other : key;
  const nameOf = (each: ts.Expression) => `${each === key ? first.text : second.text}.key`;
  const compared =
    source.text.slice(result.getStart(source), left.getStart(source)) +
    nameOf(left) +
    source.text.slice(left.end, right.getStart(source)) +
    nameOf(right) +
    source.text.slice(right.end, result.end);
  const decorated = `.map((${first.text}) => ({ value: ${first.text}, key: ${file.textOf(key)} }))`;
  const sorted = `.sort((${first.text}, ${second.text}) => ${compared})`;
  return [
    {
      title: 'Compute each key once',
      kind: 'suggestion',
      edits: [{ start: method.receiver.end, end: method.call.end, text: `${decorated}${sorted}.map(({ value }) => value)` }],
    },
  ];
}

/** The largest expression that is made of one side alone, and is all that the comparison takes of it. */
function onlyKey(side: Variable, other: Variable | null, result: ts.Expression): ts.Expression | null {
  const [reference, ...others] = side.references;
  if (!reference || others.length > 0) return null;
  let at: ts.Expression = reference.identifier;
  while (at !== result) {
    const next = wider(at);
    if (!next || (other && mentions(next, other)) || !contains(result, next)) break;
    at = next;
  }
  return at === reference.identifier ? null : at;
}

/** What an expression is a part of by computing on: a property or method of it, a call that it is given to. */
function wider(node: ts.Expression): ts.Expression | null {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) {
    const { parent: call } = parent;
    return ts.isCallExpression(call) && call.expression === parent ? call : parent;
  }
  if (ts.isElementAccessExpression(parent) || ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent)) return parent;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent;
  if (ts.isPrefixUnaryExpression(parent)) return parent;
  return null;
}

/** Whether two expressions are the same but for a name. */
function isSameBut(a: ts.Node, nameOfA: string, b: ts.Node, nameOfB: string, source: ts.SourceFile): boolean {
  if (a.kind !== b.kind) return false;
  const [left, right]: [ts.Node[], ts.Node[]] = [[], []];
  ts.forEachChild(a, (child) => void left.push(child));
  ts.forEachChild(b, (child) => void right.push(child));
  if (left.length !== right.length) return false;
  if (left.length > 0) return left.every((child, index) => isSameBut(child, nameOfA, right[index]!, nameOfB, source));
  const [textOfA, textOfB] = [a.getText(source), b.getText(source)];
  return ts.isIdentifier(a) && textOfA === nameOfA ? textOfB === nameOfB : textOfA === textOfB;
}
