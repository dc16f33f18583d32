import { ts } from '../../syntax/index.ts';
import { inlineFunction, lastName, methodCall, wrapped, type FunctionWithBody } from './shapes.ts';

const ROUTES = new Set(['all', 'delete', 'get', 'head', 'options', 'patch', 'post', 'put', 'route', 'use']);
const ROUTERS = /^(?:api|app|fastify|routes?|server)$|router$|app$/iu;
/** Names of exports that frameworks call for each request. */
const EXPORTED = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'getServerSideProps', 'handler', 'lambdaHandler']);
/** Parameters of what answers a request. */
const REQUEST = /^_?(?:ctx|context|req|request)$/u;
const RESPONSE = /^_?(?:next|rep|reply|res|response)$/u;

/** Events that come again and again, each time for another client or move. */
const REPEATED = new Set([
  ...['click', 'connection', 'dblclick', 'dragstart', 'input', 'keydown', 'keypress', 'keyup', 'mousedown', 'mouseenter', 'mousemove'],
  ...['mouseover', 'mouseup', 'pointerdown', 'pointermove', 'request', 'resize', 'scroll', 'touchmove', 'touchstart', 'upgrade'],
]);
/** Methods that add a listener. */
export const LISTENING = new Set(['addEventListener', 'addListener', 'on', 'prependListener']);

/** The outermost function around a node that is called for each request to a server, as far as the file shows; null if there is none. */
export function requestHandlerAround(node: ts.Node): FunctionWithBody | null {
  return outermost(node, isRequestHandler);
}

/** The outermost function around a node that is called for each event of a kind that comes again and again, and that event. */
export function eventHandlerAround(node: ts.Node): { readonly fn: FunctionWithBody; readonly event: string } | null {
  const fn = outermost(node, (each) => eventOf(each) !== null);
  const event = fn && eventOf(fn);
  return fn && event !== null ? { fn, event } : null;
}

function outermost(node: ts.Node, isIt: (fn: FunctionWithBody) => boolean): FunctionWithBody | null {
  let found: FunctionWithBody | null = null;
  for (let at = node.parent; at; at = at.parent)
    if (ts.isFunctionLike(at) && 'body' in at && at.body && isIt(at as FunctionWithBody)) found = at as FunctionWithBody;
  return found;
}

function isRequestHandler(fn: FunctionWithBody): boolean {
  const [first, second] = fn.parameters.map(({ name }) => (ts.isIdentifier(name) ? name.text : ''));
  if (first !== undefined && second !== undefined && REQUEST.test(first) && RESPONSE.test(second)) return true;
  if (ts.isFunctionDeclaration(fn)) return isExported(fn) && fn.name !== undefined && EXPORTED.has(fn.name.text);
  const call = callWith(fn);
  if (call) return isRoute(call) || isServer(call);
  const declaration = wrapped(fn).parent;
  return (
    ts.isVariableDeclaration(declaration) &&
    ts.isIdentifier(declaration.name) &&
    EXPORTED.has(declaration.name.text) &&
    ts.isVariableStatement(declaration.parent.parent) &&
    isExported(declaration.parent.parent)
  );
}

/** `app.get('/users', (req, res) => …)`. */
function isRoute(call: ts.CallExpression): boolean {
  const method = methodCall(call);
  const [path] = call.arguments;
  if (!method || !ROUTES.has(method.name) || !path || !ts.isStringLiteralLike(path)) return false;
  return ROUTERS.test(lastName(method.receiver));
}

/** `http.createServer((req, res) => …)`. */
const isServer = ({ expression }: ts.CallExpression): boolean => lastName(expression) === 'createServer';

/** The event that a function listens to, if it comes again and again. */
function eventOf(fn: FunctionWithBody): string | null {
  const call = callWith(fn);
  const listening = call && methodCall(call);
  if (!listening) return eventOfProperty(fn);
  const [event, listener, options] = listening.args;
  const isListener = LISTENING.has(listening.name) && inlineFunction(listener) === fn && !mayEndItself(options);
  return isListener && event && ts.isStringLiteralLike(event) && REPEATED.has(event.text) ? event.text : null;
}

/** `button.onclick = () => …`. */
function eventOfProperty(fn: FunctionWithBody): string | null {
  const { parent } = wrapped(fn);
  if (!ts.isBinaryExpression(parent) || parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return null;
  const name = lastName(parent.left);
  return name.startsWith('on') && REPEATED.has(name.slice(2)) ? name.slice(2) : null;
}

/** Whether the options of a listener may take it away after the first time, or later. */
export const mayEndItself = (options: ts.Expression | undefined): boolean =>
  options !== undefined && options.kind !== ts.SyntaxKind.TrueKeyword && options.kind !== ts.SyntaxKind.FalseKeyword && !isPassive(options);

const isPassive = (options: ts.Expression): boolean =>
  ts.isObjectLiteralExpression(options) &&
  options.properties.every(({ name }) => name && ts.isIdentifier(name) && (name.text === 'passive' || name.text === 'capture'));

/** The call that a function is an argument of. */
function callWith(fn: ts.Node): ts.CallExpression | null {
  const at = wrapped(fn);
  return ts.isCallExpression(at.parent) && at.parent.expression !== at ? at.parent : null;
}

const isExported = (node: ts.FunctionDeclaration | ts.VariableStatement): boolean =>
  node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
