import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { type Names } from '../../facts/names.ts';
import { methodCall } from '../../facts/shapes.ts';
import { constantNumber, constantText } from '../../facts/values.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

const SENDING = new Set(['end', 'send', 'sendBeacon', 'write']);
/** What sends to the other side, by the last word of its name. */
const WIRE = /(?:^|[a-z_.])(?:conn|connection|peer|reply|req|request|res|resp|response|sock|socket|websocket|ws|xhr|navigator)$/iu;
/** Words that say that a person reads it. */
const FOR_PEOPLE =
  /backup|debug|dev(?![ei])|download|dump|export(?!s\b)|health|human|inspect|pretty|indent|status|verbose|format|version|print/iu;

export const noPrettyJsonWire: Rule = {
  id: 'no-pretty-json-wire',
  category: 'network',
  gate: 'always',
  title: 'Indented JSON to a program',
  costs: ['stringify'],
  docs: {
    why: 'Indented JSON takes longer to make and is much longer to send, and the program on the other side does not read the spaces.',
    before: 'response.end(JSON.stringify(users, null, 2));',
    after: 'response.end(JSON.stringify(users));',
    silent: [
      'It goes to a file or to the terminal, where people read it.',
      'Names, conditions or the path say that it is for people: `debug`, `pretty`, `status`.',
      'It is sent to be kept as a file: the function says `attachment`.',
      'Whether it is indented is decided when it runs.',
    ],
    beware: 'Who looks at the answers by eye sees one line. The tools of browsers indent it by themselves.',
    peers: [],
  },
  check(file, report) {
    if (/(?:debug|dump|pretty)[^/\\]*$/iu.test(file.source.fileName)) return {};
    return {
      CallExpression(call) {
        const [value, replacer, indent, ...others] = call.arguments;
        if (!value || !replacer || !indent || others.length > 0 || !isStringify(call, file.names) || !isIndent(indent, file.names)) return;
        if (!(isSent(call, file.names) || isSentByName(call, file.names)) || isForPeople(call, file)) return;
        const fix = withoutIndent(value, replacer, indent, file.source);
        report({
          node: call,
          cost: 'stringify',
          message: 'Indented JSON takes longer to make and to send, and the program that gets it does not need the spaces',
          ...(fix && { fixes: [fix] }),
        });
      },
    };
  },
};

function isStringify(call: ts.CallExpression, names: Names): boolean {
  const method = methodCall(call);
  const owner = method?.name === 'stringify' ? method.receiver : undefined;
  return owner !== undefined && ts.isIdentifier(owner) && owner.text === 'JSON' && names.isGlobal(owner);
}

const isIndent = (indent: ts.Expression, names: Names): boolean =>
  (constantNumber(indent, names) ?? 0) > 0 || (constantText(indent, names) ?? '') !== '';

/** Whether an expression as a whole goes to the other side: `res.send(text)`, `new Response(text)`, `fetch(url, { body: text })`. */
function isSent(text: ts.Expression, names: Names): boolean {
  let at: ts.Expression = text;
  while (ts.isParenthesizedExpression(at.parent) || ts.isAsExpression(at.parent)) at = at.parent;
  const { parent } = at;
  if (ts.isNewExpression(parent))
    return ts.isIdentifier(parent.expression) && /^(?:Next)?Response$/u.test(parent.expression.text) && parent.arguments?.[0] === at;
  if (ts.isPropertyAssignment(parent)) return isBodyOfFetch(parent, names);
  const method = methodCall(parent);
  if (!method || !SENDING.has(method.name)) return false;
  const place = method.name === 'sendBeacon' ? 1 : 0;
  return method.args[place] === at && WIRE.test(rootOf(method.receiver));
}

function isBodyOfFetch({ name, parent }: ts.PropertyAssignment, names: Names): boolean {
  if (!ts.isIdentifier(name) || name.text !== 'body' || !ts.isCallExpression(parent.parent)) return false;
  const { expression, arguments: args } = parent.parent;
  return ts.isIdentifier(expression) && expression.text === 'fetch' && names.isGlobal(expression) && args[1] === parent;
}

/** `res` of `res.status(200).type('json')`, and `this.socket` of itself. */
function rootOf(receiver: ts.Expression): string {
  let at = unwrapped(receiver);
  for (;;) {
    const call = methodCall(at);
    if (!call) break;
    at = unwrapped(call.receiver);
  }
  if (ts.isIdentifier(at)) return at.text;
  return ts.isPropertyAccessExpression(at) ? at.name.text : '';
}

/** Whether a constant is declared with a text, and all that is done with it is to send it, or to ask for its length. */
function isSentByName({ parent }: ts.CallExpression, names: Names): boolean {
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) return false;
  const variable = names.variableOf(parent.name);
  if (variable?.kind !== 'const' || variable.references.length === 0) return false;
  const uses = variable.references.map(({ identifier }) =>
    isSent(identifier, names) ? 'sent' : isMeasured(identifier) ? 'measured' : 'other',
  );
  return uses.includes('sent') && !uses.includes('other');
}

/** `text.length` and `Buffer.byteLength(text)`. */
function isMeasured({ parent }: ts.Identifier): boolean {
  if (ts.isPropertyAccessExpression(parent)) return parent.name.text === 'length';
  return methodCall(parent)?.name === 'byteLength';
}

/** Whether a name, a condition or a path around it says that people read it. */
function isForPeople(call: ts.CallExpression, { source, textOf }: FileFacts): boolean {
  for (let at: ts.Node = call; !ts.isSourceFile(at); at = at.parent) {
    const { parent } = at;
    if ((ts.isIfStatement(parent) || ts.isConditionalExpression(parent)) && FOR_PEOPLE.test(conditionOf(parent).getText(source)))
      return true;
    if (ts.isCaseClause(parent) && FOR_PEOPLE.test(textOf(parent.expression))) return true;
    if (!ts.isFunctionLike(at)) continue;
    const path = ts.isCallExpression(parent) ? parent.arguments[0] : undefined;
    const name = at.name ?? (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) ? parent.name : path);
    // What is kept as a file is opened by people.
    if (/content-disposition|attachment/iu.test(at.getText(source))) return true;
    if (name && name !== at && FOR_PEOPLE.test(name.getText(source))) return true;
  }
  return false;
}

const conditionOf = (node: ts.IfStatement | ts.ConditionalExpression): ts.Expression =>
  ts.isIfStatement(node) ? node.expression : node.condition;

function withoutIndent(value: ts.Expression, replacer: ts.Expression, indent: ts.Expression, source: ts.SourceFile): ProposedFix | null {
  const plain = unwrapped(replacer);
  const isNone = plain.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(plain) && plain.text === 'undefined');
  const start = (isNone ? value : replacer).end;
  // A comment there would be lost.
  if (/\/[/*]/u.test(source.text.slice(start, indent.end))) return null;
  return { title: 'Send it without indentation', kind: 'suggestion', edits: [{ start, end: indent.end, text: '' }] };
}
