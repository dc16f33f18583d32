import { existsSync, realpathSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../base/errors.ts';
import { visibleText } from '../../base/text.ts';
import { formatCount } from '../../base/units.ts';
import type { BenchApi } from '../../model/benchmark.ts';
import type { RecordedCall } from '../../model/recordedCall.ts';
import { benchTexts, type BenchFileParts, type BenchTexts } from './benchText.ts';
import { chooseCases, type Case } from './chooseCases.ts';
import type { FoundFunction } from './findFunction.ts';
import { NotWritable } from './literal.ts';
import { placeOfBench, type BenchPlace } from './placeOfBench.ts';
import type { RecordedCalls } from './readCalls.ts';
import { shownCommand } from './shownCommand.ts';
import { movedSpecifier, specifierOf } from './specifierOf.ts';

export interface BenchmarkToWrite {
  /** Absolute, without links. */
  readonly root: string;
  /** Of the function, relative to the root, with `/`. */
  readonly file: string;
  readonly found: FoundFunction;
  readonly recorded: RecordedCalls;
  /** What ran while the calls were recorded. */
  readonly command: readonly string[];
  /** The environment that it ran in. */
  readonly env: Readonly<Record<string, string>>;
  readonly api: BenchApi;
  readonly benchFiles: readonly string[];
  readonly globs: { readonly benchmarks: readonly string[]; readonly exclude: readonly string[] };
}

/** A bench file that was written. */
export interface WrittenBenchmark {
  /** Relative to the workspace folder, with `/`. */
  readonly file: string;
  /** The file with its inputs; null where they stand in the bench file. */
  readonly inputsFile: string | null;
  /** Of the function. */
  readonly name: string;
  /** The names of its benchmarks. */
  readonly benchmarks: readonly string[];
  /** How often the function was called while it was recorded. */
  readonly calls: number;
  /** What the user should know of the inputs. */
  readonly notes: readonly string[];
}

const MOST_NAMED = 5;

/**
 * Writes a bench file with the calls that are worth it; no file is written over.
 * @throws UserError `calls-refused`, `no-bench-place`
 */
export async function writeBenchmark(asked: BenchmarkToWrite): Promise<WrittenBenchmark> {
  const { root, file, found, recorded, benchFiles, globs } = asked;
  const question = { file, functionName: found.name === 'default' ? 'default' : found.name, benchFiles, globs };
  const place = placeOfBench({ ...question, exists: (each) => existsSync(path.join(root, each)) });
  const { cases, refusals } = writableCases(asked, place);
  const notes = notesOf(asked, cases, [...recorded.refusals, ...refusals]);
  const texts = benchTexts(partsOf(asked, place, cases, [sourceOf(asked), ...notes.inFile]));
  await writeNew(root, place, texts);
  return {
    file: place.bench,
    inputsFile: texts.inputs === null ? null : place.inputs,
    name: found.name,
    benchmarks: cases.map(({ name }) => name),
    calls: recorded.count,
    notes: notes.all,
  };
}

function partsOf(
  { file, found, api }: BenchmarkToWrite,
  place: BenchPlace,
  cases: readonly Case[],
  remarks: readonly string[],
): BenchFileParts {
  const { bench, inputs } = place;
  return {
    found,
    cases,
    api,
    typescript: /\.[cm]?ts$/.test(bench),
    specifier: specifierOf(bench, file, found.specifiers),
    classSpecifier: (specifier) => movedSpecifier(specifier, file, bench),
    defaultName: found.name === 'default' ? nameOfFile(file) : found.name.split('.')[0]!,
    remarks,
    inputs: specifierOf(bench, inputs, found.specifiers),
  };
}

/** An identifier: `parseList` of `parse-list.ts`, and the folder's of an `index.ts`. */
function nameOfFile(file: string): string {
  const { dir, name } = path.posix.parse(file);
  const stem = name === 'index' && dir !== '' ? path.posix.basename(dir) : name;
  const camel = stem.replaceAll(/[^\w$]+(\w?)/g, (_, letter: string) => letter.toUpperCase());
  return /^[A-Za-z_$][\w$]*$/.test(camel) && !/^(?:default|function|class|import|export|new|delete|in|switch|case)$/.test(camel)
    ? camel
    : 'subject';
}

/** Cases of the calls that code can make again, and why others were left out. */
function writableCases(
  asked: BenchmarkToWrite,
  place: BenchPlace,
): { readonly cases: readonly Case[]; readonly refusals: readonly string[] } {
  const refusals = new Set<string>();
  const isWritable = (call: RecordedCall) => {
    try {
      benchTexts(partsOf(asked, place, [{ name: 'typical call', call }], []));
      return true;
    } catch (error) {
      if (!(error instanceof NotWritable)) throw error;
      refusals.add(`it was called with ${error.message}`);
      return false;
    }
  };
  const cases = chooseCases(asked.recorded.calls.filter(isWritable));
  if (cases.length > 0) return { cases, refusals: [...refusals] };
  const { found, command } = asked;
  const message = `${found.name} was called while '${command.join(' ')}' ran, but no call can be written as code: ${[...refusals].slice(0, 3).join('; ')}. Export that class beside it, or write the inputs by hand, in a new bench file.`;
  throw new UserError('calls-refused', message);
}

const sourceOf = ({ root, found, recorded, command, env }: BenchmarkToWrite): string => {
  const calls = recorded.count === 1 ? '1 call' : `${formatCount(recorded.count)} calls`;
  return `What ${visibleText(found.name)} was called with, of ${calls} while "${visibleText(shownCommand(command, { root, env }))}" ran.`;
};

interface Notes {
  readonly inFile: readonly string[];
  readonly all: readonly string[];
}

function notesOf({ api }: BenchmarkToWrite, cases: readonly Case[], refusals: readonly string[]): Notes {
  const trimmed = cases.flatMap(({ name, call }) =>
    call.trimmed.length === 0 ? [] : [`Left out of the ${name}: ${named(call.trimmed)}.`],
  );
  const secrets = [...new Set(cases.flatMap(({ call }) => call.secrets))];
  const hidden = secrets.length === 0 ? [] : [`Replaced by text of the same length, because it may be secret: ${named(secrets)}.`];
  const making = api === 'laptime' ? 'outside of what is timed' : 'and making them is part of what is timed';
  const changed = cases.some(({ call }) => call.changed)
    ? [`Calls change what they are given: each iteration gets its own, ${making}.`]
    : [];
  const inFile = [...trimmed, ...hidden, ...changed].map(visibleText);
  const refused = refusals.length === 0 ? [] : [`Some calls could not be recorded: ${named(refusals)}.`];
  return { inFile, all: [...inFile, ...refused.map(visibleText)] };
}

const named = (all: readonly string[]): string =>
  all.slice(0, MOST_NAMED).join(', ') + (all.length > MOST_NAMED ? ` and ${all.length - MOST_NAMED} more` : '');

async function writeNew(root: string, { bench, inputs }: BenchPlace, texts: BenchTexts): Promise<void> {
  const folder = path.join(root, path.posix.dirname(bench));
  await mkdir(folder, { recursive: true });
  const relative = path.relative(realpathSync(root), realpathSync(folder));
  if (relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative)) {
    throw new UserError('no-bench-place', `${folder} leads out of the workspace folder, so that no bench file is written there.`);
  }
  const written: string[] = [];
  try {
    for (const [file, text] of [[inputs, texts.inputs] as const, [bench, texts.bench] as const]) {
      if (text === null) continue;
      await writeFile(path.join(root, file), text, { flag: 'wx' });
      written.push(file);
    }
  } catch (error) {
    for (const file of written) await rm(path.join(root, file), { force: true });
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      throw new UserError('file-exists', `${bench} was made by somebody else in the meantime: try again.`, { cause: error });
    }
    throw error;
  }
}
