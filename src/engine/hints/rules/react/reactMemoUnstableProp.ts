import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { keptFix, movedOutFix } from '../../facts/keeping.ts';
import { type Names } from '../../facts/names.ts';
import {
  componentAround,
  declaredIn,
  freshIn,
  freshWord,
  hookName,
  isCompiled,
  isOfReact,
  reactName,
  type Fresh,
} from '../../facts/react.ts';
import { functionAround, methodCall, nodesIn, type FunctionWithBody } from '../../facts/shapes.ts';
import type { Rule } from '../../rule.ts';

/** Methods that give another list or function with each call. */
const MAKING = new Set([
  'bind',
  'concat',
  'entries',
  'filter',
  'flat',
  'flatMap',
  'keys',
  'map',
  'slice',
  'sort',
  'split',
  'toSorted',
  'values',
]);

export const reactMemoUnstableProp: Rule = {
  id: 'react-memo-unstable-prop',
  category: 'react',
  gate: 'always',
  title: 'New object for a component with memo',
  costs: ['object', 'function'],
  docs: {
    why: 'A component with `memo` leaves out a render where all its props are the same as before. An object, list or function that is written in the JSX is another one each time, so that it always renders, and the comparison comes on top.',
    before:
      'const Row = memo(RowView);\nconst List = ({ rows }) => rows.map((row) => <Row key={row.id} row={row} style={{ padding: 4 }} />);',
    after:
      'const Row = memo(RowView);\nconst rowStyle = { padding: 4 };\nconst List = ({ rows }) => rows.map((row) => <Row key={row.id} row={row} style={rowStyle} />);',
    silent: [
      'The component is not one that this file makes with `memo` or `PureComponent`, or it compares its props in its own way.',
      'Other props, or children, are new each time as well and cannot stay the same.',
      'The component around has no props and no hooks: it renders once.',
    ],
    beware: 'Where the React Compiler is on, it keeps such values by itself: turn the rule off there.',
    peers: ['react-perf/jsx-no-new-object-as-prop', 'react-perf/jsx-no-new-function-as-prop', 'react/jsx-no-bind', 'biome/noJsxPropsBind'],
  },
  check(file, report) {
    const { names, source } = file;
    if (!file.about.isReact || !isOfReact(source) || isCompiled(source)) return {};
    const checkElement = (element: ts.JsxOpeningElement | ts.JsxSelfClosingElement): void => {
      const { tagName, attributes } = element;
      if (!ts.isIdentifier(tagName) || attributes.properties.length === 0 || !isMemo(tagName, names)) return;
      const component = componentAround(element);
      if (!component || !mayRenderAgain(component) || hasNewChildren(element)) return;
      const found: { readonly attribute: ts.JsxAttribute; readonly fresh: Fresh }[] = [];
      for (const attribute of attributes.properties) {
        if (!ts.isJsxAttribute(attribute)) return;
        const value = valueOf(attribute);
        const name = attribute.name.getText(source);
        if (!value || name === 'key' || name === 'ref') continue;
        const fresh = freshIn(value, component, names);
        if (fresh) found.push({ attribute, fresh });
        else if (isMade(value) || isMadeIn(component, value, names)) return;
      }
      for (const { attribute, fresh } of found) {
        const name = attribute.name.getText(source);
        const fix = fixOf(fresh, `${lowered(tagName.text)}${raised(name)}`, component, file);
        report({
          node: attribute,
          cost: ts.isFunctionLike(fresh) ? 'function' : 'object',
          message: `\`${name}\` is another ${freshWord(fresh)} in each render, so that \`${tagName.text}\` renders each time although it compares its props`,
          ...(fix && { fixes: [fix] }),
        });
      }
    };
    return { JsxOpeningElement: checkElement, JsxSelfClosingElement: checkElement };
  },
};

/** Whether a name is a component of the file that renders only where a prop is another one. */
function isMemo(name: ts.Identifier, names: Names): boolean {
  const variable = names.variableOf(name);
  const parent = variable?.declarations[0]?.parent;
  if (variable?.kind === 'class' && parent && ts.isClassDeclaration(parent)) {
    const base = parent.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
    const isOwnWay = parent.members.some((each) => each.name && ts.isIdentifier(each.name) && each.name.text === 'shouldComponentUpdate');
    return base !== undefined && !isOwnWay && reactName(base.expression, names) === 'PureComponent';
  }
  if (variable?.kind !== 'const' || !parent || !ts.isVariableDeclaration(parent) || !parent.initializer) return false;
  const call = unwrapped(parent.initializer);
  return ts.isCallExpression(call) && call.arguments.length === 1 && reactName(call.expression, names) === 'memo';
}

/** A component without props and hooks is rendered once, where the program begins. */
function mayRenderAgain(component: FunctionWithBody): boolean {
  if (component.parameters.length > 0 || ts.isMethodDeclaration(component)) return true;
  return [...nodesIn(component.body)].some((node) => hookName(node) !== null);
}

const valueOf = ({ initializer }: ts.JsxAttribute): ts.Expression | null =>
  initializer && ts.isJsxExpression(initializer) ? (initializer.expression ?? null) : null;

/** Elements between the tags are new each time. */
function hasNewChildren({ parent }: ts.Node): boolean {
  if (!ts.isJsxElement(parent)) return false;
  return parent.children.some((child) => !ts.isJsxText(child) && !(ts.isJsxExpression(child) && isPlain(child.expression)));
}

const isPlain = (node: ts.Expression | undefined): boolean =>
  node === undefined || ts.isLiteralExpression(node) || (ts.isIdentifier(node) && node.text !== 'children');

function isMadeIn(component: FunctionWithBody, value: ts.Expression, names: Names): boolean {
  const declared = declaredIn(value, component, names);
  return declared !== null && !ts.isFunctionDeclaration(declared) && isMade(declared);
}

/** Whether a value is most likely new each time, and made by more than what is written there. */
function isMade(value: ts.Expression): boolean {
  const inner = unwrapped(value);
  if (ts.isJsxElement(inner) || ts.isJsxSelfClosingElement(inner) || ts.isJsxFragment(inner) || ts.isNewExpression(inner)) return true;
  if (ts.isConditionalExpression(inner)) return isMade(inner.whenTrue) || isMade(inner.whenFalse);
  if (ts.isObjectLiteralExpression(inner) || ts.isArrayLiteralExpression(inner)) return true;
  const call = methodCall(inner);
  return call !== null && (MAKING.has(call.name) || (ts.isIdentifier(call.receiver) && call.receiver.text === 'Object'));
}

function fixOf(fresh: Fresh, name: string, component: FunctionWithBody, file: FileFacts) {
  const isInline = ts.isJsxExpression(fresh.parent);
  const movedOut = isInline && functionAround(component) === null ? movedOutFix(fresh, name, file) : null;
  return movedOut ?? keptFix(fresh, component, file);
}

const lowered = (name: string): string => name.slice(0, 1).toLowerCase() + name.slice(1);
const raised = (name: string): string => name.slice(0, 1).toUpperCase() + name.slice(1);
