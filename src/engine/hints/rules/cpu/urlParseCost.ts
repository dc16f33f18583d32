import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { type Variable } from '../../facts/names.ts';
import { isClassOf } from '../../facts/origins.ts';
import { functionAround } from '../../facts/shapes.ts';
import { losesComment, receiverText } from '../../facts/writing.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

export const urlParseCost: Rule = {
  id: 'url-parse-cost',
  category: 'cpu',
  gate: 'always',
  title: 'A URL parsed to be thrown away',
  costs: ['canParse', 'again'],
  docs: {
    why: '`new URL` takes a text apart and makes an object of it. Where it is not a URL, it makes an error with its stack as well, which takes many times as long: `URL.canParse` answers without either. For two parts of one URL it is enough to parse it once.',
    before:
      'function isUrl(text) {\n  try {\n    new URL(text);\n    return true;\n  } catch {\n    return false;\n  }\n}\n\nconst site = `${new URL(link).protocol}//${new URL(link).host}`;',
    after:
      'function isUrl(text) {\n  return URL.canParse(text);\n}\n\nconst { protocol, host } = new URL(link);\nconst site = `${protocol}//${host}`;',
    silent: [
      'The URL is used, or the error is.',
      'Something else in the same `try` may fail.',
      'The URL may be another one the second time, or the code of the first does not run before each time.',
      'One part is read of each of many URLs: to cut it out by hand is faster, and wrong for what others send.',
    ],
    beware: '`URL.canParse` needs Node 18.17 or a browser of 2023.',
    peers: ['unicorn/prefer-url-can-parse', 'e18e/prefer-url-canparse'],
  },
  check(file, report) {
    const { names } = file;
    /** URLs that are parsed for one part, by the variable that they are made of. */
    const parsed = new Map<Variable, ts.NewExpression[]>();
    return {
      TryStatement(node) {
        const test = testOf(node, file);
        if (!test) return;
        report({
          node: test.url,
          cost: 'canParse',
          message: '`new URL` makes an object, or an error with its stack, only to tell whether the text is a URL',
          fixes: fixFor(node, test, file),
        });
      },
      NewExpression(node) {
        if (!isClassOf(node.expression, 'URL', 'url', names) || !isPartRead(node)) return;
        const [text, ...others] = node.arguments ?? [];
        const variable = text && others.length === 0 ? names.variableAt(text) : null;
        // Of what never gets another value, each parsing gives the same.
        if (!variable || variable.references.some(({ writes }) => writes)) return;
        const before = parsed.get(variable) ?? [];
        parsed.set(variable, [...before, node]);
        if (!before.some((other) => functionAround(other) === functionAround(node) && runsBefore(other, node))) return;
        report({ node, cost: 'again', message: `\`new URL(${variable.name})\` parses again what was parsed before for another part` });
      },
    };
  },
};

interface UrlTest {
  readonly url: ts.NewExpression;
  /** What is given back for a URL, `true` by itself or an expression, and for what is none; null where nothing is. */
  readonly whenUrl: ts.Expression | 'true' | null;
  readonly whenNone: ts.Expression | null;
}

/** A `try` in which nothing but a URL can fail, that is not used. */
function testOf({ tryBlock, catchClause, finallyBlock }: ts.TryStatement, file: FileFacts): UrlTest | null {
  const [first, second, ...others] = tryBlock.statements;
  if (!first || others.length > 0 || finallyBlock || !catchClause || usesError(catchClause, file)) return null;
  // Nothing is done with the answer.
  if (catchClause.block.statements.length === 0 && !second) return null;
  const whenNone = onlyReturned(catchClause.block.statements);
  if (ts.isReturnStatement(first)) {
    const url = first.expression ? asBoolean(first.expression, file) : null;
    return url && whenNone && !second ? { url, whenUrl: 'true', whenNone } : null;
  }
  const url = ts.isExpressionStatement(first) ? newUrl(first.expression, file) : null;
  if (!url || (second && !cannotFail(second))) return null;
  return { url, whenUrl: second ? onlyReturned([second]) : null, whenNone };
}

const usesError = ({ variableDeclaration }: ts.CatchClause, { names }: FileFacts): boolean =>
  variableDeclaration !== undefined &&
  (!ts.isIdentifier(variableDeclaration.name) || (names.variableOf(variableDeclaration.name)?.references.length ?? 0) > 0);

/** `return x;`, where that is all there is. */
function onlyReturned([only, ...others]: readonly ts.Statement[]): ts.Expression | null {
  return only && others.length === 0 && ts.isReturnStatement(only) && only.expression ? only.expression : null;
}

/** `Boolean(new URL(text))` and `!!new URL(text)`. */
function asBoolean(expression: ts.Expression, file: FileFacts): ts.NewExpression | null {
  const inner = unwrapped(expression);
  const isCall = ts.isCallExpression(inner) && ts.isIdentifier(inner.expression) && inner.expression.text === 'Boolean';
  if (isCall) return inner.arguments[0] ? newUrl(inner.arguments[0], file) : null;
  const operand = ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken ? unwrapped(inner.operand) : null;
  const isTwice = operand && ts.isPrefixUnaryExpression(operand) && operand.operator === ts.SyntaxKind.ExclamationToken;
  return isTwice ? newUrl(operand.operand, file) : null;
}

