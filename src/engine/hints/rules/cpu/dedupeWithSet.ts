import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { isShortList, isShortLoop } from '../../facts/lengths.ts';
import { isDense } from '../../facts/lists.ts';
import { loopAround, type Loop } from '../../facts/loops.ts';
import { presenceTest, type PresenceTest } from '../../facts/presence.ts';
import { contains, inlineFunction, isSameText, methodCall, nodesIn, onlyResult, parameterName } from '../../facts/shapes.ts';
import { losesComment } from '../../facts/writing.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

/** Up to so many, looking through the list is as fast as a set. */
const FEW = 32;

export const dedupeWithSet: Rule = {
  id: 'dedupe-with-set',
  category: 'cpu',
  gate: 'always',
  title: 'Removing duplicates by searching the list',
  costs: ['filter', 'grow'],
  docs: {
    why: 'For each element the list is searched from its beginning: n elements take up to n²/2 comparisons. A set knows at once what it has.',
    before: 'const unique = ids.filter((id, index) => ids.indexOf(id) === index);',
    after: 'const unique = [...new Set(ids)];',
    silent: [
      'Elements are compared by a part of them, or by a function.',
      'The list has 32 elements at the most, or its name is one of short lists: searching those is as fast.',
      'What is not there yet is added outside of a loop, or the loop ends with enough of them.',
      'It may be no array: a typed array stays one when it is filtered.',
    ],
    beware: '`indexOf` never finds `NaN`, a set has it once; a set makes `0` of `-0`, and `undefined` of a hole.',
    peers: ['unicorn/prefer-set-has'],
  },
  check(file, report) {
    const { source, kinds, names } = file;
    const isFew = (list: ts.Expression) => isShortList(list, FEW, names);
    return {
      CallExpression(call) {
        const method = methodCall(call);
        if (method?.name !== 'filter' || method.args.length !== 1) return;
        const { receiver } = method;
        const search = firstOfItsKind(method.args[0]!, receiver, file);
        const kind = kinds.kindOf(receiver);
        if (!search || (kind !== 'array' && kind !== 'unknown') || isFew(receiver)) return;
        const isSafe = isSameInSet(kinds.elementKindOf(receiver)) && isDense(receiver, file);
        report({
          node: search,
          cost: 'filter',
          message: `\`${search.name.text}\` searches the list from its beginning for each of its elements`,
          fixes: ts.isOptionalChain(call) || beginsStatement(call, source) ? [] : filterFix(call, receiver, isSafe, file),
        });
      },
      IfStatement(statement) {
        const test = presenceTestIn(statement.expression, file);
        const added = test && additionTo(test.list, test.value, statement, test.isNegated, source);
        const loop = added && loopAround(statement);
        if (!test || !added || !loop || !isOutside(test.list, loop, file)) return;
        const kind = kinds.kindOf(test.list);
        if ((kind !== 'array' && kind !== 'unknown') || isFew(test.list) || isShortLoop(loop, FEW, names)) return;
        if (isLimited(test.list, loop, file) || (loop.over && isRest(loop.over, file))) return;
        report({
          node: test.search,
          cost: 'grow',
          message: `\`${file.textOf(test.search.expression).replaceAll('`', '')}\` looks through all that was gathered so far in each turn of the loop`,
          fixes: loopFix(statement, test, loop, file),
        });
      },
    };
  },
};

/** The search of `(x, i, all) => all.indexOf(x) === i`, where it is in the list that is filtered. */
function firstOfItsKind(test: ts.Expression, list: ts.Expression, { names, source }: FileFacts) {
  const fn = inlineFunction(test);
  const result = fn && onlyResult(fn);
  if (!fn || !result || !ts.isBinaryExpression(result)) return null;
  const { kind } = result.operatorToken;
  if (kind !== ts.SyntaxKind.EqualsEqualsEqualsToken && kind !== ts.SyntaxKind.EqualsEqualsToken) return null;
  const [element, index, whole] = fn.parameters.map((parameter) => {
    const name = parameterName(parameter);
    return name && names.variableOf(name);
  });
  if (!element || !index) return null;
  for (const [side, other] of [
    [result.left, result.right],
    [result.right, result.left],
  ] as const) {
    const search = methodCall(unwrapped(side));
    if (search?.name !== 'indexOf' || search.args.length !== 1 || search.isOptional) continue;
    const isOfElement = names.variableAt(search.args[0]!) === element && names.variableAt(other) === index;
    const searched = unwrapped(search.receiver);
    const isWhole = whole ? names.variableAt(searched) === whole : false;
    const isSameList = isWhole || (isPath(searched) && isSameText(source, searched, unwrapped(list)));
    const callee = unwrapped(search.call.expression);
    if (isOfElement && isSameList && ts.isPropertyAccessExpression(callee)) return callee;
  }
  return null;
}

