import path from 'node:path';

const TYPESCRIPT = /\.([cm]?)tsx?$/;

/**
 * How a bench file names another file. JavaScript by its name as it is; TypeScript as the project does: with its own extension, with that
 * of the JavaScript it becomes, or with none. `used` is what stands in its imports.
 */
export function specifierOf(from: string, to: string, used: readonly string[]): string {
  const relative = path.posix.relative(path.posix.dirname(from), to);
  const named = relative.startsWith('.') ? relative : `./${relative}`;
  if (!TYPESCRIPT.test(to)) return named;
  const own = used.filter((each) => each.startsWith('.'));
  if (own.some((each) => TYPESCRIPT.test(each))) return named;
  if (own.some((each) => /\.[cm]?jsx?$/.test(each))) return named.replace(TYPESCRIPT, '.$1js');
  if (own.length > 0) return named.replace(/(?:\/index)?\.tsx?$/, '');
  // Nobody names another file: Node, bundlers and test runners all know the name as it is.
  return named;
}

/** What the imports of one file call something, as another file has to call it. */
export function movedSpecifier(specifier: string, from: string, to: string): string {
  if (!specifier.startsWith('.')) return specifier;
  const target = path.posix.join(path.posix.dirname(from), specifier);
  const relative = path.posix.relative(path.posix.dirname(to), target);
  return relative.startsWith('.') ? relative : `./${relative}`;
}
