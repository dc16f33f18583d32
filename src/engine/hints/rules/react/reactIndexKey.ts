import { ts } from '../../../syntax/index.ts';
import { unwrapped, type Names, type Variable } from '../../facts/names.ts';
import { componentAround, hookName, isOfReact, localsIn } from '../../facts/react.ts';
import {
  contains,
  functionAround,
  inlineFunction,
  methodCall,
  nodesIn,
  onlyResult,
  parameterName,
  type FunctionWithBody,
} from '../../facts/shapes.ts';
import type { Rule } from '../../rule.ts';

/** Methods that give the same elements at other places. */
const MOVING = new Set(['filter', 'reverse', 'sort', 'splice', 'toReversed', 'toSorted', 'toSpliced']);

export const reactIndexKey: Rule = {
  id: 'react-index-key',
  category: 'react',
  gate: 'always',
  title: 'Place in the list as a key',
  costs: [],
  docs: {
    why: 'React finds an element again by its key. Where the key is the place in the list, an element that comes in at the front gives all others another key: each one gets the props of its neighbour and renders, and keeps the state of the wrong one.',
    before: 'setRows([row, ...rows]);\nreturn rows.map((row, index) => <Row key={index} row={row} />);',
    after: 'setRows([row, ...rows]);\nreturn rows.map((row) => <Row key={row.id} row={row} />);',
    silent: [
      'Nothing in the component puts elements in front, takes some out or orders them anew: the list is fixed, or only grows at its end.',
      'The list is written out, or has a length instead of elements.',
      'The code is a test or a story.',
    ],
    peers: ['react/no-array-index-key', 'biome/noArrayIndexKey'],
  },
  check(file, report) {
    const { names, source } = file;
    if (!file.about.isReact || file.about.isTest || !isOfReact(source)) return {};
    return {
      JsxAttribute(attribute) {
        if (!ts.isIdentifier(attribute.name) || attribute.name.text !== 'key') return;
        const value = attribute.initializer && ts.isJsxExpression(attribute.initializer) ? attribute.initializer.expression : undefined;
        const fn = inlineFunction(functionAround(attribute) ?? undefined);
        const index = fn && parameterName(fn.parameters[1]);
        const variable = index && names.variableOf(index);
        if (!value || !fn || !variable || !isPlace(value, variable, names)) return;
        const map = methodCall(callOf(fn));
        const component = map?.name === 'map' ? componentAround(attribute) : null;
        if (!map || !component || !mayMove(map.receiver, component, names)) return;
        report({
          node: attribute,
          cost: 'key',
          message: `\`${index.text}\` gives elements the key of a neighbour when one before them comes or goes, so that all behind it are written anew`,
        });
      },
    };
  },
};

function callOf(fn: ts.Node): ts.Node {
  let at = fn.parent;
  while (ts.isParenthesizedExpression(at) || ts.isAsExpression(at)) at = at.parent;
  return at;
}

/** Whether a key is made of a place, and of nothing but text beside it. */
function isPlace(value: ts.Expression, index: Variable, names: Names): boolean {
  const inner = unwrapped(value);
  if (ts.isIdentifier(inner)) return names.variableOf(inner) === index;
  if (ts.isTemplateExpression(inner)) return inner.templateSpans.every(({ expression }) => isPlace(expression, index, names));
  if (ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const parts = [inner.left, inner.right].filter(
      (part) => !ts.isStringLiteralLike(unwrapped(part)) && !ts.isNumericLiteral(unwrapped(part)),
    );
    return parts.length === 1 && isPlace(parts[0]!, index, names);
  }
  const call = methodCall(inner);
  if (call?.name === 'toString') return isPlace(call.receiver, index, names);
  const isText = ts.isCallExpression(inner) && ts.isIdentifier(inner.expression) && inner.expression.text === 'String';
  return isText && inner.arguments.length === 1 && isPlace(inner.arguments[0]!, index, names);
}