/** A name, or parts of one: nothing that could be another list the second time. */
function isPath(expression: ts.Expression): boolean {
  const inner = unwrapped(expression);
  if (ts.isPropertyAccessExpression(inner)) return isPath(inner.expression);
  return ts.isIdentifier(inner) || inner.kind === ts.SyntaxKind.ThisKeyword;
}

/** Whether a set tells elements of a kind apart as `indexOf` does, and keeps them as they are. */
const isSameInSet = (kind: string): boolean => kind === 'string' || kind === 'boolean' || kind === 'bigint';

/** A line that begins with a bracket goes on with the one before, where no semicolon is between them. */
function beginsStatement(node: ts.Node, source: ts.SourceFile): boolean {
  let at = node;
  while (at.parent && at.parent.getStart(source) === node.getStart(source) && !ts.isStatement(at)) at = at.parent;
  return ts.isStatement(at);
}

function filterFix(call: ts.CallExpression, list: ts.Expression, isSafe: boolean, file: FileFacts): ProposedFix[] {
  if (losesComment(call, [list], file.source)) return [];
  const text = `[...new Set(${file.textOf(list)})]`;
  return [
    {
      title: 'Use a set',
      kind: isSafe ? 'safe' : 'suggestion',
      edits: [{ start: call.getStart(file.source), end: call.end, text }],
    },
  ];
}

/** The question of a condition, which may be one of several that must all hold: `id && !ids.includes(id)`. */
function presenceTestIn(condition: ts.Expression, file: FileFacts): PresenceTest | null {
  const inner = unwrapped(condition);
  if (!ts.isBinaryExpression(inner) || inner.operatorToken.kind !== ts.SyntaxKind.AmpersandAmpersandToken) return presenceTest(inner, file);
  const test = presenceTestIn(inner.right, file) ?? presenceTestIn(inner.left, file);
  // What is skipped only if more holds is not the same as what is there.
  return test?.isNegated ? test : null;
}

/** Whether a loop looks at how long the list has become, as it does where it ends with enough. */
function isLimited(list: ts.Expression, { node }: Loop, { names }: FileFacts): boolean {
  const variable = names.variableAt(list);
  return (
    variable?.references.some(({ identifier: { parent } }) => {
      const isLength = ts.isPropertyAccessExpression(parent) && parent.name.text === 'length';
      return isLength && contains(node, parent);
    }) ?? false
  );
}

/** What a function was given as so many arguments, which are few. */
function isRest(list: ts.Expression, { names }: FileFacts): boolean {
  const declaration = names.variableAt(list)?.declarations[0]?.parent;
  return declaration !== undefined && ts.isParameter(declaration) && declaration.dotDotDotToken !== undefined;
}

/** The call that puts a value into a list if it is not there: in the statement, or behind one that goes on without it. */
function additionTo(
  list: ts.Expression,
  value: ts.Expression,
  statement: ts.IfStatement,
  isAbsent: boolean,
  source: ts.SourceFile,
): ts.CallExpression | null {
  if (statement.elseStatement) return null;
  const then = statement.thenStatement;
  const candidates = isAbsent ? statementsOf(then) : isSkip(then) ? statementsBehind(statement) : [];
  for (const each of candidates) {
    const call = ts.isExpressionStatement(each) ? methodCall(unwrapped(each.expression)) : null;
    const isAddition = call?.name === 'push' && call.args.length === 1 && !call.isOptional;
    if (isAddition && isSameText(source, unwrapped(call.receiver), list) && isSameText(source, unwrapped(call.args[0]!), value))
      return call.call;
  }
  return null;
}

