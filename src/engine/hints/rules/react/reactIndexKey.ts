import { ts, unwrapped } from '../../../syntax/index.ts';
import { type Names, type Variable } from '../../facts/names.ts';
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

/** Methods that leave elements out, so that those behind them come to other places. */
const LEAVING_OUT = new Set(['filter', 'splice', 'toSpliced']);

/** Which elements come and go. */
type Change = 'front' | 'some';

export const reactIndexKey: Rule = {
  id: 'react-index-key',
  category: 'react',
  gate: 'always',
  title: 'Place in the list as a key',
  costs: ['front', 'some'],
  docs: {
    why: 'React finds an element again by its key. Where the key is the place in the list, an element that comes in at the front gives all others another key: each one gets the props of its neighbour, is written anew, and keeps the state of the wrong one.',
    before: 'setRows([row, ...rows]);\nreturn rows.map((row, index) => <Row key={index} row={row} />);',
    after: 'setRows([row, ...rows]);\nreturn rows.map((row) => <Row key={row.id} row={row} />);',
    silent: [
      'Nothing in the component puts elements in front, or takes some out: the list is fixed, or only grows at its end.',
      'The list is only ordered anew: React moves elements that it knows by their keys, which was measured to take as long as to write them.',
      'The list is written out, or has a length instead of elements.',
    ],
    peers: ['react/no-array-index-key', 'biome/noArrayIndexKey'],
  },
  check(file, report) {
    const { names, source } = file;
    if (!file.about.isReact || !isOfReact(source)) return {};
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
        const change = map && component && changeOf(map.receiver, component, names);
        if (!change) return;
        report({
          node: attribute,
          cost: change,
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

/** What comes and goes, from one render to the next, of a list that a component shows; null where nothing does but at its end. */
function changeOf(list: ts.Expression, component: FunctionWithBody, names: Names): Change | null {
  const seen = new Set<Variable>();
  const look = (expression: ts.Expression): Change | null => {
    const inner = unwrapped(expression);
    const call = methodCall(inner);
    if (call) return isChosenByState(call.name, call.args[0], component, names) ? 'some' : look(call.receiver);
    if (ts.isArrayLiteralExpression(inner))
      return firstOf(inner.elements, (each) => (ts.isSpreadElement(each) ? look(each.expression) : null));
    // `useMemo(() => rows.filter(…), [rows])`.
    if (ts.isCallExpression(inner) && hookName(inner) === 'useMemo') {
      const made = inlineFunction(inner.arguments[0]);
      const result = made && onlyResult(made);
      return result && look(result);
    }
    const variable = names.variableAt(inner);
    if (!variable || seen.has(variable)) return null;
    seen.add(variable);
    const parent = variable.declarations[0]?.parent;
    if (parent && ts.isVariableDeclaration(parent) && parent.initializer)
      return contains(component, parent) ? look(parent.initializer) : null;
    return changeOfState(variable, names);
  };
  return look(list);
}

/** Whether elements are chosen by something that the component may be told anew: a state, or a prop. */
function isChosenByState(method: string, by: ts.Expression | undefined, component: FunctionWithBody, names: Names): boolean {
  if (!LEAVING_OUT.has(method) || !by) return false;
  return [...localsIn(by, component, names)].some(({ declarations: [declaration] }) => {
    const parent = declaration?.parent;
    if (!parent || !ts.isBindingElement(parent)) return false;
    const { parent: whole } = parent.parent;
    return ts.isVariableDeclaration(whole) && /^use(?:State|DeferredValue|Reducer|SearchParams)$/u.test(hookName(whole.initializer) ?? '');
  });
}

/** What the setter of a state that is a list does to it: puts elements in front, or takes some out. */
function changeOfState(state: Variable, names: Names): Change | null {
  const element = state.declarations[0]?.parent;
  if (!element || !ts.isBindingElement(element) || !ts.isArrayBindingPattern(element.parent)) return null;
  const { elements, parent: whole } = element.parent;
  const setter = elements[1];
  if (!ts.isVariableDeclaration(whole) || hookName(whole.initializer) !== 'useState' || elements[0] !== element) return null;
  const name = setter && ts.isBindingElement(setter) && ts.isIdentifier(setter.name) ? names.variableOf(setter.name) : null;
  return firstOf(name?.references ?? [], ({ identifier }) => {
    const { parent: call } = identifier;
    const next = ts.isCallExpression(call) && call.expression === identifier ? call.arguments[0] : undefined;
    return next !== undefined && (inlineFunction(next) !== null || isFrom(next, state, names)) ? changeIn(next) : null;
  });
}

function firstOf<T>(items: readonly T[], find: (item: T) => Change | null): Change | null {
  for (const item of items) {
    const found = find(item);
    if (found) return found;
  }
  return null;
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

/** What a setter is given has elements in front of those that were there, or lacks some of them. */
function changeIn(next: ts.Expression): Change | null {
  return firstOf([...nodesIn(next)], (node) => {
    if (ts.isArrayLiteralExpression(node)) {
      const [first] = node.elements;
      const isInFront = first !== undefined && !ts.isSpreadElement(first) && node.elements.some((each) => ts.isSpreadElement(each));
      return isInFront ? 'front' : null;
    }
    const name = methodCall(node)?.name ?? '';
    if (name === 'unshift' || name === 'shift') return 'front';
    return LEAVING_OUT.has(name) ? 'some' : null;
  });
}