/** `new URL(…)` of what can be read without any failure. */
function newUrl(expression: ts.Expression, file: FileFacts): ts.NewExpression | null {
  const inner = unwrapped(ts.isVoidExpression(expression) ? expression.expression : expression);
  if (!ts.isNewExpression(inner) || !isClassOf(inner.expression, 'URL', 'url', file.names)) return null;
  const given = inner.arguments ?? [];
  return given.length > 0 && given.length < 3 && given.every((each) => isPlain(each)) ? inner : null;
}

/** Names and literals. */
function isPlain(expression: ts.Expression): boolean {
  const inner = unwrapped(expression);
  if (ts.isTemplateExpression(inner)) return inner.templateSpans.every((span) => isPlain(span.expression));
  return ts.isIdentifier(inner) || isLiteral(inner);
}

function isLiteral({ kind }: ts.Expression): boolean {
  return (
    kind === ts.SyntaxKind.TrueKeyword ||
    kind === ts.SyntaxKind.FalseKeyword ||
    kind === ts.SyntaxKind.NullKeyword ||
    kind === ts.SyntaxKind.StringLiteral ||
    kind === ts.SyntaxKind.NoSubstitutionTemplateLiteral ||
    kind === ts.SyntaxKind.NumericLiteral
  );
}

/** `return true;` and `isUrl = true;`. */
function cannotFail(statement: ts.Statement): boolean {
  if (ts.isReturnStatement(statement)) return !statement.expression || isPlain(statement.expression);
  const set = ts.isExpressionStatement(statement) ? statement.expression : null;
  return (
    set !== null &&
    ts.isBinaryExpression(set) &&
    set.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isIdentifier(set.left) &&
    isPlain(set.right)
  );
}

function fixFor(node: ts.TryStatement, { url, whenUrl, whenNone }: UrlTest, file: FileFacts): ProposedFix[] {
  const { source, kinds, textOf } = file;
  const given = url.arguments ?? [];
  const call = `${textOf(url.expression)}.canParse(${given.map(textOf).join(', ')})`;
  const { block } = node.catchClause!;
  const [, second] = node.tryBlock.statements;
  const replaced = (text: string, ...kept: readonly ts.Node[]): ProposedFix[] => {
    // What is no text can fail in other ways, and those are not caught any more.
    const isText = given.every((each) => kinds.kindOf(each) === 'string');
    const edit = { start: node.getStart(source), end: node.end, text };
    const isLost = losesComment(node, [...given, ...kept], source);
    return isLost ? [] : [{ title: 'Use URL.canParse', kind: isText ? 'safe' : 'suggestion', edits: [edit] }];
  };
  if (whenUrl && whenNone) {
    const text = `return ${chosen(call, whenUrl, whenNone, file)};`;
    return whenUrl === 'true' ? replaced(text, whenNone) : replaced(text, whenUrl, whenNone);
  }
  // Where an `else` cannot be taken for theirs.
  if (!ts.isBlock(node.parent) && !ts.isSourceFile(node.parent)) return [];
  if (!second) return replaced(`if (!${call}) ${textOf(block)}`, block);
  return block.statements.length === 0 ? replaced(`if (${call}) ${textOf(second)}`, second) : [];
}

/** `isUrl`, `!isUrl` or `isUrl ? a : b`. */
function chosen(isUrl: string, whenUrl: ts.Expression | 'true', whenNone: ts.Expression, { source, textOf }: FileFacts): string {
  const yes = whenUrl === 'true' ? whenUrl : textOf(whenUrl);
  const no = textOf(whenNone);
  if (yes === 'true' && no === 'false') return isUrl;
  return yes === 'false' && no === 'true' ? `!${isUrl}` : `${isUrl} ? ${yes} : ${receiverText(whenNone, source)}`;
}

/** `new URL(text).host`. */
function isPartRead(node: ts.NewExpression): boolean {
  let at: ts.Expression = node;
  while (ts.isParenthesizedExpression(at.parent)) at = at.parent;
  return ts.isPropertyAccessExpression(at.parent) && at.parent.expression === at && /^(?:h|o|p|s|u)/u.test(at.parent.name.text);
}

/** Whether one node is run each time before another one of the same function is. */
function runsBefore(first: ts.Node, then: ts.Node): boolean {
  for (let [at, below]: [ts.Node, ts.Node] = [first.parent, first]; at; below = at, at = at.parent) {
    if (isChoice(at, below)) return false;
    if (at.pos <= then.pos && then.end <= at.end) return true;
  }
  return false;
}

/** Whether a part of a node is not always run with it. */
function isChoice(node: ts.Node, part: ts.Node): boolean {
  if (ts.isIfStatement(node) || ts.isWhileStatement(node)) return part !== node.expression;
  if (ts.isConditionalExpression(node)) return part !== node.condition;
  if (ts.isForOfStatement(node) || ts.isForInStatement(node)) return part !== node.expression;
  if (ts.isForStatement(node)) return part !== node.initializer;
  if (ts.isBinaryExpression(node))
    return part === node.right && /^(?:\|\||&&|\?\?)=?$/u.test(ts.tokenToString(node.operatorToken.kind) ?? '');
  return ts.isCaseOrDefaultClause(node) || ts.isCatchClause(node) || ts.isTryStatement(node) || ts.isFunctionLike(node);
}
