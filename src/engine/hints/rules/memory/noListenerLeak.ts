import { ts } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { eventHandlerAround, LISTENING, mayEndItself, requestHandlerAround } from '../../facts/handlers.ts';
import { freshName, insertedAfter } from '../../facts/places.ts';
import {
  contains,
  functionAround,
  inlineFunction,
  lastName,
  methodCall,
  nodesIn,
  wrapped,
  type FunctionWithBody,
} from '../../facts/shapes.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

const GLOBALS = new Set(['document', 'globalThis', 'process', 'window']);
const EMITTER = /broker|bus|channel|emitter|event|hub|pubsub|queue|redis|subscriber|watcher/iu;
/** What a component calls, or is called, when it appears. */
const EFFECTS = new Set(['onMount', 'onMounted', 'useEffect', 'useLayoutEffect']);
const METHODS = new Set(['componentDidMount', 'connectedCallback']);
/** Words of what takes a listener away, whoever does. */
const REMOVALS = ['removeEventListener', 'removeListener', 'removeAllListeners', '.off(', 'AbortController', 'unsubscribe'];
const LIFE_ENDS = ['onUnmounted', 'onBeforeUnmount', 'onDestroy', 'componentWillUnmount', 'disconnectedCallback'];
/** Words of what makes sure that a button is pressed once. */
const ENDINGS = ['disabled', 'hidden', 'remove(', 'replaceWith', 'classList', 'location', 'display', 'innerHTML'];

/** Code that runs again and again while the program lives. */
interface Repeated {
  readonly fn: FunctionWithBody;
  /** `Each request`. */
  readonly each: string;
  readonly isEffect: boolean;
}

export const noListenerLeak: Rule = {
  id: 'no-listener-leak',
  category: 'memory',
  gate: 'always',
  title: 'Listeners and timers that stay',
  costs: ['listeners', 'timers'],
  docs: {
    why: 'Each call adds one more listener or timer to something that lives on, and nothing takes any of them away. Their functions, and all that these refer to, stay in memory, and each event calls all of them.',
    before: "useEffect(() => {\n  window.addEventListener('resize', measure);\n}, [measure]);",
    after:
      "useEffect(() => {\n  window.addEventListener('resize', measure);\n  return () => window.removeEventListener('resize', measure);\n}, [measure]);",
    silent: [
      'The file has something that takes listeners away, ends timers or stops listening: `removeEventListener`, `off`, `clearInterval`, `AbortController`, or options with `once` or `signal`.',
      'It is added where it is not known that the code runs more than once.',
      'What is listened to is made in the same function, and goes with it.',
      'The same function is added each time: an element keeps it once.',
      'A condition on something from outside stands before it.',
      'The timer or what the call gives is kept, so that another place can end it.',
    ],
    peers: ['@eslint-react/web-api/no-leaked-event-listener', '@eslint-react/web-api/no-leaked-interval'],
  },
  check(file, report) {
    const { text } = file.source;
    let isRemoving: boolean | undefined;
    return {
      CallExpression(call) {
        if (!ts.isExpressionStatement(call.parent)) return;
        const name = lastName(call.expression);
        const isTimer = name === 'setInterval';
        if (!isTimer && !LISTENING.has(name)) return;
        const listening = isTimer ? null : methodCall(call);
        const repeated = isTimer || call.arguments.length > 1 ? repeatedAround(call, file) : null;
        if (!repeated || isGuarded(call, repeated, file)) return;
        if (isTimer) {
          if (!isOfGlobal(call.expression, file) || text.includes('clearInterval')) return;
        } else {
          if (!isLeftBehind(call, repeated, file)) return;
          if ((isRemoving ??= [...REMOVALS, ...LIFE_ENDS].some((word) => text.includes(word)))) return;
        }
        const what = isTimer ? 'timer' : 'listener';
        const owner = listening ? ` to \`${file.textOf(listening.receiver)}\`` : '';
        report({
          node: call,
          end: call.expression,
          cost: isTimer ? 'timers' : 'listeners',
          message: repeated.isEffect
            ? `The ${what} stays when the component is gone, with all that it refers to: nothing takes it away`
            : `${repeated.each} ${isTimer ? 'starts' : 'adds'} another ${what}${owner}, and nothing takes any of them away`,
          fixes: repeated.isEffect ? fixesOf(call, repeated.fn, file) : [],
        });
      },
    };
  },
};

/** What runs a call again and again, if that is sure. */
function repeatedAround(call: ts.CallExpression, { source }: FileFacts): Repeated | null {
  const effect = functionAround(call);
  if (effect && isEffect(effect)) return givesBack(effect) ? null : { fn: effect, each: '', isEffect: true };
  const request = requestHandlerAround(call);
  if (request) return { fn: request, each: 'Each request', isEffect: false };
  const event = eventHandlerAround(call);
  if (!event) return null;
  const body = source.text.slice(event.fn.pos, event.fn.end);
  return ENDINGS.some((word) => body.includes(word)) ? null : { fn: event.fn, each: `Each \`${event.event}\` event`, isEffect: false };
}

function isEffect(fn: FunctionWithBody): boolean {
  if (ts.isMethodDeclaration(fn)) return ts.isIdentifier(fn.name) && METHODS.has(fn.name.text);
  const { parent } = wrapped(fn);
  return ts.isCallExpression(parent) && inlineFunction(parent.arguments[0]) === fn && EFFECTS.has(lastName(parent.expression));
}

