import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { keptFix } from '../../facts/keeping.ts';
import { componentAround, hookName, isCompiled, isOfReact } from '../../facts/react.ts';
import { functionAround, inlineFunction, methodCall, nodesIn, wrapped, type FunctionWithBody } from '../../facts/shapes.ts';
import { knownLength } from '../../facts/values.ts';
import type { Rule } from '../../rule.ts';

/** Methods that go through a whole list with a function. */
const THROUGH = new Set(['filter', 'flatMap', 'map', 'reduce', 'reduceRight', 'toSorted']);
/** Steps that may come before them. */
const STEPS = new Set([...THROUGH, 'concat', 'slice', 'sort', 'toReversed']);

export const reactMemoExpensive: Rule = {
  id: 'react-memo-expensive',
  category: 'react',
  gate: 'heat',
  title: 'List worked through in each render',
  costs: ['sort', 'filter'],
  docs: {
    why: 'A component runs as a whole in each render: when something else of it changes, it filters or sorts the same list once more. `useMemo` keeps the result as long as the list is the same.',
    before: 'const shown = rows.filter((row) => row.open).toSorted((a, b) => a.price - b.price);',
    after: 'const shown = useMemo(() => rows.filter((row) => row.open).toSorted((a, b) => a.price - b.price), [rows]);',
    silent: [
      'No profile says that the line is hot: for up to a hundred rows or so, `useMemo` hardly gains anything.',
      'The list is no prop and no state of the component, or is short.',
      'What the result is made of cannot be kept, so that it would be made again in each render all the same.',
      'Nothing but the list can change: there is no other prop and no state.',
      'It stands in a callback, or where no hook may be called.',
    ],
    beware:
      'Where the React Compiler is on, it keeps such values by itself: turn the rule off there. Whoever changes the list in place gets the old result.',
    peers: [],
  },
  check(file, report) {
    const { names, source } = file;
    if (!file.about.isReact || !isOfReact(source) || isCompiled(source)) return {};
    return {
      VariableDeclaration({ initializer, name }) {
        const call = initializer && unwrapped(initializer);
        if (!call || !ts.isCallExpression(call) || !ts.isIdentifier(name) || wrapped(call).parent !== initializer.parent) return;
        const component = componentAround(call);
        if (!component || functionAround(call) !== component || !mayChangeOtherwise(component)) return;
        const method = methodCall(call);
        const list = method && THROUGH.has(method.name) && inlineFunction(method.args[0]) ? listOf(method.receiver) : null;
        if (!method || !list || !isGiven(list, component, file) || knownLength(list, names) !== null) return;
        const fix = keptFix(call, component, file);
        if (!fix) return;
        report({
          node: call,
          cost: hasSort(call) ? 'sort' : 'filter',
          message: `\`${list.text}\` is worked through in each render, also where it is the same`,
          fixes: [fix],
        });
      },
    };
  },
};

/** The list that a chain of methods begins with, if it has a name: of `rows.filter(…).slice(3)`, `rows`. */
function listOf(receiver: ts.Expression): ts.Identifier | null {
  const inner = unwrapped(receiver);
  if (ts.isIdentifier(inner)) return inner;
  if (ts.isArrayLiteralExpression(inner)) {
    const [only, ...others] = inner.elements;
    return only && others.length === 0 && ts.isSpreadElement(only) ? listOf(only.expression) : null;
  }
  const method = methodCall(inner);
  return method && STEPS.has(method.name) ? listOf(method.receiver) : null;
}

/** Whether a list is a prop of the component, or the value of a hook of it. */
function isGiven(list: ts.Identifier, component: FunctionWithBody, { names }: FileFacts): boolean {
  const [declaration, ...others] = names.variableOf(list)?.declarations ?? [];
  if (!declaration || others.length > 0 || functionAround(declaration) !== component) return false;
  let at: ts.Node = declaration.parent;
  while (ts.isBindingElement(at)) at = at.parent.parent;
  return ts.isParameter(at) || (ts.isVariableDeclaration(at) && hookName(at.initializer) !== null);
}

/** Whether a component may render for another reason than its list. */
function mayChangeOtherwise(component: FunctionWithBody): boolean {
  const [props] = component.parameters;
  const isOneProp = !props || (ts.isObjectBindingPattern(props.name) && props.name.elements.length <= 1);
  return !isOneProp || [...nodesIn(component.body, ts.isFunctionLike)].some((node) => hookName(node) !== null);
}

const hasSort = (call: ts.CallExpression): boolean =>
  [...nodesIn(call, ts.isFunctionLike)].some((node) => ['sort', 'toSorted'].includes(methodCall(node)?.name ?? ''));
