import { ts } from '../../../syntax/index.ts';
import { barrelOf, type Barrel } from '../../facts/barrels.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { mayBeBundled, packagesAbove } from '../../facts/packages.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

/** Modules that are loaded for nothing: fewer are hardly seen. */
const LEAST_UNUSED = 20;

export const noBarrelImport: Rule = {
  id: 'no-barrel-import',
  category: 'startup',
  gate: 'always',
  title: 'Import from an index of many modules',
  costs: ['modules'],
  docs: {
    why: 'An index file that hands on what many modules have loads all of them, for whoever wants one thing. Node finds, reads, compiles and executes each before the program begins.',
    before: "import { parseDate } from './formats/index.js'; // which has `export * from` for 60 modules",
    after: "import { parseDate } from './formats/parseDate.js';",
    silent: [
      'Only types are imported, or the file imports the index as a whole, too.',
      'The index file hands on fewer than 20 modules that are not asked for, or does something itself, so that somebody wants it as a whole.',
      'The nearest `package.json`, or one above it, names a bundler or a framework for browsers: what is not used is left out there.',
      'No `package.json` is found, so that nothing says how the code runs.',
    ],
    beware: 'It gains nothing where the program loads the other modules anyway. Modules may be executed in another order afterwards.',
    peers: ['biome/noBarrelFile', 'oxc/no-barrel-file'],
  },
  check(file, report) {
    if (file.about.isReact) return {};
    return {
      ImportDeclaration(declaration) {
        const wanted = valuesOf(declaration, file);
        if (wanted.length === 0 || !ts.isStringLiteral(declaration.moduleSpecifier)) return;
        const specifier = declaration.moduleSpecifier.text;
        const barrel = barrelOf(file.source.fileName, specifier, file.others);
        if (!barrel || barrel.moduleCount - wanted.length < LEAST_UNUSED || isLoadedAsWhole(specifier, file) || !runsAsItIs(file)) return;
        const [name] = wanted;
        const what = wanted.length === 1 ? `\`${name!.name.text}\` is` : `${wanted.length} names are`;
        const fix = fixOf(declaration, specifier, barrel, file);
        report({
          node: declaration.moduleSpecifier,
          cost: 'modules',
          message: `\`${specifier}\` loads ${barrel.moduleCount} modules, of which ${what} wanted here`,
          ...(fix && { fixes: [fix] }),
        });
      },
    };
  },
};

/** What of an import is needed when the program runs, if all of it has names. */
function valuesOf({ importClause: clause }: ts.ImportDeclaration, { names }: FileFacts): readonly ts.ImportSpecifier[] {
  if (!clause || clause.phaseModifier !== undefined || clause.name) return [];
  const bindings = clause.namedBindings;
  if (!bindings || !ts.isNamedImports(bindings)) return [];
  // Names that only types use are taken out by the compiler.
  return bindings.elements.filter(({ isTypeOnly, name }) => !isTypeOnly && (names.variableOf(name)?.references.length ?? 0) > 0);
}

/** Whether another import or export of the file asks for all that the index file has. */
const isLoadedAsWhole = (specifier: string, { source }: FileFacts): boolean =>
  source.statements.some((each) => {
    if (ts.isExportDeclaration(each)) return !each.isTypeOnly && !each.exportClause && isOf(specifier, each.moduleSpecifier);
    if (!ts.isImportDeclaration(each) || each.importClause?.phaseModifier !== undefined || !isOf(specifier, each.moduleSpecifier))
      return false;
    const bindings = each.importClause?.namedBindings;
    return !bindings || ts.isNamespaceImport(bindings);
  });

const isOf = (specifier: string, node: ts.Expression | undefined): boolean =>
  node !== undefined && ts.isStringLiteral(node) && node.text === specifier;

function runsAsItIs({ source, others }: FileFacts): boolean {
  const packages = packagesAbove(source.fileName, others);
  return packages.length > 0 && !packages.some((one) => mayBeBundled(one));
}

/** Imports each name from the module that has it, where the index file says which one that is. */
function fixOf(declaration: ts.ImportDeclaration, specifier: string, barrel: Barrel, { source }: FileFacts): ProposedFix | null {
  const bindings = declaration.importClause?.namedBindings;
  if (!bindings || !ts.isNamedImports(bindings) || declaration.attributes) return null;
  const byModule = new Map<string, string[]>();
  for (const { name, propertyName, isTypeOnly } of bindings.elements) {
    const from = barrel.sources.get((propertyName ?? name).text);
    if (!from) return null;
    const words = `${isTypeOnly ? 'type ' : ''}${from.name === name.text ? '' : `${from.name} as `}${name.text}`;
    const module = from.specifier.startsWith('.') ? joined(folderIn(specifier), from.specifier) : from.specifier;
    byModule.set(module, [...(byModule.get(module) ?? []), words]);
  }
  const quote = declaration.moduleSpecifier.getText(source).startsWith('"') ? '"' : "'";
  const end = declaration.getText(source).endsWith(';') ? ';' : '';
  const lines = [...byModule].map(([module, words]) => `import { ${words.join(', ')} } from ${quote}${module}${quote}${end}`);
  const edit = { start: declaration.getStart(source), end: declaration.end, text: lines.join('\n') };
  return { title: 'Import from the modules themselves', kind: 'suggestion', edits: [edit] };
}

/** The folder of the index file that a specifier means, written in the same way. */
const folderIn = (specifier: string): string => specifier.replace(/\/index(?:\.[cm]?[jt]s)?$|\/$/u, '');

/** `../a` and `./b` become `../a/b`. */
function joined(folder: string, relative: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${relative}`.split('/')) {
    if (part === '.' || part === '') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts[0] === '..' ? parts.join('/') : `./${parts.join('/')}`;
}
