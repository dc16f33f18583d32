import { UserError } from '../../base/errors.ts';
import { nearest } from '../../base/nearest.ts';
import { parseSource, positionAt, ts } from '../syntax/index.ts';
import { candidatesOf, isAsync, type Candidate } from './candidates.ts';
import { recordingText } from './recordingText.ts';

/** Which function of a file: the one around a place, lines and columns from 1, or the one of a name. */
export type FunctionPlace = { readonly line: number; readonly column?: number } | { readonly name: string };

/** Where a class can be imported from; null: from the file of the function. */
export interface ImportableClass {
  readonly specifier: string | null;
  readonly exported: string;
}

/** A function that can be called from a bench file. */
export interface FoundFunction {
  /** `parse`, `Parser.parse`. */
  readonly name: string;
  /** What to import from the file: the function, or the class or object that has it; `default` for what has no name there. */
  readonly exported: string;
  readonly member: string | null;
  readonly access: 'function' | 'member' | 'static' | 'instance';
  /** '' for one without a name. */
  readonly parameters: readonly string[];
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** The line that it begins on, from 1. */
  readonly line: number;
  /** Classes that a bench file can import, by the names that their objects know them by. */
  readonly classes: Readonly<Record<string, ImportableClass>>;
  /** How files of this project name others: what stands in its imports. */
  readonly specifiers: readonly string[];
}

export interface FunctionToRecord {
  readonly found: FoundFunction;
  /** The file, with the function telling its calls. */
  readonly recording: string;
}

/**
 * Reads which function is meant, and makes it tell its calls. Executes nothing. `file` is for messages.
 * @throws UserError `no-function`, `not-exported`, `not-benchmarkable`
 */
export function findFunction(file: string, text: string, place: FunctionPlace): FunctionToRecord {
  const source = parseSource(file, text, true);
  const candidate = choose(file, source, candidatesOf(source), place);
  const { name, exported, member, access, declared } = candidate;
  if (candidate.refusal !== null) throw new UserError('not-benchmarkable', `${name} in ${file} ${candidate.refusal}.`);
  if (exported === null) {
    const what = access === 'function' ? name : name.split('.')[0]!;
    throw new UserError(
      'not-exported',
      `${what} in ${file} is not exported, so that no bench file can import it: export it, or benchmark a function that calls it.`,
    );
  }
  const { classes, specifiers } = importsOf(source);
  return {
    found: {
      name,
      exported,
      member,
      access,
      parameters: (declared?.parameters ?? []).filter(({ name: each }) => each.getText(source) !== 'this').map(parameterName),
      isAsync: isAsync(declared),
      isGenerator: declared !== null && 'asteriskToken' in declared && declared.asteriskToken !== undefined,
      line: positionAt(source, candidate.range.getStart(source)).line,
      classes: { ...classes, ...ownClasses(source) },
      specifiers,
    },
    recording: recordingText(source, candidate),
  };
}

const parameterName = ({ name }: ts.ParameterDeclaration): string => (ts.isIdentifier(name) ? name.text : '');

function choose(file: string, source: ts.SourceFile, candidates: readonly Candidate[], place: FunctionPlace): Candidate {
  const names = candidates.map(({ name }) => name);
  if ('name' in place) {
    const wanted = place.name;
    const named = candidates.filter(({ name, exported, member }) => [name, member ?? exported].includes(wanted));
    if (named.length === 1) return named[0]!;
    const exact = named.find(({ name }) => name === wanted);
    if (exact) return exact;
    if (named.length > 1) {
      const all = named.map(({ name }) => name).join(', ');
      throw new UserError('no-function', `${file} has several functions ${wanted}: ${all}. Name one of them.`);
    }
    const near = nearest(wanted, names, 3);
    const hint = near.length > 0 ? `; near it: ${near.join(', ')}` : '';
    throw new UserError('no-function', `${file} has no function ${wanted} at its top level, in a class or in an object${hint}.`);
  }
  const offset = offsetOf(source, place);
  const around = candidates.filter(({ range }) => range.getStart(source) <= offset && offset < range.getEnd());
  const [innermost] = around.toSorted((a, b) => width(a, source) - width(b, source));
  if (innermost) return innermost;
  const hint = names.length > 0 ? ` It has: ${names.slice(0, 10).join(', ')}.` : '';
  throw new UserError('no-function', `There is no function at line ${place.line} of ${file}: put the cursor into one, or name it.${hint}`);
}

const width = ({ range }: Candidate, source: ts.SourceFile): number => range.getEnd() - range.getStart(source);

/** Without a column: where the text of the line begins. */
function offsetOf(source: ts.SourceFile, { line, column }: { readonly line: number; readonly column?: number }): number {
  const starts = source.getLineStarts();
  const start = starts[line - 1];
  if (start === undefined) return -1;
  const text = source.text.slice(start, starts[line]);
  const indent = text.length - text.trimStart().length;
  return start + Math.max(column === undefined ? 0 : column - 1, Math.min(indent, text.length - 1));
}

function ownClasses(source: ts.SourceFile): Record<string, ImportableClass> {
  const found: Record<string, ImportableClass> = {};
  for (const { access, name, exported } of candidatesOf(source)) {
    if ((access === 'static' || access === 'instance') && exported !== null) found[name.split('.')[0]!] = { specifier: null, exported };
  }
  return found;
}

function importsOf(source: ts.SourceFile): Pick<FoundFunction, 'classes' | 'specifiers'> {
  const classes: Record<string, ImportableClass> = {};
  const specifiers: string[] = [];
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const specifier = statement.moduleSpecifier.text;
    specifiers.push(specifier);
    const { name, namedBindings } = statement.importClause ?? {};
    if (name) classes[name.text] = { specifier, exported: 'default' };
    if (!namedBindings || !ts.isNamedImports(namedBindings)) continue;
    // Types too: what names the type of an argument is where its class comes from.
    for (const { name: local, propertyName } of namedBindings.elements) {
      const exported = (propertyName ?? local).text;
      classes[exported] = { specifier, exported };
    }
  }
  return { classes, specifiers };
}
