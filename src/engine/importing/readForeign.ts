import path from 'node:path';
import { UserError } from '../../base/errors.ts';
import { createProblems } from '../../base/problems.ts';
import type { ForeignFormat, ForeignRun } from './foreignRun.ts';
import { foreignFormats } from './formats/index.ts';
import { parseForeignJson } from './json.ts';

export interface ForeignReading {
  readonly format: ForeignFormat;
  readonly runs: readonly ForeignRun[];
  /** In words for the user, each once, with how often it was. */
  readonly problems: readonly string[];
}

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
  const { note, list } = createProblems();
  const runs = format.read(parsed.value, {
    fileName,
    insideRoot: (file) => insideRoot(root, file),
    note,
  });
  if (runs.length === 0 && list().length === 0) note('there are no results in it');
  return { format, runs, problems: list() };
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

function insideRoot(root: string, file: string): string | null {
  if (file === '') return null;
  const relative = path.isAbsolute(file) ? path.relative(root, file) : path.normalize(file);
  const posix = relative.split(/[/\\]/).join('/');
  return posix === '' || posix === '.' || posix.startsWith('/') || /^[a-z]:/i.test(posix) || posix.split('/').includes('..') ? null : posix;
}
