import type { WorkspaceNode } from './findNode.ts';

/** Flags that the user's environment gives to every Node. */
export function optionsOf(node: WorkspaceNode): string[] {
  return (node.env['NODE_OPTIONS'] ?? '').split(/\s+/).filter((flag) => flag !== '');
}
