import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { startOf } from '../../facts/hoisting.ts';
import { type Names, type Variable } from '../../facts/names.ts';
import { componentName, isOfReact, reactName } from '../../facts/react.ts';
import { contains, functionAround, inlineFunction, nodesIn, outermostStatement } from '../../facts/shapes.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

/** Functions of React that make a component. */
const MAKERS = new Set(['forwardRef', 'lazy', 'memo']);

type Declared = ts.FunctionDeclaration | ts.ClassDeclaration | ts.VariableDeclaration;

export const reactUnstableComponent: Rule = {
  id: 'react-unstable-component',
  category: 'react',
  gate: 'always',
  title: 'Component made in a component',
  costs: ['component'],
  docs: {
    why: 'A component that is made inside of another one is another component in each render. React takes away all that the last one had made and builds it anew, and its state and focus are lost.',
    before:
      'function List({ rows }) {\n  const Row = ({ row }) => <li>{row.name}</li>;\n  return rows.map((row) => <Row key={row.id} row={row} />);\n}',
    after:
      'const Row = ({ row }) => <li>{row.name}</li>;\nfunction List({ rows }) {\n  return rows.map((row) => <Row key={row.id} row={row} />);\n}',
    silent: [
      'It is called as a function, or handed on, but not used as a tag where it is made.',
      'What makes it is no component: a function that gives a component back.',
      'It is kept with `useMemo` or `useState`.',
    ],
    beware: 'What it reads from around has to come in as props.',
    peers: ['react/no-unstable-nested-components', 'biome/noNestedComponentDefinitions'],
  },
  check(file, report) {
    const { names, source } = file;
    if (!file.about.isReact || !isOfReact(source)) return {};
    const check = (declaration: Declared): void => {
      const { name } = declaration;
      if (!name || !ts.isIdentifier(name) || !/^[A-Z]/u.test(name.text)) return;
      const component = functionAround(declaration);
      const outer = component && componentName(component);
      if (!component || outer === null || !isComponent(declaration, names)) return;
      const variable = names.variableOf(name);
      if (!variable || variable.references.some(({ writes }) => writes)) return;
      if (!variable.references.some(({ identifier }) => isTag(identifier) && !contains(declaration, identifier))) return;
      const fix = movedOut(declaration, variable, file);
      report({
        node: name,
        cost: 'component',
        message: `\`${name.text}\` is another component in each render${outer === '' ? '' : ` of \`${outer}\``}, so that React builds all of it anew`,
        ...(fix && { fixes: [fix] }),
      });
    };
    return { ClassDeclaration: check, FunctionDeclaration: check, VariableDeclaration: check };
  },
};

/** Whether a declaration makes a component: a function that gives JSX back, a class with `render`, or what React makes one from. */
function isComponent(declaration: Declared, names: Names): boolean {
  if (ts.isClassDeclaration(declaration)) return declaration.heritageClauses !== undefined && givesJsx(declaration);
  if (ts.isFunctionDeclaration(declaration)) return givesJsx(declaration);
  if (!declaration.initializer || !ts.isVariableDeclarationList(declaration.parent)) return false;
  if ((declaration.parent.flags & ts.NodeFlags.Const) === 0) return false;
  const value = unwrapped(declaration.initializer);
  if (inlineFunction(value)) return givesJsx(value);
  if (!ts.isCallExpression(value)) return false;
  const maker = reactName(value.expression, names);
  return maker !== null && MAKERS.has(maker);
}

const givesJsx = (node: ts.Node): boolean =>
  [...nodesIn(node)].some((each) => ts.isJsxElement(each) || ts.isJsxSelfClosingElement(each) || ts.isJsxFragment(each));

const isTag = ({ parent }: ts.Identifier): boolean => ts.isJsxOpeningElement(parent) || ts.isJsxSelfClosingElement(parent);

/** Moves a declaration in front of all that it stands in, where it needs nothing of that. */
function movedOut(declaration: Declared, variable: Variable, { source, names }: FileFacts): ProposedFix | null {
  const isAlone =
    !ts.isVariableDeclaration(declaration) ||
    (ts.isVariableDeclarationList(declaration.parent) && declaration.parent.declarations.length === 1);
  const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  if (!isAlone || !ts.isStatement(statement) || !ts.isBlock(statement.parent)) return null;
  const outer = outermostStatement(statement);
  if (needsOf(outer, statement, names) || isTaken(variable, names)) return null;
  const { text } = source;
  const at = startOf(outer, source);
  const start = text.lastIndexOf('\n', statement.getStart(source, true)) + 1;
  const lineEnd = text.indexOf('\n', statement.end);
  const end = lineEnd === -1 ? text.length : lineEnd + 1;
  // With nothing else on its lines, and no comments that might be about more.
  const before = text.slice(statement.getFullStart(), statement.getStart(source, true));
  if (start <= at || before.trim() !== '' || text.slice(start, statement.getStart(source, true)).trim() !== '') return null;
  if (text.slice(statement.end, end).trim() !== '') return null;
  const moved = withoutIndent(text.slice(start, statement.end), statement);
  return {
    title: `Move ${variable.name} out of the component`,
    kind: 'suggestion',
    edits: [
      { start: at, end: at, text: `${moved}\n\n` },
      { start, end, text: '' },
    ],
  };
}

/** Whether a part uses what only exists within another one around it. */
function needsOf(outer: ts.Node, part: ts.Node, names: Names): boolean {
  // Types have no names here: one that is declared within could be meant.
  if (
    [...nodesIn(outer)].some(
      (node) => ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeParameterDeclaration(node),
    )
  )
    return true;
  return [...nodesIn(part)].some((node) => {
    if (node.kind === ts.SyntaxKind.ThisKeyword) return true;
    const variable = ts.isIdentifier(node) ? names.variableOf(node) : null;
    return (
      variable?.declarations.some((each) => contains(outer, each) && !contains(part, each) && variable.scope !== names.fileScope) ?? false
    );
  });
}

/** Whether the file has another meaning for a name, or another declaration of it that would move to the same place. */
const isTaken = ({ name, scope }: Variable, names: Names): boolean => {
  for (let at = scope.parent; at; at = at.parent) if (at.variables.has(name)) return true;
  return names.fileScope.variables.has(name);
};

/** Lines of a statement further to the left, unless it has text of several lines that would be another one. */
function withoutIndent(text: string, statement: ts.Node): string {
  const indent = /^[ \t]*/u.exec(text)?.[0] ?? '';
  const isFixed = [...nodesIn(statement)].some((node) => isTemplate(node) && /\n/u.test(node.getText()));
  if (isFixed || indent === '') return text.trimStart();
  return text
    .split('\n')
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()))
    .join('\n');
}

const isTemplate = (node: ts.Node): boolean => ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node);
