import { ts, unwrapped } from '../../syntax/index.ts';
import { isTarget } from './changes.ts';
import { common, CLASSES, GLOBAL_CALLS, RESULTS, SAME, STATIC, type ValueKind } from './knownResults.ts';
import { callingLoop } from './loops.ts';
import { memberFinder } from './members.ts';
import { type Names, type Variable } from './names.ts';
import { methodCall, onlyResult } from './shapes.ts';
import { elementKindOfType, kindOfType, typeOf, writtenType } from './writtenTypes.ts';

/** Kinds of expressions and of their elements, found from literals, types that are written, and what is done to variables. */
export interface Kinds {
  kindOf(expression: ts.Expression): ValueKind;
  /** Of an array: what its elements are, where all are the same. */
  elementKindOf(expression: ts.Expression): ValueKind;
  /** The type that is written for a variable; null without one. */
  typeOf(variable: Variable): ts.TypeNode | null;
}

/** Deep enough for what people write, and an end for what refers to itself. */
const MOST_STEPS = 12;

export function kindsOf(names: Names): Kinds {
  const kindOfVariable = new Map<Variable, ValueKind>();
  const memberOf = memberFinder();

  function kindOf(expression: ts.Expression, steps = MOST_STEPS): ValueKind {
    if (steps === 0) return 'unknown';
    const typed = writtenType(expression);
    if (typed) return kindOfType(typed);
    const inner = unwrapped(expression);
    if (ts.isStringLiteralLike(inner) || ts.isTemplateExpression(inner) || ts.isTypeOfExpression(inner)) return 'string';
    if (ts.isNumericLiteral(inner)) return 'number';
    if (ts.isBigIntLiteral(inner)) return 'bigint';
    if (ts.isRegularExpressionLiteral(inner)) return 'regexp';
    if (ts.isArrayLiteralExpression(inner)) return 'array';
    if (ts.isObjectLiteralExpression(inner)) return 'object';
    if (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner) || ts.isClassExpression(inner)) return 'function';
    if (inner.kind === ts.SyntaxKind.TrueKeyword || inner.kind === ts.SyntaxKind.FalseKeyword) return 'boolean';
    if (ts.isIdentifier(inner)) return kindOfName(inner, steps);
    if (ts.isNewExpression(inner)) return classKind(inner.expression);
    if (ts.isCallExpression(inner)) return kindOfCall(inner, steps);
    if (ts.isConditionalExpression(inner)) return common(kindOf(inner.whenTrue, steps - 1), kindOf(inner.whenFalse, steps - 1));
    if (ts.isBinaryExpression(inner)) return kindOfBinary(inner, steps);
    if (ts.isPrefixUnaryExpression(inner)) return inner.operator === ts.SyntaxKind.ExclamationToken ? 'boolean' : kindOfSign(inner, steps);
    if (ts.isPropertyAccessExpression(inner)) return kindOfProperty(inner, steps);
    return 'unknown';
  }

  function kindOfProperty(access: ts.PropertyAccessExpression, steps: number): ValueKind {
    if (access.name.text === 'length') return 'number';
    const member = memberOf(access);
    if (member?.type) return kindOfType(member.type);
    return member?.initializer ? kindOf(member.initializer, steps - 1) : 'unknown';
  }

  function kindOfSign({ operator, operand }: ts.PrefixUnaryExpression, steps: number): ValueKind {
    return operator === ts.SyntaxKind.PlusToken || kindOf(operand, steps - 1) === 'number' ? 'number' : 'unknown';
  }

  function kindOfName(name: ts.Identifier, steps: number): ValueKind {
    const variable = names.variableOf(name);
    if (!variable) return 'unknown';
    const known = kindOfVariable.get(variable);
    if (known !== undefined) return known;
    // Until it is found, for those that lead back to it.
    kindOfVariable.set(variable, 'unknown');
    const kind = findKind(variable, steps - 1);
    // What ran out of steps may be found on a shorter way.
    if (kind === 'unknown' && steps < MOST_STEPS) kindOfVariable.delete(variable);
    else kindOfVariable.set(variable, kind);
    return kind;
  }

  function findKind(variable: Variable, steps: number): ValueKind {
    const type = typeOf(variable);
    if (type) return kindOfType(type);
    const [declaration, ...more] = variable.declarations;
    if (more.length > 0 || !declaration) return 'unknown';
    const { parent } = declaration;
    if (ts.isFunctionDeclaration(parent) || ts.isClassDeclaration(parent)) return 'function';
    if (ts.isParameter(parent)) return kindOfParameter(parent, variable, steps);
    if (ts.isBindingElement(parent)) return 'unknown';
    if (!ts.isVariableDeclaration(parent)) return 'unknown';
    const { parent: list } = parent;
    if (ts.isVariableDeclarationList(list) && ts.isForOfStatement(list.parent)) {
      const kind = elementKindOf(list.parent.expression, steps);
      return isAssigned(variable) ? 'unknown' : kind;
    }
    if (ts.isVariableDeclarationList(list) && ts.isForInStatement(list.parent)) return 'string';
    if (!parent.initializer) return assignedKind(variable, null, steps);
    return assignedKind(variable, kindOf(parent.initializer, steps), steps);
  }

  /** A variable has the kind that everything has which is assigned to it. */
  function assignedKind(variable: Variable, first: ValueKind | null, steps: number): ValueKind {
    let kind = first;
    for (const { identifier, writes } of variable.references) {
      if (!writes) continue;
      const { parent } = identifier;
      if (!ts.isBinaryExpression(parent) || parent.left !== identifier) {
        // `i++`, of what is a number.
        if (kind === 'number' && (ts.isPostfixUnaryExpression(parent) || ts.isPrefixUnaryExpression(parent))) continue;
        return 'unknown';
      }
      const operator = parent.operatorToken.kind;
      if (operator === ts.SyntaxKind.PlusEqualsToken && (kind === 'string' || kind === 'number')) {
        // What is added to a string makes a string; to a number it may.
        if (kind === 'string' || kindOf(parent.right, steps) === 'number') continue;
        return 'unknown';
      }
      if (operator !== ts.SyntaxKind.EqualsToken) {
        if (kind === 'number') continue;
        return 'unknown';
      }
      if (kind !== null && isSameOf(variable, parent.right)) continue;
      const assigned = kindOf(parent.right, steps);
      kind = kind === null ? assigned : common(kind, assigned);
      if (kind === 'unknown') return kind;
    }
    return kind ?? 'unknown';
  }

  /** `list = list.concat(more)`, `text = text.slice(1)`: what a variable is does not change. */
  function isSameOf(variable: Variable, expression: ts.Expression): boolean {
    const call = methodCall(unwrapped(expression));
    return call !== null && SAME.has(call.name) && (names.variableAt(call.receiver) === variable || isSameOf(variable, call.receiver));
  }

  function kindOfParameter(parameter: ts.ParameterDeclaration, variable: Variable, steps: number): ValueKind {
    if (parameter.dotDotDotToken) return isAssigned(variable) ? 'unknown' : 'array';
    if (parameter.initializer) return isAssigned(variable) ? 'unknown' : kindOf(parameter.initializer, steps);
    const loop = callingLoop(parameter.parent);
    const place = (parameter.parent as ts.ArrowFunction).parameters.indexOf(parameter);
    const method = loop && methodCall(loop.node)?.name;
    if (loop?.over && (place === 0 || loop.kind === 'comparator') && method !== 'reduce' && method !== 'reduceRight' && method !== 'from')
      return isAssigned(variable) ? 'unknown' : elementKindOf(loop.over, steps);
    return 'unknown';
  }

  function kindOfCall(call: ts.CallExpression, steps: number): ValueKind {
    const callee = unwrapped(call.expression);
    if (ts.isIdentifier(callee)) {
      const variable = names.variableOf(callee);
      if (variable) return resultKind(variable, steps);
      return GLOBAL_CALLS.get(callee.text) ?? 'unknown';
    }
    if (!ts.isPropertyAccessExpression(callee)) return 'unknown';
    const { expression: owner, name } = callee;
    if (ts.isIdentifier(owner)) {
      const fixed = STATIC.get(`${owner.text}.${name.text}`);
      if (fixed && isGlobalOrModule(owner)) return fixed;
      if (owner.text === 'Math' && names.isGlobal(owner)) return 'number';
    }
    if (SAME.has(name.text)) return kindOf(owner, steps - 1);
    if (name.text === 'map') {
      const kind = kindOf(owner, steps - 1);
      return kind === 'array' || kind === 'typedArray' ? kind : 'unknown';
    }
    const result = RESULTS.get(name.text);
    return result !== undefined && isOfData(name.text, owner, steps) ? result : 'unknown';
  }

  /** `split`, `test` and others are names of many things: what is no data of the language may give anything. */
  function isOfData(name: string, owner: ts.Expression, steps: number): boolean {
    if (name.startsWith('to') || name === 'trim' || name === 'includes' || name === 'startsWith' || name === 'endsWith') return true;
    const kind = kindOf(owner, steps - 1);
    return kind !== 'unknown' ? kind !== 'object' && kind !== 'function' && kind !== 'promise' : name === 'split' || name === 'charCodeAt';
  }

  /** Of modules of Node under their usual names, too. */
  function isGlobalOrModule(owner: ts.Identifier): boolean {
    const variable = names.variableOf(owner);
    return variable === null || variable.kind === 'import';
  }

  /** What a function of the file gives, where its type says so or it is one expression. */
  function resultKind(variable: Variable, steps: number): ValueKind {
    const [declaration] = variable.declarations;
    const parent = declaration?.parent;
    const fn =
      parent && ts.isVariableDeclaration(parent) && parent.initializer && variable.kind === 'const'
        ? unwrapped(parent.initializer)
        : parent;
    if (!fn || !(ts.isArrowFunction(fn) || ts.isFunctionExpression(fn) || ts.isFunctionDeclaration(fn))) return 'unknown';
    if (fn.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)) return 'promise';
    if (fn.asteriskToken) return 'object';
    const type = fn.type ?? ts.getJSDocReturnType(fn);
    if (type) return kindOfType(type);
    const result = fn.body ? onlyResult(fn as ts.FunctionLikeDeclaration & { body: ts.ConciseBody }) : null;
    return result ? kindOf(result, steps - 1) : 'unknown';
  }

  function kindOfBinary({ left, operatorToken, right }: ts.BinaryExpression, steps: number): ValueKind {
    switch (operatorToken.kind) {
      case ts.SyntaxKind.PlusToken: {
        const [a, b] = [kindOf(left, steps - 1), kindOf(right, steps - 1)];
        if (a === 'string' || b === 'string') return 'string';
        return a === 'number' && b === 'number' ? 'number' : 'unknown';
      }
      case ts.SyntaxKind.BarBarToken:
      case ts.SyntaxKind.QuestionQuestionToken:
        return common(kindOf(left, steps - 1), kindOf(right, steps - 1));
      case ts.SyntaxKind.CommaToken:
      case ts.SyntaxKind.EqualsToken:
        return kindOf(right, steps - 1);
      case ts.SyntaxKind.MinusToken:
      case ts.SyntaxKind.AsteriskToken:
      case ts.SyntaxKind.SlashToken:
      case ts.SyntaxKind.PercentToken:
        return kindOf(left, steps - 1) === 'number' || kindOf(right, steps - 1) === 'number' ? 'number' : 'unknown';
      default:
        return isComparison(operatorToken.kind) ? 'boolean' : 'unknown';
    }
  }

  function classKind(name: ts.Expression): ValueKind {
    if (!ts.isIdentifier(name)) return 'unknown';
    return names.isGlobal(name) || names.variableOf(name)?.kind === 'import' ? (CLASSES.get(name.text) ?? 'object') : 'object';
  }

  function elementKindOf(expression: ts.Expression, steps = MOST_STEPS): ValueKind {
    if (steps === 0) return 'unknown';
    const inner = unwrapped(expression);
    const type = writtenType(expression) ?? typeOfName(inner);
    if (type) return elementKindOfType(type);
    if (ts.isArrayLiteralExpression(inner)) {
      if (inner.elements.length === 0) return 'unknown';
      return inner.elements
        .map((each) => (ts.isSpreadElement(each) ? elementKindOf(each.expression, steps - 1) : kindOf(each, steps - 1)))
        .reduce(common);
    }
    if (ts.isIdentifier(inner)) {
      const parent = names.variableOf(inner)?.kind === 'const' ? names.variableOf(inner)?.declarations[0]?.parent : undefined;
      const initializer = parent && ts.isVariableDeclaration(parent) ? parent.initializer : undefined;
      // An empty list that is filled later may be filled with anything.
      return initializer ? elementKindOf(initializer, steps - 1) : 'unknown';
    }
    const call = methodCall(inner);
    if (!call) return 'unknown';
    if (call.name === 'split' && kindOf(inner, steps - 1) === 'array') return 'string';
    if (ts.isIdentifier(call.receiver) && call.receiver.text === 'Object' && call.name === 'keys') return 'string';
    return SAME.has(call.name) && call.name !== 'concat' ? elementKindOf(call.receiver, steps - 1) : 'unknown';
  }

  function typeOfName(name: ts.Expression): ts.TypeNode | null {
    if (ts.isPropertyAccessExpression(name)) return memberOf(name)?.type ?? null;
    if (!ts.isIdentifier(name)) return null;
    const variable = names.variableOf(name);
    return variable ? typeOf(variable) : null;
  }

  return { kindOf: (expression) => kindOf(expression), elementKindOf: (expression) => elementKindOf(expression), typeOf };
}

const isAssigned = ({ references }: Variable): boolean => references.some(({ writes, identifier }) => writes || isTarget(identifier));

const isComparison = (kind: ts.SyntaxKind): boolean =>
  (kind >= ts.SyntaxKind.LessThanToken && kind <= ts.SyntaxKind.ExclamationEqualsEqualsToken) ||
  kind === ts.SyntaxKind.InKeyword ||
  kind === ts.SyntaxKind.InstanceOfKeyword;
