import { ts } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { functionAround } from '../../facts/shapes.ts';
import type { Rule } from '../../rule.ts';

/** Characters of code: less takes a few milliseconds, once. */
const LEAST_LENGTH = 200_000;

export const largeLiteral: Rule = {
  id: 'large-literal',
  category: 'startup',
  gate: 'always',
  title: 'Large data written as code',
  costs: ['entries'],
  docs: {
    why: 'An object or list of many entries is parsed as code, compiled and executed before the module is there. JSON has a smaller grammar, and its parser makes the same objects in one go.',
    before: "export const cities = [{ id: 1, name: 'Aachen' }, /* … 10,000 more */];",
    after: "import cities from './cities.json' with { type: 'json' };",
    silent: [
      'It has less than 200,000 characters.',
      'It holds anything but texts, numbers, `true`, `false`, `null`, lists and objects: functions, constants, spread.',
      'Types are taken from it (`as const`, `satisfies`), or it stands in a function.',
    ],
    beware: 'Bundlers take unused exports out of code, but nothing out of a JSON file. A key `__proto__` means something else in JSON.',
    peers: [],
  },
  check(file, report) {
    const { source } = file;
    if (source.text.length < LEAST_LENGTH) return {};
    const consider = (literal: ts.ArrayLiteralExpression | ts.ObjectLiteralExpression): void => {
      const { parent } = literal;
      // Of literals in literals the outermost one counts.
      if (literal.end - literal.pos < LEAST_LENGTH || isPart(parent) || ts.isAsExpression(parent) || ts.isSatisfiesExpression(parent))
        return;
      if (functionAround(literal) || !isData(literal)) return;
      const first = literal.getFirstToken(source) ?? literal;
      report({
        node: markOf(literal) ?? first,
        cost: 'entries',
        message: `${sizeText(literal, file)} of data are parsed and executed as code when the module is loaded`,
      });
    };
    return { ArrayLiteralExpression: consider, ObjectLiteralExpression: consider };
  },
};

const isPart = (node: ts.Node): boolean => ts.isArrayLiteralExpression(node) || ts.isPropertyAssignment(node);

/** The name of what is declared with it: the literal itself is hundreds of lines. */
const markOf = ({ parent }: ts.Node): ts.Node | null => (ts.isVariableDeclaration(parent) ? parent.name : null);

const sizeText = (literal: ts.Node, { source }: FileFacts): string => `${Math.round((literal.end - literal.getStart(source)) / 1000)} kB`;

/** Whether JSON has the same. */
function isData(node: ts.Expression): boolean {
  if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) return true;
  if (ts.isPrefixUnaryExpression(node)) return node.operator === ts.SyntaxKind.MinusToken && ts.isNumericLiteral(node.operand);
  if (ts.isArrayLiteralExpression(node)) return node.elements.every((each) => isData(each));
  if (ts.isObjectLiteralExpression(node))
    return node.properties.every((each) => ts.isPropertyAssignment(each) && isKey(each.name) && isData(each.initializer));
  return node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword || node.kind === ts.SyntaxKind.NullKeyword;
}

const isKey = (name: ts.PropertyName): boolean =>
  (ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isNumericLiteral(name)) && name.text !== '__proto__';
