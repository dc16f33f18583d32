import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { seededRandom } from '../../../src/engine/stats/index.ts';
import { repository } from '../dist.ts';

const modules = path.join(repository, 'node_modules');

/** A file of a published package. */
export interface CorpusFile {
  /** From the folder of the corpus, with `/`; begins with the package. */
  readonly file: string;
  readonly text: string;
}

/** Packages that are installed here, and where their code is as somebody wrote it, or as a compiler left it that keeps it readable. */
const sources: Readonly<Record<string, readonly string[]>> = {
  '@azure/msal-browser': ['src/**'],
  '@azure/msal-common': ['src/**'],
  '@azure/msal-node': ['src/**'],
  '@azure/core-rest-pipeline': ['dist/esm/**'],
  '@azure/identity': ['dist/esm/**'],
  '@typespec/ts-http-runtime': ['dist/esm/**'],
  '@vscode/vsce': ['out/**'],
  ajv: ['lib/**'],
  'axe-core': ['axe.js'],
  chai: ['index.js'],
  chokidar: ['*.js'],
  commander: ['lib/**'],
  jszip: ['lib/**'],
  'js-yaml': ['dist/js-yaml.mjs'],
  knip: ['dist/**'],
  mocha: ['lib/**'],
  pako: ['lib/**'],
  parse5: ['dist/**'],
  postcss: ['lib/**'],
  preact: ['src/**', 'hooks/src/**', 'compat/src/**'],
  qs: ['lib/**'],
  'readable-stream': ['lib/**'],
  rolldown: ['dist/shared/**'],
  sax: ['lib/**'],
  saxes: ['saxes.js'],
  semver: ['**'],
  'simple-statistics': ['src/**'],
  systeminformation: ['lib/**'],
  underscore: ['modules/**'],
  valibot: ['dist/index.mjs'],
  vite: ['dist/node/**'],
  vitest: ['dist/**'],
  workerpool: ['src/**'],
  ws: ['lib/**'],
  xml2js: ['lib/**'],
  yaml: ['dist/**'],
  zod: ['src/**'],
};

/** Bundles that name each module in a comment above it: they are taken apart again. */
const bundles: Readonly<Record<string, string>> = {
  'playwright-core': 'lib/coreBundle.js',
  pnpm: 'dist/pnpm.cjs',
};

/** Names of code, but for declarations. */
export const CODE = /(?<!\.d)\.[cm]?[jt]sx?$/;
const NOT_WRITTEN = /\.min\.|(?:^|\/)(?:node_modules|tests?|__tests__|benchmarks?)\//;
/** Characters in a line on the average; more is what a machine wrote. */
const MOST_IN_LINES = 120;

/** Some megabytes of real code, the same wherever the same packages are installed. */
export function writtenFiles(): readonly CorpusFile[] {
  const files: CorpusFile[] = [];
  for (const [name, globs] of Object.entries(sources)) {
    const cwd = path.join(modules, name);
    const found = globs.flatMap((glob) => globSync(glob, { cwd })).map((file) => file.replaceAll('\\', '/'));
    for (const file of found.toSorted())
      if (CODE.test(file)) files.push({ file: `${name}/${file}`, text: readFileSync(path.join(cwd, file), 'utf8') });
  }
  return readable(files);
}

/** Some more, of programs and of the packages that they use. */
export function bundledFiles(): readonly CorpusFile[] {
  const files = Object.entries(bundles).flatMap(([name, bundle]) =>
    modulesOf(readFileSync(path.join(modules, name, bundle), 'utf8')).map(({ file, text }) => ({ file: `${name}/${file}`, text })),
  );
  return readable(files);
}

/** Code only, each name once, and none that is left out by those who look for it. */
export function readable(files: readonly CorpusFile[]): readonly CorpusFile[] {
  const byName = new Map<string, CorpusFile>();
  for (const { file: name, text } of files) {
    if (!CODE.test(name) || NOT_WRITTEN.test(name)) continue;
    const file = name.replaceAll(/(?<=\/)dist\//g, '');
    if (!byName.has(file) && text.length / text.split('\n').length < MOST_IN_LINES) byName.set(file, { file, text });
  }
  return [...byName.values()];
}

/** The modules of a bundle by the names in its comments; what they were compiled from is in JavaScript there. */
function modulesOf(bundle: string): readonly CorpusFile[] {
  const parts = bundle.split(/^\/\/ (\S+\.[cm]?[jt]sx?)$/m).slice(1);
  const found: CorpusFile[] = [];
  for (let at = 0; at < parts.length; at += 2) {
    const name = parts[at]!.split('node_modules/')
      .at(-1)!
      .replace(/^(?:\.\.\/)+/, '');
    if (NOT_WRITTEN.test(name)) continue;
    found.push({ file: name.replace(/\.[cm]?[jt]sx?$/, '.js'), text: parts[at + 1]! });
  }
  return found;
}

/** TypeScript of so many lines, put together from whole files of the corpus that are drawn by a fixed seed. */
export function largeFile(files: readonly CorpusFile[], lines: number): CorpusFile {
  const { uniform } = seededRandom(5);
  const drawn = files
    .filter(({ file }) => /\.[cm]?ts$/.test(file))
    .map(({ text }) => ({ text, place: uniform() }))
    .toSorted((a, b) => a.place - b.place);
  const taken: string[] = [];
  let count = 0;
  for (const { text } of drawn) {
    const more = text.split('\n').length;
    if (count + more > lines) continue;
    taken.push(text);
    count += more;
  }
  return { file: 'large.ts', text: taken.join('\n') };
}

export const bytesOf = (files: readonly CorpusFile[]): number => files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
