import { ts, unwrapped } from '../../../syntax/index.ts';
import { isAssignment } from '../../facts/changes.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { isOrdered } from '../../facts/order.ts';
import { contains, functionAround, isSameText, methodCall, nodesIn } from '../../facts/shapes.ts';
import { hasWord, shortened, wordsIn, wordsOf } from '../../facts/words.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

/** What names of calls begin with that only read. */
const READING = wordsOf('count fetch find get list load lookup retrieve search');
/** Words in names of calls that others rely on: they fail, or change something, before those may begin. */
const LEADING = wordsOf(
  'access admin after assert auth authenticate authorize authorized before cached check config connection context create current ensure',
  'env environment guard init initial login me nonce or permission permissions random require reset role secret session',
  'set settings token update upsert valid validate verify',
);
/** Words in names of what calls share that one of them may change. */
const SHARED = wordsOf('canvas context ctx db draft driver element frame input manager scope screen state store within wrapper');

/** `const name = await call(…);` */
interface Waiting {
  readonly statement: ts.VariableStatement;
  readonly name: ts.BindingName;
  readonly node: ts.AwaitExpression;
  readonly call: ts.CallExpression;
}

export const noSequentialAwaits: Rule = {
  id: 'no-sequential-awaits',
  category: 'async',
  gate: 'always',
  title: 'Waiting for what was not started yet',
  costs: ['calls'],
  docs: {
    why: 'The second call is started only when the first has answered, although it needs nothing of that answer. Started together, they take as long as the slower one.',
    before: 'const user = await loadUser(id);\nconst orders = await findOrders(id);',
    after: 'const [user, orders] = await Promise.all([loadUser(id), findOrders(id)]);',
    silent: [
      'A call takes what one before it gave, or something stands between them.',
      'The names do not say that they only read: `get`, `load`, `fetch`, `find`, `count` and the like.',
      'A name says that others rely on it (`getSession`, `loadConfig`), or that it has an order: transactions, cursors, pages.',
      'Both are handed something that one of them may change: a context, a state.',
    ],
    beware: 'Where the first fails, the second has been started already, and its effects stay.',
    peers: ['react-doctor/asyncParallel'],
  },
  check(file, report) {
    const reportRun = (run: readonly Waiting[]): void => {
      const [first, second] = run;
      const last = run.at(-1);
      if (!first || !second || !last) return;
      report({
        node: first.node,
        end: last.node,
        cost: 'calls',
        message: `\`${nameOf(second.call, file)}\` needs nothing of what \`${nameOf(first.call, file)}\` gives, but waits for it`,
        fixes: together(run, file),
      });
    };
    return {
      Block({ statements }) {
        if (statements.length < 2) return;
        let run: Waiting[] = [];
        for (const statement of statements) {
          const waiting = waitingOf(statement, file);
          if (waiting && run.every((earlier) => isIndependent(waiting, earlier, file))) {
            run.push(waiting);
            continue;
          }
          reportRun(run);
          run = waiting ? [waiting] : [];
        }
        reportRun(run);
      },
    };
  },
};

const nameOf = (call: ts.CallExpression, { textOf }: FileFacts): string => shortened(textOf(call.expression));

function waitingOf(statement: ts.Statement, file: FileFacts): Waiting | null {
  if (!ts.isVariableStatement(statement) || !(statement.declarationList.flags & ts.NodeFlags.Const)) return null;
  const [declaration, ...others] = statement.declarationList.declarations;
  if (!declaration?.initializer || others.length > 0) return null;
  const node = unwrapped(declaration.initializer);
  const call = ts.isAwaitExpression(node) ? unwrapped(node.expression) : null;
  if (!ts.isAwaitExpression(node) || !call || !ts.isCallExpression(call) || !isReading(call, file)) return null;
  return { statement, name: declaration.name, node, call };
}

/** Whether a call reads like one that only finds something out, and has no order. */
function isReading(call: ts.CallExpression, file: FileFacts): boolean {
  const method = methodCall(call);
  const callee = unwrapped(call.expression);
  const name = method?.name ?? (ts.isIdentifier(callee) ? callee.text : '');
  if (!READING.has(wordsIn(name)[0] ?? '') || hasWord(name, LEADING) || isOrdered(call, file)) return false;
  // `db.get`, `store.load`: of what and how, nobody knows.
  if (method && ts.isIdentifier(method.receiver) && hasWord(method.receiver.text, SHARED) && wordsIn(name).length < 2) return false;
  for (const node of nodesIn(call)) {
    if (ts.isAwaitExpression(node) || ts.isYieldExpression(node) || ts.isFunctionLike(node) || ts.isPostfixUnaryExpression(node))
      return false;
    if (ts.isPrefixUnaryExpression(node) && isStep(node)) return false;
    if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) return false;
  }
  return true;
}

const isStep = ({ operator }: ts.PrefixUnaryExpression): boolean =>
  operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;

function isIndependent(later: Waiting, earlier: Waiting, { names, source }: FileFacts): boolean {
  if (isSameText(source, later.call, earlier.call)) return false;
  for (const node of nodesIn(later.call)) {
    const variable = ts.isIdentifier(node) ? names.variableOf(node) : null;
    if (variable?.declarations.some((each) => contains(earlier.name, each))) return false;
  }
  const shared = earlier.call.arguments.flatMap((each) => (ts.isIdentifier(each) ? [each.text] : []));
  return !later.call.arguments.some((each) => ts.isIdentifier(each) && shared.includes(each.text) && hasWord(each.text, SHARED));
}

/** All of them as one `Promise.all`. */
function together(run: readonly Waiting[], { source, textOf, names }: FileFacts): ProposedFix[] {
  const { text } = source;
  const between = (start: number, end: number) => text.slice(start, end);
  const isPlain = run.every(
    ({ statement, name, node, call }, index) =>
      /^\s*=\s*await\s*$/u.test(between(name.end, call.getStart(source))) &&
      /^\s*;?$/u.test(between(call.end, statement.end)) &&
      /^const\s+$/u.test(between(statement.getStart(source), name.getStart(source))) &&
      node.expression === call &&
      (index === 0 || between(run[index - 1]!.statement.end, statement.getStart(source)).trim() === ''),
  );
  const [first, last] = [run[0]!.statement, run.at(-1)!.statement];
  if (!isPlain || names.fileScope.variables.has('Promise') || functionAround(first) === null) return [];
  const calls = run.map(({ call }) => textOf(call));
  const start = first.getStart(source);
  const indentation = /^\s*/u.exec(between(text.lastIndexOf('\n', start - 1) + 1, start))![0];
  const isLong = calls.join().length > 90;
  const list = isLong ? `\n${calls.map((call) => `${indentation}  ${call},\n`).join('')}${indentation}` : calls.join(', ');
  const result = `const [${run.map(({ name }) => textOf(name)).join(', ')}] = await Promise.all([${list}]);`;
  return [{ title: 'Wait for all at once', kind: 'suggestion', edits: [{ start, end: last.end, text: result }] }];
}
