import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { type Variable } from '../../facts/names.ts';
import { componentAround, isOfReact, localsIn, reactName } from '../../facts/react.ts';
import { contains, functionAround, inlineFunction, methodCall, nodesIn, onlyResult } from '../../facts/shapes.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

/** Methods and functions that compute something of what they are given, and ask nobody else. */
const QUIET = new Set(
  'abs at ceil concat endsWith entries every filter find findIndex findLast flat flatMap floor from fromEntries get has includes indexOf isArray join keys lastIndexOf map max min padEnd padStart reduce repeat replace replaceAll reverse round slice some split startsWith substring toFixed toLowerCase toReversed toSorted toString toUpperCase trim trimEnd trimStart trunc values with'.split(
    ' ',
  ),
);
const GLOBALS = new Set(['Array', 'Boolean', 'Infinity', 'Map', 'Math', 'NaN', 'Number', 'Object', 'Set', 'String', 'undefined']);
const CALLED = new Set(['Boolean', 'Number', 'String']);

export const reactDerivedStateEffect: Rule = {
  id: 'react-derived-state-effect',
  category: 'react',
  gate: 'always',
  title: 'State that an effect computes from other values',
  costs: ['effect'],
  docs: {
    why: 'The component renders with the old value, the effect sets the new one, and the component renders once more: each change costs two renders, and the first one shows what is out of date. What can be computed from props and state is computed while rendering.',
    before: 'const [open, setOpen] = useState([]);\nuseEffect(() => {\n  setOpen(rows.filter((row) => row.open));\n}, [rows]);',
    after: 'const open = rows.filter((row) => row.open);',
    silent: [
      'The state is set elsewhere, too, or the setter is handed to somebody.',
      'The effect does more than to set the state, or returns something to clean up.',
      'What is set comes from a function whose work is not known, from a ref, the page, the time or a promise.',
      'The effect does not depend on all that it reads, or on more: then it sets the state at chosen moments.',
    ],
    beware: 'The value is there in the first render already, instead of what `useState` was given.',
    peers: ['react-you-might-not-need-an-effect/no-derived-state', 'oxlint no-deriving-state-in-effects'],
  },
  check(file, report) {
    const { names, source } = file;
    if (!file.about.isReact || !isOfReact(source)) return {};
    return {
      CallExpression(call) {
        const [callback, list, ...others] = call.arguments;
        const hook = reactName(call.expression, names);
        const fn = inlineFunction(callback);
        const dependencies = list && unwrapped(list);
        if ((hook !== 'useEffect' && hook !== 'useLayoutEffect') || !fn || fn.modifiers || others.length > 0) return;
        if (!dependencies || !ts.isArrayLiteralExpression(dependencies) || !ts.isExpressionStatement(call.parent)) return;
        const setting = onlySetting(fn);
        const component = functionAround(call);
        const state = setting && stateOf(setting.setter, file);
        if (!setting || !state || !component || functionAround(state.declaration) !== component || !isHookOrComponent(call, component))
          return;
        const { value } = setting;
        const read = localsIn(value, component, names);
        if (read.size === 0 || (state.value && read.has(state.value)) || !isComputed(value, file)) return;
        if (!isSame(read, dependencies, file)) return;
        const fix = fixOf(call.parent, value, state, file);
        report({
          node: call,
          cost: 'effect',
          message: `\`${setting.setter.text}\` is only called with what can be computed while rendering: each change renders twice`,
          ...(fix && { fixes: [fix] }),
        });
      },
    };
  },
};

interface Setting {
  readonly setter: ts.Identifier;
  readonly value: ts.Expression;
}

/** What a function sets, if that is all it does. */
function onlySetting(fn: ts.ArrowFunction | ts.FunctionExpression): Setting | null {
  if (fn.parameters.length > 0) return null;
  const [only, ...others] = ts.isBlock(fn.body) ? fn.body.statements : [];
  const statement = only && others.length === 0 && ts.isExpressionStatement(only) ? unwrapped(only.expression) : null;
  const call = statement ?? onlyResult(fn);
  if (!call || !ts.isCallExpression(call) || call.arguments.length !== 1 || !ts.isIdentifier(call.expression)) return null;
  const [value] = call.arguments;
  return value && !ts.isSpreadElement(value) && !inlineFunction(value) ? { setter: call.expression, value } : null;
}

