import { UserError } from '../../base/errors.ts';
import { visibleText } from '../../base/text.ts';
import type { CollectedBenchmark } from '../../model/benchmark.ts';
import type { Selection } from '../../model/run.ts';
import { collectFile } from './collectFile.ts';
import type { ChosenLoader } from './loader/index.ts';
import type { LoadContext } from './runContext.ts';
import { targetsOf } from './selection.ts';

export interface ChosenBenchmark {
  readonly benchmark: CollectedBenchmark;
  readonly load: ChosenLoader;
}

const MOST_NAMED = 5;

/**
 * The one benchmark that is meant: of several with a part of their name, the one that has it as a whole. `onLoading` is told of each
 * file before it is loaded.
 * @throws UserError `no-benchmark`, `ambiguous-benchmark`
 */
export async function chooseOneBenchmark(
  { selections, nameFilter }: { readonly selections: readonly Selection[]; readonly nameFilter: string | undefined },
  context: LoadContext,
  onLoading: (file: string) => void,
  signal: AbortSignal,
): Promise<ChosenBenchmark> {
  const found: ChosenBenchmark[] = [];
  const failures: string[] = [];
  for (const file of new Set(selections.map((selection) => selection.file))) {
    onLoading(file);
    const collected = await collectFile(file, context, signal);
    if (collected.state === 'failed') failures.push(`${file}: ${collected.failure.failure.message}`);
    else {
      const { run } = targetsOf(collected.benchmarks, file, { selections, nameFilter });
      found.push(...run.map((benchmark) => ({ benchmark, load: collected.load })));
    }
  }
  const exact = found.filter(({ benchmark }) => nameFilter !== undefined && isNamed(benchmark, nameFilter));
  const [first, ...others] = exact.length === 1 ? exact : found;
  if (!first) throw new UserError('no-benchmark', failures[0] ?? 'No benchmark has that name. laptime bench --list shows all.');
  if (others.length === 0) return first;
  const names = found.slice(0, MOST_NAMED).map(({ benchmark }) => `'${visibleText(benchmark.id)}'`);
  const rest = found.length > MOST_NAMED ? ` and ${found.length - MOST_NAMED} more` : '';
  const message = `This is done with one benchmark at a time, and these are ${found.length}: ${names.join(', ')}${rest}. Name one of them with -t.`;
  throw new UserError('ambiguous-benchmark', message);
}

const isNamed = ({ id, path }: CollectedBenchmark, name: string): boolean =>
  [id, path.join(' > '), path.at(-1) ?? ''].some((text) => text.toLowerCase() === name.toLowerCase());