const statementsOf = (statement: ts.Statement): readonly ts.Statement[] => (ts.isBlock(statement) ? statement.statements : [statement]);

function isSkip(then: ts.Statement): boolean {
  const [only, ...others] = statementsOf(then);
  if (!only || others.length > 0) return false;
  return ts.isContinueStatement(only) || (ts.isReturnStatement(only) && !only.expression);
}

function statementsBehind(statement: ts.IfStatement): readonly ts.Statement[] {
  const { parent } = statement;
  return ts.isBlock(parent) ? parent.statements.slice(parent.statements.indexOf(statement) + 1) : [];
}

/** Whether the list is there before the loop begins, so that it grows with it. */
function isOutside(list: ts.Expression, loop: Loop, { names }: FileFacts): boolean {
  let at = list;
  while (ts.isPropertyAccessExpression(at)) at = unwrapped(at.expression);
  if (at.kind === ts.SyntaxKind.ThisKeyword) return true;
  const variable = ts.isIdentifier(at) ? names.variableOf(at) : null;
  if (!variable) return false;
  const isGathered = isAccumulator(variable.declarations[0]!, loop);
  return isGathered || !variable.declarations.some((each) => contains(loop.node, each));
}

/** The first parameter of what `reduce` calls. */
function isAccumulator(name: ts.Identifier, { node, body }: Loop): boolean {
  const method = methodCall(node);
  const fn = method && /^reduce(?:Right)?$/u.test(method.name) ? inlineFunction(method.args[0]) : null;
  return fn?.body === body && fn.parameters[0]?.name === name;
}

/** Where a list is declared empty, and the loop behind it does nothing but to fill it. */
function loopFix(statement: ts.IfStatement, { list, value, search }: PresenceTest, { node: loop }: Loop, file: FileFacts): ProposedFix[] {
  const { source, kinds } = file;
  if (!presenceTest(statement.expression, file)) return [];
  if (!ts.isForOfStatement(loop) || loop.awaitModifier || !ts.isVariableDeclarationList(loop.initializer)) return [];
  const item = loop.initializer.declarations[0]?.name;
  const isAll = loop.statement === statement || (ts.isBlock(loop.statement) && loop.statement.statements.length === 1);
  if (!isAll || !item || !ts.isIdentifier(item) || !ts.isIdentifier(value) || value.text !== item.text) return [];
  if (statementsOf(statement.thenStatement).length !== 1 || !ts.isIdentifier(list)) return [];
  const { parent } = loop;
  if (!ts.isBlock(parent) && !ts.isSourceFile(parent) && !ts.isModuleBlock(parent)) return [];
  const before = parent.statements[parent.statements.indexOf(loop) - 1];
  const declaration = before && ts.isVariableStatement(before) ? before.declarationList.declarations.at(-1) : undefined;
  const empty = declaration?.initializer;
  if (!declaration || !ts.isIdentifier(declaration.name) || declaration.name.text !== list.text) return [];
  if (!empty || !ts.isArrayLiteralExpression(empty) || empty.elements.length > 0) return [];
  const { expression: all } = loop;
  if ([...nodesIn(all)].some((each) => ts.isIdentifier(each) && each.text === list.text)) return [];
  const between = source.text.slice(before!.end, loop.getStart(source));
  if (between.trim() !== '' || losesComment(loop, [all], source)) return [];
  const kind = kinds.kindOf(all);
  const isKnown = kind === 'array' || kind === 'set' || kind === 'string';
  const elements = kind === 'string' ? 'string' : kinds.elementKindOf(all);
  const isSafe = isKnown && isSameInSet(elements) && search.arguments.length === 1;
  return [
    {
      title: 'Use a set',
      kind: isSafe ? 'safe' : 'suggestion',
      edits: [
        { start: empty.getStart(source), end: empty.end, text: `[...new Set(${file.textOf(all)})]` },
        { start: before!.end, end: loop.end, text: '' },
      ],
    },
  ];
}
