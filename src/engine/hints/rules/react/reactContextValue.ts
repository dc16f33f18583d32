import { ts, unwrapped } from '../../../syntax/index.ts';
import { keptFix } from '../../facts/keeping.ts';
import { type Names, type Variable } from '../../facts/names.ts';
import { componentName, freshIn, freshWord, hookName, isCompiled, isOfReact, localsIn, reactName } from '../../facts/react.ts';
import { functionAround, nodesIn, type FunctionWithBody } from '../../facts/shapes.ts';
import type { Rule } from '../../rule.ts';

/** Hooks that let a component render again. Many others do, but nobody sees that here. */
const RENDERING = new Set([
  ...['useAppSelector', 'useAtom', 'useAtomValue', 'useContext', 'useDeferredValue', 'useLocation', 'useMediaQuery', 'usePathname'],
  ...['useReducer', 'useSearchParams', 'useSelector', 'useState', 'useSyncExternalStore', 'useTransition', 'useWindowSize'],
]);

/** Names of states that are set once, when all is there. */
const ONCE = /^(?:is|has|was)?_?(?:checked|checking|hydrated|initiali[sz](?:ed|ing)|loaded|loading|mounted|ready|restored|starting)$/iu;

export const reactContextValue: Rule = {
  id: 'react-context-value',
  category: 'react',
  gate: 'always',
  title: 'New object for a context',
  costs: ['object'],
  docs: {
    why: 'All components that read a context render again when its value is another one. An object that is written in the JSX is another one with every render of the provider, also where only something else of it changed.',
    before: '<UserContext.Provider value={{ user, signOut }}>{children}</UserContext.Provider>',
    after:
      'const value = useMemo(() => ({ user, signOut }), [user, signOut]);\n<UserContext.Provider value={value}>{children}</UserContext.Provider>',
    silent: [
      'Nothing makes the provider render again but what is in the value: then it has to be another one.',
      'What is between the tags renders with the provider anyway: it is written there, and not handed in as `children`.',
      'The value is made with `useMemo`, or comes from somewhere else.',
    ],
    beware: 'Where the React Compiler is on, it keeps such values by itself: turn the rule off there.',
    peers: ['react/jsx-no-constructed-context-values', 'sonarjs/S6481'],
  },
  check(file, report) {
    const { names, source } = file;
    if (!file.about.isReact || !isOfReact(source) || isCompiled(source)) return {};
    return {
      JsxAttribute(attribute) {
        if (!ts.isIdentifier(attribute.name) || attribute.name.text !== 'value') return;
        const element = attribute.parent.parent;
        const context = contextName(element.tagName, names);
        const value = attribute.initializer && ts.isJsxExpression(attribute.initializer) ? attribute.initializer.expression : undefined;
        const component = functionAround(attribute);
        if (context === null || !value || !component || componentName(component) === null) return;
        const fresh = freshIn(value, component, names);
        if (!fresh || !keepsChildren(element, names) || !rendersForOthers(component, fresh, names)) return;
        const fix = keptFix(fresh, component, file);
        report({
          node: attribute,
          cost: 'object',
          message: `\`${context}\` gets another ${freshWord(fresh)} in each render, so that all that read it render again although nothing in it changed`,
          ...(fix && { fixes: [fix] }),
        });
      },
    };
  },
};

/** `Theme` of `<Theme.Provider>`, and of `<Theme>` where the file makes that context. */
function contextName(tag: ts.JsxTagNameExpression, names: Names): string | null {
  const owner = ts.isPropertyAccessExpression(tag) && tag.name.text === 'Provider' ? tag.expression : tag;
  if (!ts.isIdentifier(owner)) return null;
  const parent = names.variableOf(owner)?.declarations[0]?.parent;
  const made = parent && ts.isVariableDeclaration(parent) && parent.initializer ? unwrapped(parent.initializer) : null;
  if (made && ts.isCallExpression(made)) return reactName(made.expression, names) === 'createContext' ? owner.text : null;
  return owner !== tag && /(?:Context|Ctx)$/u.test(owner.text) ? owner.text : null;
}

/** Whether what is between the tags stays as it is when the provider renders: it comes from outside, as `children`. */
function keepsChildren({ parent }: ts.JsxOpeningLikeElement, names: Names): boolean {
  if (!ts.isJsxElement(parent)) return false;
  return parent.children.some((child) =>
    [...nodesIn(child)].some((node) => {
      if (!ts.isIdentifier(node) || (node.text !== 'children' && node.text !== 'Outlet')) return false;
      return ts.isPropertyAccessExpression(node.parent) || names.variableOf(node) !== null;
    }),
  );
}

/** Whether the component has a reason to render that has nothing to do with a value: a state or a prop that is not in it. */
function rendersForOthers(component: FunctionWithBody, value: ts.Node, names: Names): boolean {
  const used = usedBy(value, component, names);
  return ownNodes(component).some((node) => {
    if (!ts.isVariableDeclaration(node)) return false;
    const hook = hookName(node.initializer);
    return hook !== null && RENDERING.has(hook) && isReason(node.name, hook, used, names);
  });
}

const ownNodes = (component: FunctionWithBody): readonly ts.Node[] => [
  ...nodesIn(component.body, (node) => node !== component.body && (ts.isFunctionLike(node) || ts.isJsxElement(node))),
];

/** Whether what a hook gives changes without a value that uses some variables. */
function isReason(name: ts.BindingName, hook: string, used: ReadonlySet<Variable>, names: Names): boolean {
  const isUsed = (each: ts.BindingName | undefined): boolean => {
    if (!each) return false;
    if (!ts.isIdentifier(each)) return each.elements.some((element) => !ts.isOmittedExpression(element) && isUsed(element.name));
    const variable = names.variableOf(each);
    return variable !== null && used.has(variable);
  };
  if (!ts.isArrayBindingPattern(name)) return !isUsed(name);
  const [state, setter] = name.elements;
  // Without a setter it never changes, whatever the hook is named.
  if ((hook === 'useState' || hook === 'useReducer') && (!setter || ts.isOmittedExpression(setter))) return false;
  const changing = state && !ts.isOmittedExpression(state) ? state.name : undefined;
  return !isUsed(changing) && !(changing && ts.isIdentifier(changing) && ONCE.test(changing.text));
}

/** All variables of a component that a value is made from, also by way of others. */
function usedBy(value: ts.Node, component: FunctionWithBody, names: Names): ReadonlySet<Variable> {
  const used = new Set<Variable>();
  const add = (node: ts.Node): void => {
    for (const variable of localsIn(node, component, names)) {
      if (used.has(variable)) continue;
      used.add(variable);
      const parent = variable.declarations[0]?.parent;
      if (!parent) continue;
      if (ts.isFunctionDeclaration(parent)) add(parent);
      else if (ts.isVariableDeclaration(parent) && parent.initializer) add(parent.initializer);
      else {
        const whole = declarationOf(parent);
        if (whole?.initializer) add(whole.initializer);
      }
    }
  };
  add(value);
  return used;
}

/** The declaration that a part of a pattern belongs to. */
function declarationOf(node: ts.Node): ts.VariableDeclaration | null {
  let at = node;
  while (ts.isBindingElement(at) || ts.isObjectBindingPattern(at) || ts.isArrayBindingPattern(at)) at = at.parent;
  return ts.isVariableDeclaration(at) ? at : null;
}
