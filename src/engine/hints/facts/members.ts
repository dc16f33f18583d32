import { ts } from '../../syntax/index.ts';
import { isTarget } from './changes.ts';

/** What a class says of one of its fields: a type, or what it begins with where nothing in the class puts something else there. */
export interface Member {
  readonly type: ts.TypeNode | null;
  readonly initializer: ts.Expression | null;
}

/** Finds the field of `this.name` in the class around it; null where there is none, or where `this` may be something else. */
export function memberFinder(): (access: ts.PropertyAccessExpression) => Member | null {
  const assignedIn = new WeakMap<ts.ClassLikeDeclaration, ReadonlySet<string>>();
  return ({ expression, name }) => {
    const owner = expression.kind === ts.SyntaxKind.ThisKeyword ? classOfThis(expression) : null;
    const field = owner && fieldOf(owner, name.text);
    if (!owner || !field) return null;
    if (field.type) return { type: field.type, initializer: null };
    let assigned = assignedIn.get(owner);
    if (!assigned) assignedIn.set(owner, (assigned = assignedNames(owner)));
    return { type: null, initializer: assigned.has(name.text) ? null : (field.initializer ?? null) };
  };
}

function classOfThis(node: ts.Node): ts.ClassLikeDeclaration | null {
  for (let at = node.parent; at; at = at.parent) {
    if (ts.isFunctionDeclaration(at) || ts.isFunctionExpression(at) || ts.isClassStaticBlockDeclaration(at)) return null;
    if (ts.isClassLike(at.parent)) return ts.isClassElement(at) && !isStatic(at) ? at.parent : null;
    if (ts.isMethodDeclaration(at) || ts.isAccessor(at)) return null;
  }
  return null;
}

const isStatic = (node: ts.ClassElement): boolean =>
  ts.canHaveModifiers(node) && (node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) ?? false);

function fieldOf({ members }: ts.ClassLikeDeclaration, name: string): ts.PropertyDeclaration | ts.ParameterDeclaration | null {
  for (const member of members) {
    if (ts.isPropertyDeclaration(member) && !isStatic(member) && nameOf(member.name) === name) return member;
    if (!ts.isConstructorDeclaration(member)) continue;
    const parameter = member.parameters.find((each) => ts.isParameterPropertyDeclaration(each, member) && nameOf(each.name) === name);
    if (parameter) return parameter;
  }
  return null;
}

const nameOf = (name: ts.PropertyName | ts.BindingName): string | null =>
  ts.isIdentifier(name) || ts.isPrivateIdentifier(name) ? name.text : null;

/** Names of what is assigned to in a class, as fields of whatever. */
function assignedNames(owner: ts.ClassLikeDeclaration): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && isTarget(node)) names.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(owner);
  return names;
}
