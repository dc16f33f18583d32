import { ts } from '../../../syntax/index.ts';
import { isAssignedIn } from '../../facts/changes.ts';
import { sqlOf } from '../../facts/database.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { hoister } from '../../facts/hoisting.ts';
import { isShortLoop } from '../../facts/lengths.ts';
import { loopsAround, type Loop } from '../../facts/loops.ts';
import { contains, methodCall, nodesIn, wrapped } from '../../facts/shapes.ts';
import { isOverList, mayLeave } from '../../facts/turns.ts';
import type { Rule } from '../../rule.ts';

export const noPrepareInLoop: Rule = {
  id: 'no-prepare-in-loop',
  category: 'database',
  gate: 'always',
  title: 'The same SQL prepared again and again',
  costs: ['insert', 'select'],
  docs: {
    why: 'Each turn has the same SQL parsed, planned and compiled again, which often takes longer than to run it. A prepared statement can be run any number of times.',
    before: "for (const { id, name } of users) {\n  db.prepare('INSERT INTO users VALUES (?, ?)').run(id, name);\n}",
    after: "const insert = db.prepare('INSERT INTO users VALUES (?, ?)');\nfor (const { id, name } of users) {\n  insert.run(id, name);\n}",
    silent: [
      'The words of the SQL differ from turn to turn, or are not known.',
      'The database is another one in each turn.',
      'The statement is kept for the next turn.',
      'The loop tries again until something is so, or has few turns.',
      '`bind` follows at once: such statements are sent as a batch, or cost nothing to make.',
    ],
    beware:
      'Before the loop the tables must be there already. A statement that goes through rows with `iterate` cannot be run again before it is through.',
    peers: [],
  },
  check(file, report) {
    const hoist = hoister(file);
    return {
      CallExpression(call) {
        if (call.arguments.length !== 1) return;
        const method = methodCall(call);
        if (method?.name !== 'prepare') return;
        const sql = sqlOf(method.args[0], file);
        const verb = sql === null || sql.includes('${') ? null : /^(?:delete|insert|replace|select|update|with)\b/iu.exec(sql)?.[0];
        const loop = verb && !isKept(call, file) ? widestLoop(call, method.receiver, file) : null;
        if (!verb || !loop) return;
        const name = `${verb.toLowerCase() === 'with' ? 'select' : verb.toLowerCase()}Statement`;
        const edits = mayBeMoved(call, file) ? hoist(call, loop.node, { value: file.textOf(call), name }) : null;
        report({
          node: call,
          cost: /^(?:select|with)/iu.test(verb) ? 'select' : 'insert',
          message: '`prepare` compiles the same SQL again in each turn of the loop',
          fixes: edits ? [{ title: 'Prepare it once, before the loop', kind: 'suggestion', edits }] : [],
        });
      },
    };
  },
};

/** The widest loop around a call within which the database is the same. */
function widestLoop(call: ts.CallExpression, database: ts.Expression, file: FileFacts): Loop | null {
  let widest: Loop | null = null;
  for (const loop of loopsAround(call)) {
    if (!isSameIn(database, loop, file)) break;
    const isCounted = (isOverList(loop) || loop.kind === 'forIn') && !(loop.kind === 'for' && mayLeave(loop));
    if (!isCounted) break;
    if (!isShortLoop(loop, 4, file.names)) widest = loop;
  }
  return widest;
}

/** Whether a database is one that a name from outside of a loop keeps: `db`, `this.db`. */
function isSameIn(database: ts.Expression, loop: Loop, { names }: FileFacts): boolean {
  for (const node of nodesIn(database)) {
    if (ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isElementAccessExpression(node) || ts.isAwaitExpression(node))
      return false;
    if (node.kind === ts.SyntaxKind.ThisKeyword && loop.kind === 'callback' && !ts.isArrowFunction(loop.body.parent)) return false;
    const variable = ts.isIdentifier(node) ? names.variableOf(node) : null;
    if (!variable) continue;
    if (isAssignedIn(variable, loop.node) || variable.declarations.some((each) => contains(loop.node, each))) return false;
  }
  return true;
}

/** Whether a statement goes anywhere but where it is run: into a list, a map or a name from outside. */
function isKept(call: ts.CallExpression, { names }: FileFacts): boolean {
  const { parent } = wrapped(call);
  if (ts.isPropertyAccessExpression(parent)) return parent.name.text === 'bind';
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) return true;
  // Only what is done with it here is known.
  return names.variableOf(parent.name)!.references.some(({ identifier, writes }) => {
    const { parent: use } = identifier;
    return writes || !ts.isPropertyAccessExpression(use) || use.expression !== identifier || use.name.text === 'bind';
  });
}

/** Whether nothing ends the statement in the turn that made it. */
function mayBeMoved(call: ts.CallExpression, { names, textOf }: FileFacts): boolean {
  const { parent } = wrapped(call);
  if (ts.isPropertyAccessExpression(parent)) return parent.name.text !== 'finalize';
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) return false;
  return !names.variableOf(parent.name)!.references.some(({ identifier }) => /\.(?:finalize|iterate)$/u.test(textOf(identifier.parent)));
}
