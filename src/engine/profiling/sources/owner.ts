import type { CodeOwner } from '../../../model/profile.ts';

export interface Owner {
  readonly owner: CodeOwner;
  /** Of a package; else empty. */
  readonly packageName: string;
}

const PACKAGE = /^(?:.*[\\/])?node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/u;

/** What V8 writes where no function runs. */
const NO_CODE: ReadonlyMap<string, CodeOwner> = new Map([
  ['(idle)', 'idle'],
  ['(garbage collector)', 'gc'],
  ['(program)', 'program'],
  ['(root)', 'program'],
]);

/**
 * Whose a function is, by its name and script as a profile has them. `harness` is the folder with Laptime's own code around a
 * benchmark, as a path or URL; null where there is none.
 */
export function ownerOf(name: string, url: string, harness: string | null): Owner {
  const plain = (owner: CodeOwner): Owner => ({ owner, packageName: '' });
  if (url === '') return plain(NO_CODE.get(name) ?? 'native');
  if (url.startsWith('node:') || url.startsWith('internal/')) return plain('node');
  if (harness !== null && url.startsWith(harness)) return plain('harness');
  const packageName = PACKAGE.exec(url)?.[1]?.replace('\\', '/');
  if (packageName !== undefined) return { owner: 'package', packageName };
  if (url.startsWith('wasm:')) return plain('native');
  return plain('workspace');
}
