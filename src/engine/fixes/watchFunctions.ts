import type { SourceRange } from '../../model/benchmark.ts';
import { parseSource, ts } from '../syntax/index.ts';

/** A function by its name, with those of the classes and functions around it, and its place among those of that name. */
export interface WatchedFunction {
  readonly name: string;
  readonly ordinal: number;
}

/** A text whose functions tell of their calls, and whose places tell that they are come to. Its lines are those of the source. */
export interface WatchedText {
  readonly text: string;
  /** That tell of their calls. */
  readonly functions: readonly WatchedFunction[];
  /** How many of the places are in a function, and tell so; what is outside runs when the file is loaded. */
  readonly places: number;
}

interface Insertion {
  readonly at: number;
  readonly text: string;
}

type FunctionNode = ts.FunctionLikeDeclaration & { readonly body: ts.ConciseBody };

// What the functions call. Hoisted, so it may stand at the end, where it moves no line.
const HELPERS = [
  `function laptimeWitness(name, given) {`,
  `return globalThis[Symbol.for('laptime.witness')]?.call(name, given) ??`,
  `{ returned: (value) => value, threw: (error) => error, ended() {} }; }`,
  `globalThis[Symbol.for('laptime.watched')] = true;`,
  `function laptimeReached(place) { globalThis[Symbol.for('laptime.witness')]?.reached(place); }`,
].join(' ');

/** The functions around these places tell of their calls, and the places that they are come to. */
export function watchPlaces(file: string, text: string, ranges: readonly SourceRange[]): WatchedText {
  const source = parseSource(file, text, true);
  const named = namedFunctions(source);
  const nodes = ranges.map(({ startLine, startColumn }) => innermostAt(source, offsetOf(source, startLine, startColumn)));
  const found = new Set(nodes.map((node) => changedFunction(node)).filter((each) => each !== null));
  const functions = [...named].filter(([node]) => found.has(node));
  const marks = nodes.map((node, place) => reachedMark(source, node, place));
  return watched(source, functions, marks);
}

/** The same functions in another version of the file tell of their calls. */
export function watchFunctions(file: string, text: string, functions: readonly WatchedFunction[]): WatchedText {
  const source = parseSource(file, text, true);
  const isWanted = ({ name, ordinal }: WatchedFunction) => functions.some((each) => each.name === name && each.ordinal === ordinal);
  return watched(
    source,
    [...namedFunctions(source)].filter(([, known]) => isWanted(known)),
    [],
  );
}

function watched(
  source: ts.SourceFile,
  functions: readonly (readonly [FunctionNode, WatchedFunction])[],
  marks: readonly (readonly Insertion[])[],
): WatchedText {
  // A generator gives its values one by one, when somebody asks for them.
  const told = functions.filter(([node]) => !isGenerator(node));
  const wraps = told.map(([node, { name }]) => wrap(source, node, name));
  // Where two meet, what begins outside begins first, and what ends inside ends first.
  const insertions = [
    ...wraps.flatMap(({ opening }) => opening),
    ...marks.flatMap((mark) => mark.slice(0, 1)),
    ...wraps.flatMap(({ returns }) => returns),
    ...marks.flatMap((mark) => mark.slice(1)),
    ...wraps.toReversed().flatMap(({ closing }) => closing),
  ];
  const { text } = source;
  let [result, at] = ['', 0];
  for (const insertion of insertions.toSorted((a, b) => a.at - b.at)) {
    result += text.slice(at, insertion.at) + insertion.text;
    at = insertion.at;
  }
  return {
    text: `${result}${text.slice(at)}\n${HELPERS}\n`,
    functions: told.map(([, known]) => known),
    places: marks.filter((mark) => mark.length > 0).length,
  };
}

function wrap(source: ts.SourceFile, node: FunctionNode, name: string) {
  const given = [...(hasOwnThis(node) ? ['this'] : []), ...node.parameters.flatMap(({ name: each }) => boundNames(each))];
  const begin = `const laptimeCall = laptimeWitness(${JSON.stringify(name)}, [${given.filter((each, place) => place === 0 || each !== 'this').join(', ')}]); try {`;
  const end = '} catch (laptimeError) { throw laptimeCall.threw(laptimeError); } finally { laptimeCall.ended(); }';
  const { body } = node;
  if (!ts.isBlock(body)) {
    return {
      opening: [{ at: body.getStart(source), text: `{ ${begin} return laptimeCall.returned((` }],
      returns: [],
      closing: [{ at: body.end, text: `)); ${end} }` }],
    };
  }
  const returns: Insertion[] = [];
  const visit = (child: ts.Node): void => {
    if (ts.isFunctionLike(child) || ts.isClassLike(child)) return;
    if (ts.isReturnStatement(child) && child.expression) {
      returns.push({ at: child.expression.getStart(source), text: 'laptimeCall.returned((' }, { at: child.expression.end, text: '))' });
    }
    ts.forEachChild(child, visit);
  };
  ts.forEachChild(body, visit);
  const directives = body.statements.findLast(isDirective);
  return {
    opening: [{ at: directives?.end ?? body.getStart(source) + 1, text: ` ${begin} ` }],
    returns,
    closing: [{ at: body.end - 1, text: ` ${end} ` }],
  };
}

