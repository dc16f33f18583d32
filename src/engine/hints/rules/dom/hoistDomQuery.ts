import { ts, unwrapped } from '../../../syntax/index.ts';
import { isInvariantIn, isTarget } from '../../facts/changes.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { hoister } from '../../facts/hoisting.ts';
import { loopAround, type Loop } from '../../facts/loops.ts';
import { contains, isSameText, methodCall, nodesIn, type MethodCall } from '../../facts/shapes.ts';
import { constantText, knownLength } from '../../facts/values.ts';
import type { Rule } from '../../rule.ts';

const QUERIES = new Set([
  'getElementById',
  'getElementsByClassName',
  'getElementsByName',
  'getElementsByTagName',
  'querySelector',
  'querySelectorAll',
]);
/** Methods after which the same question has the same answer. */
const HARMLESS = new Set([
  ...[
    'add',
    'addEventListener',
    'at',
    'charAt',
    'closest',
    'concat',
    'contains',
    'endsWith',
    'entries',
    'filter',
    'find',
    'forEach',
    'get',
  ],
  ...[
    'getAttribute',
    'getBoundingClientRect',
    'getItem',
    'has',
    'hasAttribute',
    'includes',
    'indexOf',
    'item',
    'join',
    'keys',
    'log',
    'map',
  ],
  ...[
    'matches',
    'max',
    'min',
    'padStart',
    'parse',
    'preventDefault',
    'push',
    'querySelector',
    'querySelectorAll',
    'replace',
    'round',
    'set',
  ],
  ...[
    'setProperty',
    'slice',
    'some',
    'sort',
    'split',
    'startsWith',
    'stringify',
    'test',
    'toFixed',
    'toLowerCase',
    'toString',
    'toUpperCase',
  ],
  ...['trim', 'values', ...QUERIES],
]);
const OF_ATTRIBUTES = new Set(['removeAttribute', 'replaceChild', 'setAttribute', 'toggle', 'toggleAttribute']);
const CONTENT = new Set(['className', 'hidden', 'id', 'innerHTML', 'innerText', 'outerHTML', 'textContent']);
/** Words in names of functions that may put another element in the place of one. */
const PAGE_CHANGING =
  /click|dispatch|go|load|mount|navigat|open|outer|refresh|remove|render|replace(?!All)|reset|restore|show|submit|switch|update|write/iu;
/** Words in names of functions that may write what is stored. */
const STORING = /save|stor|set|write|persist|clear|remove|log(?:in|out)|sign|reset|update|delete/iu;

/** What an answer is called that has no name. */
const NAMES = { query: 'element', list: 'elements', live: 'elements', storage: 'stored' } as const;

export const hoistDomQuery: Rule = {
  id: 'hoist-dom-query',
  category: 'dom',
  gate: 'loop',
  title: 'The same query in each turn',
  costs: ['query', 'list', 'live', 'storage'],
  docs: {
    why: 'A query goes through the page, and a look into `localStorage` through what is stored, each time, for the same answer in each turn of the loop.',
    before: "for (const user of users) {\n  const token = localStorage.getItem('token');\n  requests.push(load(user, token));\n}",
    after: "const token = localStorage.getItem('token');\nfor (const user of users) requests.push(load(user, token));",
    silent: [
      'The loop may change the page, so that another element could be found.',
      'The loop waits, or has the query as its condition.',
      'What is asked for, or where, is another thing in each turn.',
    ],
    peers: ['react-doctor/js-cache-storage'],
  },
  check(file, report) {
    const hoist = hoister(file);
    const seen = new Set<ts.Node>();
    return {
      CallExpression(call) {
        const method = methodCall(call);
        const isStorage = method?.name === 'getItem';
        if (!method || !(isStorage || QUERIES.has(method.name)) || call.arguments.length !== 1 || seen.has(call)) return;
        const loop = loopAround(call);
        const wanted = loop && constantText(call.arguments[0]!, file.names);
        if (!loop || wanted === null || !isSameLoop(call, loop, file)) return;
        if (isStorage ? !isOfStorage(method.receiver, file) : !isOfPage(method.receiver, loop, file)) return;
        if (isStorage ? mayStore(loop, file) : mayChangePage(loop, call, isLasting(method, wanted), file)) return;
        const kind = isStorage ? 'storage' : kindOf(method.name);
        const whole = withAssertion(call);
        const edits = hoist(whole, loop.node, { value: file.textOf(whole), name: NAMES[kind], staysInFunction: true });
        const same = sameIn(loop, call, file);
        for (const each of same) seen.add(each);
        const name = edits && (edits[1]?.text || declaredName(whole));
        report({
          node: call,
          cost: kind,
          message: isStorage
            ? `\`${file.textOf(call)}\` reads from what is stored in each turn of the loop, for the same answer`
            : `\`${file.textOf(call)}\` looks through the page in each turn of the loop, for the same answer`,
          ...(name && {
            fixes: [
              {
                title: 'Ask once, in front of the loop',
                kind: 'suggestion',
                edits: [...edits, ...same.map((each) => ({ start: each.getStart(file.source), end: each.end, text: name }))],
              },
            ],
          }),
        });
      },
    };
  },
};

const kindOf = (name: string) =>
  name === 'querySelectorAll' ? 'list' : name === 'querySelector' || name === 'getElementById' ? 'query' : 'live';