/** Whether an effect gives a function back that ends it, or may. */
function givesBack({ body }: FunctionWithBody): boolean {
  if (!ts.isBlock(body)) return true;
  for (const node of nodesIn(body, ts.isFunctionLike)) if (ts.isReturnStatement(node) && node.expression) return true;
  return false;
}

/** Whether code before a call asks for something from outside of the function: maybe whether it was there before. */
function isGuarded(call: ts.CallExpression, { fn, isEffect: isOfComponent }: Repeated, { names, textOf }: FileFacts): boolean {
  for (const node of nodesIn(fn.body)) {
    const condition = ts.isIfStatement(node) ? node.expression : ts.isConditionalExpression(node) ? node.condition : null;
    if (!condition || condition.pos > call.pos) continue;
    if (/listener|\bonce\b|\bthis\b|\.current\b/iu.test(textOf(condition))) return true;
    // Whether a component is shown, or open, says nothing of that.
    if (isOfComponent) continue;
    for (const each of nodesIn(condition)) {
      const variable = ts.isIdentifier(each) ? names.variableOf(each) : null;
      if (variable && variable.kind !== 'import' && !variable.declarations.some((one) => contains(fn, one))) return true;
    }
  }
  return false;
}

/** Whether a listener is a new one each time, on something that lives on. */
function isLeftBehind(call: ts.CallExpression, { fn, isEffect: isOfComponent }: Repeated, file: FileFacts): boolean {
  const { receiver, args, name } = methodCall(call)!;
  const [event, listener, options] = args;
  if (!event || !ts.isStringLiteralLike(event) || !listener || mayEndItself(options)) return false;
  const { names } = file;
  if (isOfGlobal(receiver, file)) return isNew(listener, fn, file);
  const variable = names.variableAt(receiver);
  if (!variable || !ts.isIdentifier(receiver) || name === 'addEventListener' || receiver.text.startsWith('$')) return false;
  const isOutside = !variable.declarations.some((each) => contains(fn, each)) && !variable.references.some(({ writes }) => writes);
  if (!isOutside || (isOfComponent && variable.scope !== names.fileScope)) return false;
  return isEmitter(variable.declarations[0]!) && isNew(listener, fn, file);
}

/** `window`, `document.body` and what else is there once. */
function isOfGlobal(expression: ts.Expression, { names }: FileFacts): boolean {
  if (ts.isPropertyAccessExpression(expression)) {
    const { expression: owner, name } = expression;
    return (
      /^(?:body|documentElement|setInterval)$/u.test(name.text) &&
      ts.isIdentifier(owner) &&
      names.isGlobal(owner) &&
      GLOBALS.has(owner.text)
    );
  }
  return ts.isIdentifier(expression) && names.isGlobal(expression) && (GLOBALS.has(expression.text) || expression.text === 'setInterval');
}

/** Whether a name is declared as something that sends events: imported or made here, and called so. */
function isEmitter(name: ts.Identifier): boolean {
  const { parent } = name;
  if (ts.isVariableDeclaration(parent)) {
    const made = parent.initializer;
    return made !== undefined && ts.isNewExpression(made) && EMITTER.test(lastName(made.expression));
  }
  return (ts.isImportSpecifier(parent) || ts.isImportClause(parent)) && EMITTER.test(name.text);
}

/** Whether a listener is another function each time. */
function isNew(listener: ts.Expression, fn: FunctionWithBody, { names }: FileFacts): boolean {
  if (inlineFunction(listener)) return true;
  const inner = methodCall(listener)?.name === 'bind' ? methodCall(listener)!.receiver : listener;
  // Of an instance, of which there may be many.
  if (ts.isPropertyAccessExpression(inner))
    return inner !== listener || (isEffect(fn) && inner.expression.kind === ts.SyntaxKind.ThisKeyword);
  const variable = names.variableAt(inner);
  if (!variable || variable.scope === names.fileScope || variable.kind === 'parameter') return inner !== listener;
  return contains(fn, variable.declarations[0]!) || isOfComponentOf(fn, variable.scope.node);
}

/** Whether a function of a component stands around an effect. */
const isOfComponentOf = (fn: FunctionWithBody, scope: ts.Node): boolean => isEffect(fn) && contains(scope, fn);

/** Whether what a function gives back is called when the component goes. */
function mayGiveBack(fn: FunctionWithBody): boolean {
  const { parent } = wrapped(fn);
  const isAsync = fn.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false;
  return !isAsync && ts.isCallExpression(parent) && lastName(parent.expression) !== 'onMounted';
}

/** Ends what an effect began, where the effect is a list of statements and the listener has a name. */
function fixesOf(call: ts.CallExpression, fn: FunctionWithBody, { source, textOf }: FileFacts): ProposedFix[] {
  const { body } = fn;
  const last = ts.isBlock(body) ? body.statements.at(-1) : undefined;
  if (!last || call.parent.parent !== body || !mayGiveBack(fn) || source.text.slice(last.end, body.end).includes('/')) return [];
  const listening = methodCall(call);
  const start = call.getStart(source);
  if (listening?.name === 'addEventListener' && ts.isIdentifier(listening.args[1]!)) {
    const end = `return () => ${textOf(listening.receiver)}.removeEventListener(${listening.args.map(textOf).join(', ')});`;
    return [{ title: 'Take it away with the component', kind: 'suggestion', edits: [insertedAfter(last, end, source)] }];
  }
  if (lastName(call.expression) !== 'setInterval') return [];
  const timer = freshName('timer', source);
  const edits = [{ start, end: start, text: `const ${timer} = ` }, insertedAfter(last, `return () => clearInterval(${timer});`, source)];
  return [{ title: 'End it with the component', kind: 'suggestion', edits }];
}
