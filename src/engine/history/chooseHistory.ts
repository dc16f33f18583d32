import { UserError } from '../../base/errors.ts';
import { nearest } from '../../base/nearest.ts';
import { visibleText } from '../../base/text.ts';
import type { StoredSeries } from '../store/index.ts';

const MOST_NAMED = 5;

/**
 * The series of the benchmarks that a name means: its id, its path, its own name, or a part of the id, without regard to case. The
 * first of these that finds anything counts; a name that means several gives all of them.
 * @throws UserError `unknown-benchmark`
 */
export function seriesNamed(name: string, stored: readonly StoredSeries[]): readonly StoredSeries[] {
  const wanted = name.trim().toLowerCase();
  const readings: readonly ((benchmark: StoredSeries['benchmark']) => boolean)[] = [
    ({ id }) => id.toLowerCase() === wanted,
    ({ path }) => path.join(' > ').toLowerCase() === wanted,
    ({ path }) => path.at(-1)?.toLowerCase() === wanted,
    ({ id }) => id.toLowerCase().includes(wanted),
  ];
  for (const means of readings) {
    const found = stored.filter(({ benchmark }) => means(benchmark));
    if (found.length > 0) return found;
  }
  const near = nearest(name, [...new Set(stored.flatMap(({ benchmark: { id, path } }) => [id, path.join(' > '), path.at(-1) ?? '']))]);
  const hint = near.length === 0 ? '`laptime history` shows all.' : `Did you mean ${near.map(quoted).join(' or ')}?`;
  throw new UserError('unknown-benchmark', `No benchmark with a history has ${quoted(name)} in its file or name. ${hint}`);
}

/**
 * The environment whose id begins so.
 * @throws UserError `unknown-environment`
 */
export function environmentNamed(text: string, stored: readonly StoredSeries[]): string {
  const all = [...new Set(stored.map(({ environmentId }) => environmentId))];
  const found = all.filter((id) => id.startsWith(text));
  if (found.length === 1) return found[0]!;
  const problem = found.length === 0 ? 'No result is of an environment' : 'Several environments have an id';
  const ids = (found.length === 0 ? all : found).slice(0, MOST_NAMED).map(quoted).join(', ');
  throw new UserError('unknown-environment', `${problem} that begins with ${quoted(text)}. There is ${ids}.`);
}

const quoted = (text: string): string => `'${visibleText(text)}'`;
