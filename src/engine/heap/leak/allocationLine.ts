import { parseSource, positionAt, ts } from '../../syntax/index.ts';

/** What is looked for in a function: an object that it makes. */
export interface MadeObject {
  /** The constructor, or `Object`, `Array`, what literals make. */
  readonly name: string;
  /** The function that it calls, in which the object is made; empty where it makes it itself. */
  readonly through: string;
}

/**
 * The line on which a function makes an object, for V8 knows functions only. Null where no place does, or several on different lines.
 * @param line of where the function begins, and `column`, from 1
 */
export function allocationLine(
  text: string,
  file: string,
  { line, column }: { readonly line: number; readonly column: number },
  made: MadeObject,
): { readonly line: number; readonly column: number } | null {
  const source = parseSource(file, text);
  const starts = source.getLineStarts();
  if (line < 1 || line > starts.length) return null;
  const around = functionAround(source, starts[line - 1]! + Math.max(0, column - 1), source);
  if (!around) return null;
  const places: number[] = [];
  const visit = (node: ts.Node): void => {
    if (makes(node, made)) places.push(node.getStart(source));
    if (!ts.isFunctionLike(node) && !ts.isClassLike(node)) ts.forEachChild(node, visit);
  };
  ts.forEachChild(around, visit);
  const [first, ...others] = places.map((offset) => positionAt(source, offset));
  return first && others.every((other) => other.line === first.line) ? first : null;
}

/** The innermost function around an offset; the file itself where that is in none. */
function functionAround(source: ts.SourceFile, offset: number, within: ts.Node): ts.Node | null {
  let found: ts.Node | null = ts.isFunctionLike(within) || ts.isSourceFile(within) ? within : null;
  ts.forEachChild(within, (child) => {
    if (child.getStart(source) <= offset && offset < child.end) found = functionAround(source, offset, child) ?? found;
  });
  return found;
}

function makes(node: ts.Node, { name, through }: MadeObject): boolean {
  if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
    const called = lastName(node.expression);
    return called !== '' && (through === '' ? ts.isNewExpression(node) && called === name : called === through);
  }
  if (through !== '') return false;
  if (name === 'Object') return ts.isObjectLiteralExpression(node);
  if (name === 'Array') return ts.isArrayLiteralExpression(node);
  return name === 'RegExp' && node.kind === ts.SyntaxKind.RegularExpressionLiteral;
}

/** `put` of `this.cache.put`. */
function lastName(expression: ts.Expression): string {
  if (ts.isIdentifier(expression)) return expression.text;
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : '';
}
