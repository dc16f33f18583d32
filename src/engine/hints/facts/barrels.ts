import { parseSource, ts } from '../../syntax/index.ts';
import { folderOf, nameFrom, type OtherFiles } from './otherFiles.ts';

/** An index file that does nothing but hand on what other modules have. */
export interface Barrel {
  /** Modules that are loaded with it, those of the barrels that it names included. */
  readonly moduleCount: number;
  /** Where it takes a name from, as it is written there; of what `export *` hands on nothing is known. */
  readonly sources: ReadonlyMap<string, BarrelSource>;
}

export interface BarrelSource {
  readonly specifier: string;
  /** What the module itself calls it. */
  readonly name: string;
}

/** Barrels that lead to barrels: more are not read. */
const MOST_BARRELS = 24;
const EXTENSIONS = ['.ts', '.js', '.mts', '.mjs', '.cts', '.cjs'] as const;
const INDEX = /(?:^|\/)index(?:\.[cm]?[jt]s)?$/u;
const CODE = /\.(?:[cm]?[jt]s|[jt]sx|json|vue|svelte|css)$/iu;

/** The barrel that a relative import of a file leads to; null where it leads to another file, or to one that cannot be told. */
export function barrelOf(file: string, specifier: string, others: OtherFiles): Barrel | null {
  const index = indexFile(file, specifier, others);
  const read = index === null ? null : readBarrel(index, others);
  if (index === null || !read) return null;
  const modules = new Set<string>();
  const seen = new Set([index]);
  const open = [{ file: index, ...read }];
  for (let at = open.pop(); at; at = open.pop()) {
    for (const each of at.specifiers) {
      const inner = seen.size < MOST_BARRELS ? indexFile(at.file, each, others) : null;
      const barrel = inner === null || seen.has(inner) ? null : readBarrel(inner, others);
      if (inner !== null) seen.add(inner);
      if (inner !== null && barrel) open.push({ file: inner, ...barrel });
      else modules.add(each.startsWith('.') ? (nameFrom(folderOf(at.file), each) ?? each) : each);
    }
  }
  return { moduleCount: modules.size, sources: read.sources };
}

/** The index file that a specifier means: it names a folder, or the file itself. */
function indexFile(file: string, specifier: string, others: OtherFiles): string | null {
  if (!/^\.\.?(?:\/|$)/u.test(specifier)) return null;
  const name = nameFrom(folderOf(file), specifier);
  if (name === null) return null;
  if (INDEX.test(specifier)) return firstOf(name.replace(CODE, ''), others);
  if (CODE.test(specifier) || !others.has(name)) return null;
  const index = firstOf(name === '' ? 'index' : `${name}/index`, others);
  // A file of that name comes before a folder.
  const isFile = index !== null && !specifier.endsWith('/') && EXTENSIONS.some((extension) => others.has(`${name}${extension}`));
  return isFile ? null : index;
}

function firstOf(name: string, others: OtherFiles): string | null {
  const extension = EXTENSIONS.find((each) => others.has(`${name}${each}`));
  return extension === undefined ? null : `${name}${extension}`;
}

interface ReadBarrel {
  readonly specifiers: ReadonlySet<string>;
  readonly sources: Map<string, BarrelSource>;
}

/** Null for a file that does more than to hand on. */
function readBarrel(file: string, others: OtherFiles): ReadBarrel | null {
  const text = others.textOf(file);
  if (text === null || !text.includes('from')) return null;
  const imported = new Map<string, BarrelSource>();
  const [specifiers, sources] = [new Set<string>(), new Map<string, BarrelSource>()];
  for (const statement of parseSource(file, text).statements) {
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement) || ts.isEmptyStatement(statement)) continue;
    if (ts.isImportDeclaration(statement)) {
      const clause = statement.importClause;
      if (!clause || !ts.isStringLiteral(statement.moduleSpecifier)) return null;
      if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) continue;
      const specifier = statement.moduleSpecifier.text;
      specifiers.add(specifier);
      if (clause.name) imported.set(clause.name.text, { specifier, name: 'default' });
      const bindings = clause.namedBindings;
      if (bindings && ts.isNamedImports(bindings))
        for (const { name, propertyName } of bindings.elements) imported.set(name.text, { specifier, name: (propertyName ?? name).text });
    } else if (ts.isExportDeclaration(statement)) {
      const { moduleSpecifier, exportClause, isTypeOnly } = statement;
      const specifier = moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : null;
      const named = exportClause && ts.isNamedExports(exportClause) ? exportClause.elements : [];
      const isOfTypes = isTypeOnly || (named.length > 0 && named.every((each) => each.isTypeOnly));
      if (specifier !== null && !isOfTypes) specifiers.add(specifier);
      for (const { name, propertyName } of named) {
        const own = (propertyName ?? name).text;
        const source = specifier === null ? imported.get(own) : { specifier, name: own };
        if (source) sources.set(name.text, source);
      }
    } else return null;
  }
  return { specifiers, sources };
}
