import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { loopAround } from '../../facts/loops.ts';
import { isShort } from '../../facts/repeated.ts';
import { nodesIn } from '../../facts/shapes.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

/** Names of functions that are handed on without their object. */
const HANDED_ON = /^#?_?(?:handle|on)[A-Z]|(?:Callback|Handler|Listener)$/u;

export const noClosurePerInstance: Rule = {
  id: 'no-closure-per-instance',
  category: 'memory',
  gate: 'heat',
  title: 'A function of its own for each object',
  costs: ['held'],
  docs: {
    why: 'A field with an arrow function makes a new function for each object, and each object has room for it. A method is made once, and all objects share it. For many objects, that is several times the memory and the time to make them.',
    before:
      'class Point {\n  constructor(x, y) {\n    this.x = x;\n    this.y = y;\n  }\n  length = () => Math.sqrt(this.x ** 2 + this.y ** 2);\n}\nconst points = rows.map(([x, y]) => new Point(x, y));',
    after:
      'class Point {\n  constructor(x, y) {\n    this.x = x;\n    this.y = y;\n  }\n  length() {\n    return Math.sqrt(this.x ** 2 + this.y ** 2);\n  }\n}\nconst points = rows.map(([x, y]) => new Point(x, y));',
    silent: [
      'The file does not make objects of the class in a loop over more than a few.',
      'The class extends another one, or the field is decorated or has a type of its own.',
      'The name says that it is handed on without its object (`onClick`, `handleClose`), or the file hands it on.',
    ],
    beware: 'Handed on without its object (`list.map(point.length)`), a method does not know `this`, and the field did.',
    peers: [],
  },
  check(file, report) {
    return {
      ClassDeclaration({ name, heritageClauses, members }) {
        if (!name || heritageClauses?.some(({ token }) => token === ts.SyntaxKind.ExtendsKeyword) || !isMadeOften(name, file)) return;
        for (const member of members) {
          const fn = ts.isPropertyDeclaration(member) ? functionOf(member) : null;
          if (!fn || !ts.isPropertyDeclaration(member) || HANDED_ON.test(nameOf(member.name)) || isHandedOn(nameOf(member.name), file))
            continue;
          report({
            node: member.name,
            cost: 'held',
            message: `Each \`${name.text}\` gets a function of its own for \`${nameOf(member.name)}\`; a method is there once for all`,
            fixes: asMethod(member, fn, file),
          });
        }
      },
    };
  },
};

const nameOf = (name: ts.PropertyName): string => (ts.isIdentifier(name) || ts.isPrivateIdentifier(name) ? name.text : '');

/** Whether the file makes objects of a class in a loop over more than a few. */
function isMadeOften(name: ts.Identifier, { names }: FileFacts): boolean {
  return (names.variableOf(name)?.references ?? []).some(({ identifier }) => {
    if (!ts.isNewExpression(identifier.parent) || identifier.parent.expression !== identifier) return false;
    const loop = loopAround(identifier);
    return loop !== null && !isShort(loop, names);
  });
}

/** The arrow function that a field of each object is. */
function functionOf({ initializer, modifiers, name, type }: ts.PropertyDeclaration): ts.ArrowFunction | null {
  const isPlain = modifiers?.every(({ kind }) => kind !== ts.SyntaxKind.StaticKeyword && kind !== ts.SyntaxKind.Decorator) ?? true;
  const inner = initializer && unwrapped(initializer);
  return isPlain && !type && inner && inner === initializer && ts.isArrowFunction(inner) && nameOf(name) !== '' ? inner : null;
}

/** Whether the file takes something of this name from an object without calling it. */
function isHandedOn(name: string, { source }: FileFacts): boolean {
  for (const node of nodesIn(source)) {
    if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
      const taken = node.propertyName ?? node.name;
      if (ts.isIdentifier(taken) && taken.text === name) return true;
    }
    if (!ts.isPropertyAccessExpression(node) || node.name.text !== name) continue;
    if (!ts.isCallExpression(node.parent) || node.parent.expression !== node) return true;
  }
  return false;
}

/** `length = (a) => a.x` as `length(a) { return a.x; }`. */
function asMethod(member: ts.PropertyDeclaration, fn: ts.ArrowFunction, { source, textOf }: FileFacts): ProposedFix[] {
  const { body, parameters } = fn;
  const isAsync = fn.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false;
  const words = member.modifiers?.filter(({ kind }) => kind !== ts.SyntaxKind.ReadonlyKeyword).map((each) => textOf(each)) ?? [];
  const start = member.getStart(source);
  const head = source.text.slice(start, body.getStart(source));
  // A comment has no place in what comes of it; nor has `name? = …`.
  if (/\/[/*]/u.test(head) || member.questionToken || member.exclamationToken) return [];
  const types = fn.typeParameters ? `<${fn.typeParameters.map((each) => textOf(each)).join(', ')}>` : '';
  const given = parameters.map((each) => textOf(each)).join(', ');
  const result = fn.type ? `: ${textOf(fn.type)}` : '';
  const code = ts.isBlock(body) ? textOf(body) : `{ return ${textOf(ts.isParenthesizedExpression(body) ? body.expression : body)}; }`;
  const text = [...words, ...(isAsync ? ['async'] : []), `${textOf(member.name)}${types}(${given})${result} ${code}`].join(' ');
  return [{ title: 'Make it a method', kind: 'suggestion', edits: [{ start, end: member.end, text }] }];
}