/** `document.querySelector('a')!`. */
function withAssertion(call: ts.Expression): ts.Expression {
  let at = call;
  while (ts.isNonNullExpression(at.parent)) at = at.parent;
  return at;
}

/** Other places of a loop that ask the same. */
function sameIn({ node, body, kind }: Loop, call: ts.CallExpression, { source }: FileFacts): ts.Node[] {
  return [...nodesIn(kind === 'for' ? node : body, (each) => each !== body && ts.isFunctionLike(each))].filter(
    (each) => each !== call && ts.isCallExpression(each) && isSameText(source, each, call),
  );
}

const declaredName = ({ parent }: ts.Expression): string | null =>
  ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? parent.name.text : null;

/** Whether a loop has more than a few turns, which all ask in one go. */
function isSameLoop(call: ts.Node, { kind, node, body, over }: Loop, { names }: FileFacts): boolean {
  // The answer ends such a loop.
  if ((kind === 'while' || kind === 'do') && !contains(body, call)) return false;
  if (kind === 'for' && !contains(body, call) && !isListed(call)) return false;
  if (kind === 'callback' && methodCall(node)?.name === 'find') return false;
  if ([...nodesIn(body, ts.isFunctionLike)].some((each) => ts.isAwaitExpression(each) || ts.isYieldExpression(each))) return false;
  const length = over && knownLength(over, names);
  return length === null || length > 3;
}

/** `document.querySelectorAll('li').length` is no answer that the loop waits for. */
const isListed = ({ parent }: ts.Node): boolean => ts.isPropertyAccessExpression(parent) && parent.name.text === 'length';

const isGlobalNamed = (node: ts.Expression, name: string, { names }: FileFacts): boolean => {
  const inner = unwrapped(node);
  if (ts.isPropertyAccessExpression(inner))
    return inner.name.text === name && ts.isIdentifier(inner.expression) && inner.expression.text === 'window';
  return ts.isIdentifier(inner) && inner.text === name && names.isGlobal(inner);
};

const isOfStorage = (receiver: ts.Expression, file: FileFacts): boolean =>
  isGlobalNamed(receiver, 'localStorage', file) || isGlobalNamed(receiver, 'sessionStorage', file);

/** Whether what is searched is the document, or an element that is the same in each turn. */
function isOfPage(receiver: ts.Expression, { node }: Loop, file: FileFacts): boolean {
  if (isGlobalNamed(receiver, 'document', file)) return true;
  const variable = file.names.variableAt(receiver);
  const parent = variable?.kind === 'const' ? variable.declarations[0]?.parent : undefined;
  const made = parent && ts.isVariableDeclaration(parent) && parent.initializer ? methodCall(unwrapped(parent.initializer)) : null;
  return made !== null && QUERIES.has(made.name) && !contains(node, parent!) && isInvariantIn(receiver, node, file.names, () => true);
}

/** Whether a question has the same answer whatever the classes and attributes of elements are: it asks for an id, or for what is there once. */
const isLasting = ({ name }: MethodCall, wanted: string): boolean =>
  name === 'getElementById' || (name === 'querySelector' && /^(?:#[\w-]+|body|head|html|main|meta\[[^\]]+\])$/u.test(wanted));

/** Whether something in a loop may change what a query of it finds. */
function mayChangePage({ body, node: loop, kind }: Loop, query: ts.CallExpression, isLasting: boolean, file: FileFacts): boolean {
  const parts = kind === 'for' ? [loop] : [body];
  return parts
    .flatMap((part) => [...nodesIn(part)])
    .some((node) => {
      if (ts.isPropertyAccessExpression(node) && isTarget(node)) {
        // The content of elements may be another one, but not that of all.
        const isOfAll = node.name.text === 'id' || node.name.text === 'outerHTML' || /\bbody\b/u.test(file.textOf(node.expression));
        return CONTENT.has(node.name.text) && (!isLasting || isOfAll);
      }
      if (ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node)) return !isLasting && !isPlainClass(node);
      if (!ts.isCallExpression(node) || node === query) return false;
      const method = methodCall(node);
      const name = method?.name ?? (ts.isIdentifier(node.expression) ? node.expression.text : '');
      if (isLasting) return PAGE_CHANGING.test(name) && !(method && isOfClasses(method));
      if (!method)
        return !(ts.isIdentifier(node.expression) && /^(?:Boolean|Number|String|parseFloat|parseInt)$/u.test(node.expression.text));
      if (isOfClasses(method) || OF_ATTRIBUTES.has(method.name)) return true;
      return !HARMLESS.has(method.name) && !isGlobalNamed(method.receiver, 'console', file);
    });
}

const isPlainClass = (node: ts.Node): boolean =>
  ts.isNewExpression(node) && ts.isIdentifier(node.expression) && /^(?:Array|Date|Error|Map|Set|URL)$/u.test(node.expression.text);

const isOfClasses = ({ receiver }: MethodCall): boolean => {
  const inner = unwrapped(receiver);
  return ts.isPropertyAccessExpression(inner) && inner.name.text === 'classList';
};

/** Whether something in a loop may write what is stored. */
function mayStore({ node: loop }: Loop, file: FileFacts): boolean {
  return [...nodesIn(loop)].some((node) => {
    if (!ts.isCallExpression(node)) return false;
    const name = methodCall(node)?.name ?? (ts.isIdentifier(node.expression) ? node.expression.text : '');
    return STORING.test(name) && !(name === 'set' && file.kinds.kindOf(methodCall(node)!.receiver) === 'map');
  });
}