interface State {
  readonly declaration: ts.VariableDeclaration;
  readonly call: ts.CallExpression;
  /** Null where nobody reads it by name. */
  readonly value: Variable | null;
  readonly name: ts.Identifier;
}

/** The state of a setter that is used nowhere else. */
function stateOf(setter: ts.Identifier, { names }: FileFacts): State | null {
  const variable = names.variableOf(setter);
  const element = variable?.declarations[0]?.parent;
  if (!variable || variable.references.length !== 1 || !element || !ts.isBindingElement(element)) return null;
  const { parent: pattern } = element;
  const declaration = pattern.parent;
  if (!ts.isArrayBindingPattern(pattern) || pattern.elements[1] !== element || !ts.isVariableDeclaration(declaration)) return null;
  const call = declaration.initializer && unwrapped(declaration.initializer);
  const [first] = pattern.elements;
  if (!call || !ts.isCallExpression(call) || reactName(call.expression, names) !== 'useState') return null;
  if (!first || ts.isOmittedExpression(first) || !ts.isIdentifier(first.name)) return null;
  return { declaration, call, value: names.variableOf(first.name), name: first.name };
}

const isHookOrComponent = (call: ts.CallExpression, component: ts.Node): boolean =>
  componentAround(call) === component ||
  (ts.isFunctionDeclaration(component) && /^use[A-Z]/u.test(component.name?.text ?? '')) ||
  (ts.isVariableDeclaration(component.parent) && /^use[A-Z]/u.test(component.parent.name.getText()));

/** Whether a value comes from nothing but what stands there, by operations that always give the same. */
function isComputed(value: ts.Expression, { names }: FileFacts): boolean {
  for (const node of nodesIn(value)) {
    if (ts.isAwaitExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node)) return false;
    if (node.kind === ts.SyntaxKind.ThisKeyword || ts.isYieldExpression(node)) return false;
    if (ts.isPropertyAccessExpression(node) && node.name.text === 'current') return false;
    if (ts.isIdentifier(node) && names.isGlobal(node) && !GLOBALS.has(node.text)) return false;
    if (!ts.isCallExpression(node)) continue;
    const method = methodCall(node);
    const isKnown = method
      ? QUIET.has(method.name)
      : ts.isIdentifier(node.expression) && CALLED.has(node.expression.text) && names.isGlobal(node.expression);
    if (!isKnown || (method?.name === 'reverse' && !ts.isArrayLiteralExpression(unwrapped(method.receiver)))) return false;
  }
  return ![...nodesIn(value)].some((node) => {
    const variable = ts.isIdentifier(node) ? names.variableOf(node) : null;
    return variable?.references.some(({ identifier, writes }) => writes && contains(value, identifier)) ?? false;
  });
}

/** Whether the effect runs when what it reads changes, and at no other time. */
function isSame(read: ReadonlySet<Variable>, { elements }: ts.ArrayLiteralExpression, { names }: FileFacts): boolean {
  const roots = elements.map((each) => {
    let at = unwrapped(each);
    while (ts.isPropertyAccessExpression(at)) at = unwrapped(at.expression);
    return names.variableAt(at);
  });
  const known = new Set(roots);
  return !known.has(null) && [...read].every((each) => known.has(each)) && roots.every((each) => each !== null && read.has(each));
}

/** Computes the value where the effect was, if nobody reads it before. */
function fixOf(effect: ts.ExpressionStatement, value: ts.Expression, state: State, file: FileFacts): ProposedFix | null {
  const { source } = file;
  const list = state.declaration.parent;
  const statement = list.parent;
  if (!ts.isVariableStatement(statement) || !ts.isVariableDeclarationList(list) || list.declarations.length > 1) return null;
  if (statement.parent !== effect.parent || (state.value?.references.some(({ identifier }) => identifier.pos < effect.end) ?? false))
    return null;
  const [type] = state.call.typeArguments ?? [];
  const text = `const ${state.name.text}${type ? `: ${file.textOf(type)}` : ''} = ${file.textOf(value)};`;
  const { end } = statement;
  const rest = /^[ \t]*\r?\n?[ \t]*/u.exec(source.text.slice(end))![0];
  return {
    title: 'Compute it while rendering',
    kind: 'suggestion',
    edits: [
      { start: statement.getStart(source), end: end + rest.length, text: '' },
      { start: effect.getStart(source), end: effect.end, text },
    ],
  };
}