const isDirective = (statement: ts.Statement): boolean => ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);

const isGenerator = (node: FunctionNode): boolean => 'asteriskToken' in node && node.asteriskToken !== undefined;

/** Of a constructor there is none before it has called its parent's. */
const hasOwnThis = (node: FunctionNode): boolean =>
  ts.isMethodDeclaration(node) || ts.isGetAccessorDeclaration(node) || ts.isSetAccessorDeclaration(node);

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : boundNames(element.name)));
}

/** Every function with a body and a name, in the order of the source. */
function namedFunctions(source: ts.SourceFile): Map<FunctionNode, WatchedFunction> {
  const named = new Map<FunctionNode, WatchedFunction>();
  const counts = new Map<string, number>();
  const visit = (node: ts.Node, around: string): void => {
    let own = around;
    if (ts.isClassLike(node)) own = joined(around, node.name?.text ?? nameAround(node) ?? '');
    else if (isFunction(node)) {
      const name = nameOf(node);
      if (name !== null) {
        own = joined(around, name);
        const ordinal = (counts.get(own) ?? 0) + 1;
        counts.set(own, ordinal);
        named.set(node, { name: own, ordinal });
      }
    }
    ts.forEachChild(node, (child) => visit(child, own));
  };
  visit(source, '');
  return named;
}

const joined = (around: string, name: string): string => (around === '' ? name : `${around}.${name}`);

const isFunction = (node: ts.Node): node is FunctionNode => ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;

/** Null for what is only given to somebody: it belongs to the function around it. */
function nameOf(node: FunctionNode): string | null {
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  if (node.name) return node.name.getText();
  return nameAround(node);
}

function nameAround(node: ts.Node): string | null {
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) return parent.name.getText();
  if (ts.isExportAssignment(parent)) return 'default';
  if (ts.isBinaryExpression(parent) && parent.right === node) return parent.left.getText();
  return ts.isParenthesizedExpression(parent) ? nameAround(parent) : null;
}

function changedFunction(node: ts.Node): FunctionNode | null {
  for (let at: ts.Node | undefined = node; at; at = at.parent) if (isFunction(at) && nameOf(at) !== null) return at;
  return null;
}

/** What is put in so that the place tells when it is come to; nothing where that is when the file is loaded. */
function reachedMark(source: ts.SourceFile, node: ts.Node, place: number): Insertion[] {
  if (!isInFunction(node)) return [];
  const call = `laptimeReached(${place})`;
  for (let at = node; !ts.isSourceFile(at); at = at.parent) {
    const { parent } = at;
    if (ts.isBlock(at) && at.parent !== undefined && isFunction(parent)) return [{ at: afterDirectives(source, at), text: ` ${call};` }];
    if (isFunction(at)) {
      // In its parameters, or an arrow that is an expression.
      if (ts.isBlock(at.body)) return [{ at: afterDirectives(source, at.body), text: ` ${call};` }];
      return around(source, at.body, call);
    }
    if (ts.isPropertyDeclaration(at) && at.initializer) return around(source, at.initializer, call);
    if (ts.isArrowFunction(parent) && parent.body === at && !ts.isBlock(at)) return around(source, at, call);
    if (!ts.isStatement(at) || ts.isBlock(at)) continue;
    if (ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isModuleBlock(parent) || ts.isCaseOrDefaultClause(parent)) {
      return [{ at: at.getStart(source), text: `${call}; ` }];
    }
    return [
      { at: at.getStart(source), text: `{ ${call}; ` },
      { at: at.end, text: ' }' },
    ];
  }
  return [];
}

const around = (source: ts.SourceFile, node: ts.Node, call: string): Insertion[] => [
  { at: node.getStart(source), text: `(${call}, ` },
  { at: node.end, text: ')' },
];

const afterDirectives = (source: ts.SourceFile, block: ts.Block): number =>
  block.statements.findLast(isDirective)?.end ?? block.getStart(source) + 1;

function isInFunction(node: ts.Node): boolean {
  for (let at = node; !ts.isSourceFile(at); at = at.parent) if (isFunction(at) || ts.isPropertyDeclaration(at)) return true;
  return false;
}

/** Lines and columns of another text are cut to this one. */
function offsetOf(source: ts.SourceFile, line: number, column: number): number {
  const starts = source.getLineStarts();
  const start = starts[Math.min(line, starts.length) - 1] ?? 0;
  return Math.min(start + column - 1, source.text.length);
}

function innermostAt(source: ts.SourceFile, offset: number): ts.Node {
  let found: ts.Node = source;
  const visit = (node: ts.Node): void => {
    if (node.getStart(source) > offset || node.end < offset || (node.end === offset && node.getStart(source) < offset)) return;
    found = node;
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(source, visit);
  return found;
}
