import path from 'node:path';
import type { WorkspaceNode } from '../environment/index.ts';

export type RevisionNode = Pick<WorkspaceNode, 'executable' | 'version' | 'env' | 'source'>;

// `npm run` and `npx` tell their children about the package that they run for, and how quiet they are to be. A package manager that is
// started for another folder would believe the one, and keep to itself why an install failed for the other.
const OF_ANOTHER_PACKAGE =
  /^(npm_(package_.*|lifecycle_.*|command|execpath|node_execpath|config_(local_prefix|prefix|global_prefix|workspaces?|include_workspace_root|dry_run|global|location|loglevel|silent))|init_cwd|node_env)$/i;

/** What a terminal in the workspace would give to a package manager or a build, with the Node.js of the benchmarks first. */
export function programEnvironment(node: RevisionNode, commandFolders: readonly string[]): Record<string, string> {
  const env = Object.fromEntries(Object.entries(node.env).filter(([name]) => !OF_ANOTHER_PACKAGE.test(name)));
  const name = Object.keys(env).find((each) => each.toUpperCase() === 'PATH') ?? 'PATH';
  // From the PATH it is found there anyway, perhaps through a shim that also picks the right npm.
  const named = node.source === 'setting' ? [path.dirname(node.executable)] : [];
  return { ...env, [name]: [...commandFolders, ...named, env[name] ?? ''].filter((folder) => folder !== '').join(path.delimiter) };
}
