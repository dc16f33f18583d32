// The walls between the folders as a lint rule. Unlike `no-restricted-imports` it sees `import()`, `require()` and
// `typeof import()` too, and judges the file that a path leads to, not its spelling.
import path from 'node:path';
import { judgeImport } from './walls.ts';

const root = path.join(import.meta.dirname, '../..');

interface Node {
  readonly [key: string]: unknown;
}
interface Context {
  readonly filename: string;
  report(problem: { node: Node; message: string }): void;
}

const literal = (node: unknown) => {
  const value = (node as { value?: unknown } | null | undefined)?.value;
  return typeof value === 'string' ? value : undefined;
};

function create(context: Context) {
  const file = path.relative(root, context.filename).replaceAll(path.sep, '/');
  const judge = (node: Node, source: unknown, typeOnly: boolean) => {
    const specifier = literal(source);
    const message = specifier === undefined ? undefined : judgeImport(file, specifier, typeOnly);
    if (message !== undefined) context.report({ node, message });
  };
  return {
    ImportDeclaration: (node: Node) => judge(node, node.source, node.importKind === 'type'),
    ExportNamedDeclaration: (node: Node) => judge(node, node.source, node.exportKind === 'type'),
    ExportAllDeclaration: (node: Node) => judge(node, node.source, node.exportKind === 'type'),
    ImportExpression: (node: Node) => judge(node, node.source, false),
    TSImportType: (node: Node) => judge(node, node.source ?? node.argument, true),
    CallExpression: (node: Node) => {
      const callee = node.callee as { type?: string; name?: string };
      if (callee.type === 'Identifier' && callee.name === 'require') judge(node, (node.arguments as unknown[])[0], false);
    },
  };
}

// The plugin interface asks for a default export.
export default { meta: { name: 'laptime' }, rules: { walls: { create } } };
