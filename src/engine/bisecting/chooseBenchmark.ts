import { UserError } from '../../base/errors.ts';
import { nearest } from '../../base/nearest.ts';
import { visibleText } from '../../base/text.ts';
import type { BenchFile, BenchNode } from '../../model/benchmark.ts';

export interface ChosenBenchmark {
  readonly id: string;
  readonly file: string;
  readonly path: readonly string[];
}

const MOST_NAMED = 5;

/**
 * The one benchmark that a name means: its id, its path, its own name, or, where it is in one id only, a part of it, without
 * regard to case.
 * @throws UserError `unknown-benchmark`, `ambiguous-benchmark`
 */
export function chooseBenchmark(name: string, files: readonly BenchFile[]): ChosenBenchmark {
  const all = files.flatMap(({ file, nodes }) => nodes.flatMap((node) => benchmarksIn(node)).map(({ id, path }) => ({ id, file, path })));
  const wanted = name.trim().toLowerCase();
  const isWanted = (text: string) => text.toLowerCase() === wanted;
  const exact: readonly ((each: ChosenBenchmark) => boolean)[] = [
    // As the editor names it: another may differ from it in its case only.
    ({ id }) => id === name,
    ({ id }) => isWanted(id),
    ({ path }) => isWanted(path.join(' > ')),
    ({ path }) => isWanted(path.at(-1) ?? ''),
    ({ id }) => id.toLowerCase().includes(wanted),
  ];
  for (const matches of exact) {
    const found = all.filter(matches);
    if (found.length === 1) return found[0]!;
    if (found.length > 1) throw ambiguous(name, found);
  }
  const near = nearest(name, [...new Set(all.flatMap(({ id, path }) => [id, path.join(' > '), path.at(-1) ?? '']))]);
  const hint = near.length === 0 ? 'laptime bench --list shows all.' : `Did you mean ${near.map(quoted).join(' or ')}?`;
  throw new UserError('unknown-benchmark', `The bad end declares no benchmark with ${quoted(name)} in its file or name. ${hint}`);
}

function ambiguous(name: string, found: readonly ChosenBenchmark[]): UserError {
  const shown = found.slice(0, MOST_NAMED).map(({ id }) => quoted(id));
  const rest = found.length > shown.length ? ` and ${found.length - shown.length} more` : '';
  return new UserError(
    'ambiguous-benchmark',
    `${found.length} benchmarks have ${quoted(name)} in their file or name: ${shown.join(', ')}${rest}. A search is for one: write more of it.`,
  );
}

const quoted = (text: string): string => `'${visibleText(text)}'`;

/** Those whose names the source tells: one that is named when it runs cannot be asked for. */
function benchmarksIn(node: BenchNode): BenchNode[] {
  if (node.dynamic) return [];
  return node.kind === 'benchmark' ? [node] : node.children.flatMap((child) => benchmarksIn(child));
}