/** Whether a component shows a list whose elements get other places from one render to the next. */
function mayMove(list: ts.Expression, component: FunctionWithBody, names: Names): boolean {
  const seen = new Set<Variable>();
  const look = (expression: ts.Expression): boolean => {
    const inner = unwrapped(expression);
    const call = methodCall(inner);
    if (call) return isMovedByState(call.name, call.args[0], component, names) || look(call.receiver);
    if (ts.isArrayLiteralExpression(inner)) return inner.elements.some((each) => ts.isSpreadElement(each) && look(each.expression));
    // `useMemo(() => rows.filter(…), [rows])`.
    if (ts.isCallExpression(inner) && hookName(inner) === 'useMemo') {
      const made = inlineFunction(inner.arguments[0]);
      const result = made && onlyResult(made);
      return result !== null && look(result);
    }
    const variable = names.variableAt(inner);
    if (!variable || seen.has(variable)) return false;
    seen.add(variable);
    const parent = variable.declarations[0]?.parent;
    if (parent && ts.isVariableDeclaration(parent) && parent.initializer) return contains(component, parent) && look(parent.initializer);
    return isMovedState(variable, names);
  };
  return look(list);
}

/** Whether elements are chosen or ordered by something that the component may be told anew: a state, or a prop. */
function isMovedByState(method: string, by: ts.Expression | undefined, component: FunctionWithBody, names: Names): boolean {
  if (!MOVING.has(method) || !by) return false;
  return [...localsIn(by, component, names)].some(({ declarations: [declaration] }) => {
    const parent = declaration?.parent;
    if (!parent || !ts.isBindingElement(parent)) return false;
    const { parent: whole } = parent.parent;
    return ts.isVariableDeclaration(whole) && /^use(?:State|DeferredValue|Reducer|SearchParams)$/u.test(hookName(whole.initializer) ?? '');
  });
}

/** Whether a state is a list that its setter puts elements in front of, takes some out of, or orders anew. */
function isMovedState(state: Variable, names: Names): boolean {
  const element = state.declarations[0]?.parent;
  if (!element || !ts.isBindingElement(element) || !ts.isArrayBindingPattern(element.parent)) return false;
  const { elements, parent: whole } = element.parent;
  const setter = elements[1];
  if (!ts.isVariableDeclaration(whole) || hookName(whole.initializer) !== 'useState' || elements[0] !== element) return false;
  const name = setter && ts.isBindingElement(setter) && ts.isIdentifier(setter.name) ? names.variableOf(setter.name) : null;
  return (
    name?.references.some(({ identifier }) => {
      const { parent: call } = identifier;
      const next = ts.isCallExpression(call) && call.expression === identifier ? call.arguments[0] : undefined;
      return next !== undefined && (inlineFunction(next) !== null || isFrom(next, state, names)) && isMoved(next);
    }) ?? false
  );
}

/** Whether an expression is made from a variable, also by way of another one. */
function isFrom(expression: ts.Expression, variable: Variable, names: Names, isDeep = true): boolean {
  return [...nodesIn(expression)].some((node) => {
    const other = ts.isIdentifier(node) ? names.variableOf(node) : null;
    if (!other || other === variable) return other !== null;
    const parent = isDeep ? other.declarations[0]?.parent : undefined;
    return (
      parent !== undefined && ts.isVariableDeclaration(parent) && !!parent.initializer && isFrom(parent.initializer, variable, names, false)
    );
  });
}

/** Whether what a setter is given has elements in front of those that were there, or is some of them, or in another order. */
function isMoved(next: ts.Expression): boolean {
  return [...nodesIn(next)].some((node) => {
    if (ts.isArrayLiteralExpression(node)) {
      const [first] = node.elements;
      return first !== undefined && !ts.isSpreadElement(first) && node.elements.some((each) => ts.isSpreadElement(each));
    }
    const call = methodCall(node);
    return call !== null && (MOVING.has(call.name) || call.name === 'unshift' || call.name === 'shift');
  });
}
