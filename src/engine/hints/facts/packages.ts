import { folderOf, type OtherFiles } from './otherFiles.ts';

/** What a `package.json` says, as far as rules ask for it. */
export interface PackageFacts {
  /** The folder that it is in, from the workspace folder with `/`. */
  readonly folder: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** Programs that put modules together into few files, or are built on one that does. */
const BUNDLERS =
  /^(?:@angular(?:-devkit)?\/.+|@builder\.io\/qwik|@docusaurus\/core|@farmfe\/core|@ionic\/.+|@nuxt\/.+|@parcel\/.+|@react-router\/dev|@remix-run\/dev|@rsbuild\/core|@rspack\/.+|@sveltejs\/kit|@vercel\/ncc|astro|browserify|bunchee|electron-vite|esbuild|expo|gatsby|metro|microbundle|next|nuxt|parcel|parcel-bundler|pkgroll|preact-cli|react-native|react-scripts|rolldown|rollup|snowpack|svelte|tsdown|tsup|unbuild|vite|vue|webpack(?:-cli)?|wrangler)$/u;

/** The `package.json` files that a file is below, the nearest first, as far as they can be read. */
export function packagesAbove(file: string, others: OtherFiles): PackageFacts[] {
  const found: PackageFacts[] = [];
  for (let folder = folderOf(file); ; folder = folderOf(folder)) {
    const content = objectIn(others.textOf(folder === '' ? 'package.json' : `${folder}/package.json`));
    if (content) found.push({ folder, content });
    if (folder === '') return found;
  }
}

function objectIn(text: string | null): PackageFacts['content'] | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/u, ''));
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Names of the packages that a package says it needs, to run or to be made. */
export const dependenciesOf = ({ content }: PackageFacts): string[] =>
  [content['dependencies'], content['devDependencies'], content['optionalDependencies']].flatMap((each) =>
    isRecord(each) ? Object.keys(each) : [],
  );

/** Whether what is in a package may run in a browser, or be put together before it runs. */
export function mayBeBundled(one: PackageFacts): boolean {
  const { content } = one;
  const scripts = isRecord(content['scripts']) ? Object.values(content['scripts']) : [];
  const isBuilt = scripts.some(
    (script) => typeof script === 'string' && /\b(?:bun|deno|esbuild|ncc|rollup|tsup|vite|webpack)\b/u.test(script),
  );
  return isBuilt || 'browserslist' in content || 'browser' in content || dependenciesOf(one).some((name) => BUNDLERS.test(name));
}

/** The oldest Node that the nearest package which speaks of it says it runs with, as its major version; null where that cannot be told. */
export function oldestNode(packages: readonly PackageFacts[]): number | null {
  const said = packages
    .map(({ content: { engines } }) => (isRecord(engines) ? engines['node'] : undefined))
    .find((node) => node !== undefined);
  if (typeof said !== 'string') return null;
  const majors = said.split('||').map((part) => Number(/^\s*(?:>=|\^|~|=)?\s*v?(\d+)/u.exec(part)?.[1] ?? 'NaN'));
  const oldest = Math.min(...majors);
  return Number.isNaN(oldest) ? null : oldest;
}
