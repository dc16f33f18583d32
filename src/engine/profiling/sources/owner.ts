import type { CodeOwner } from '../../../model/profile.ts';
import type { Frames } from '../tree/frames.ts';

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
  // Ours, around a benchmark: recordings have it as one.
  ['(laptime)', 'harness'],
]);

/**
 * What code without a script is. V8 writes none for what the engine itself has; of formats that know of no scripts at all, as collapsed
 * stacks, everything is taken for the workspace's.
 */
export function ownerWithoutScript({ urls, strings }: Pick<Frames, 'urls' | 'strings'>): CodeOwner {
  return urls.some((url) => strings[url] !== '') ? 'native' : 'workspace';
}

/** Whose a function is, by its name and script as a profile has them. */
export function ownerOf(name: string, url: string, withoutScript: CodeOwner = 'native'): Owner {
  const plain = (owner: CodeOwner): Owner => ({ owner, packageName: '' });
  if (url === '') return plain(NO_CODE.get(name) ?? withoutScript);
  if (url.startsWith('node:') || url.startsWith('internal/')) return plain('node');
  const packageName = PACKAGE.exec(url)?.[1]?.replace('\\', '/');
  if (packageName !== undefined) return { owner: 'package', packageName };
  if (url.startsWith('wasm:')) return plain('native');
  return plain('workspace');
}
