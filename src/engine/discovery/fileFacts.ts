import { ts } from '../syntax/index.ts';

/** What must be known of the whole file to follow a name in one place of it. Counts by name, so shadowing only makes them larger. */
export interface FileFacts {
  /** How often a name is used other than to declare or export it. */
  uses(name: string): number;
  /** The only expression that is assigned to a name after its declaration; undefined where there is none or several. */
  soleAssignment(name: string): ts.Expression | undefined;
}

/** The tree is walked once, when the first question is asked: most files never ask. */
export function fileFacts(source: ts.SourceFile): FileFacts {
  let found: { uses: Map<string, number>; assignments: Map<string, ts.Expression[]> } | undefined;
  const facts = () => (found ??= collect(source));
  return {
    uses: (name) => facts().uses.get(name) ?? 0,
    soleAssignment(name) {
      const assigned = facts().assignments.get(name);
      return assigned?.length === 1 ? assigned[0] : undefined;
    },
  };
}

function collect(source: ts.SourceFile): { uses: Map<string, number>; assignments: Map<string, ts.Expression[]> } {
  const uses = new Map<string, number>();
  const assignments = new Map<string, ts.Expression[]>();

  function visit(node: ts.Node): void {
    if (ts.isIdentifier(node)) uses.set(node.text, (uses.get(node.text) ?? 0) + 1);
    else if (ts.isTypeNode(node) || ts.isExportDeclaration(node) || ts.isExportAssignment(node)) {
      // Types use no value; what an export leads to is not called by this file.
      if (ts.isExportAssignment(node) && !ts.isIdentifier(node.expression)) visit(node.expression);
    } else if (ts.isPropertyAccessExpression(node)) visit(node.expression);
    else if (ts.isPropertyAssignment(node)) {
      if (ts.isComputedPropertyName(node.name)) visit(node.name);
      visit(node.initializer);
    } else {
      if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isIdentifier(node.left)) {
        const { text } = node.left;
        assignments.set(text, [...(assignments.get(text) ?? []), node.right]);
      }
      const declared = 'name' in node ? node.name : undefined;
      ts.forEachChild(node, (child) => {
        if (child !== declared || !ts.isIdentifier(child) || ts.isShorthandPropertyAssignment(node)) visit(child);
      });
    }
  }

  visit(source);
  return { uses, assignments };
}
