import { ts } from '../../syntax/index.ts';
import type { Names } from './names.ts';
import { inlineFunction, type FunctionWithBody } from './shapes.ts';

/** The function of the file that a name always stands for; null for every other expression. */
export function functionNamed(expression: ts.Expression, names: Names): FunctionWithBody | null {
  const variable = names.variableAt(expression);
  const declaration = variable?.declarations[0]?.parent;
  if (!variable || !declaration || variable.declarations.length > 1 || variable.references.some(({ writes }) => writes)) return null;
  if (ts.isFunctionDeclaration(declaration)) return declaration.body ? (declaration as FunctionWithBody) : null;
  return ts.isVariableDeclaration(declaration) && variable.kind === 'const' ? inlineFunction(declaration.initializer) : null;
}

export const isAsync = ({ modifiers }: FunctionWithBody): boolean =>
  modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false;
