import path from 'node:path';
import { UserError } from '../../base/errors.ts';
import type { ForeignFormat, ForeignRun } from './foreignRun.ts';
import { foreignFormats } from './formats/index.ts';
import { parseForeignJson } from './json.ts';

export interface ForeignReading {
  readonly format: ForeignFormat;
  readonly runs: readonly ForeignRun[];
  /** In words for the user, each once, with how often it was. */
  readonly problems: readonly string[];
}

/** So many different problems are told; the rest is a number. */
const MOST_PROBLEMS = 20;

/**
 * The runs in a file of another tool.
 * @param asked the name of a format; null finds it out by the content
 * @throws UserError `import-format` when the file is not of that format, or of none
 */
export function readForeign(text: string, asked: string | null, fileName: string, root: string): ForeignReading {
  const candidates = asked === null ? foreignFormats : foreignFormats.filter(({ name }) => name === asked);
  const parsed = parseForeignJson(text);
  if ('message' in parsed) throw new UserError('import-format', `import: ${fileName} is not JSON: ${parsed.message}.`);
  const format = candidates.find(({ detect }) => detect(parsed.value));
  if (format === undefined) throw notOf(candidates, asked, fileName);
  const counts = new Map<string, number>();
  const runs = format.read(parsed.value, {
    fileName,
    insideRoot: (file) => insideRoot(root, file),
    note: (problem) => counts.set(problem, (counts.get(problem) ?? 0) + 1),
  });
  if (runs.length === 0 && counts.size === 0) counts.set('there are no results in it', 1);
  return { format, runs, problems: describe(counts) };
}

function notOf(candidates: readonly ForeignFormat[], asked: string | null, fileName: string): UserError {
  const [only] = candidates;
  const message =
    asked !== null && only !== undefined
      ? `import: ${fileName} is not ${only.noun}: that is ${only.shape}.`
      : `import: ${fileName} is of no format that is known: it is neither an export of Laptime (its line 1 is no run) nor ${foreignFormats
          .map(({ noun }) => noun)
          .join(', nor ')}. --format NAME tells what one of them must have.`;
  return new UserError('import-format', message);
}

function describe(counts: ReadonlyMap<string, number>): string[] {
  const told = [...counts].slice(0, MOST_PROBLEMS).map(([problem, count]) => (count === 1 ? problem : `${problem} (${count} times)`));
  return counts.size > MOST_PROBLEMS ? [...told, `${counts.size - MOST_PROBLEMS} more problems of other kinds`] : told;
}

function insideRoot(root: string, file: string): string | null {
  if (file === '') return null;
  const relative = path.isAbsolute(file) ? path.relative(root, file) : path.normalize(file);
  const posix = relative.split(/[/\\]/).join('/');
  return posix === '' || posix === '.' || posix.startsWith('/') || /^[a-z]:/i.test(posix) || posix.split('/').includes('..') ? null : posix;
}
