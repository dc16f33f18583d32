import type { BenchFile, BenchNode } from '../../model/benchmark.ts';
import type { MeasuredCommit } from '../store/index.ts';

/** What is to be measured of a bench file, as far as its source tells. */
export interface WantedFile {
  readonly file: string;
  readonly benchmarkIds: readonly string[];
}

/** The files in which a benchmark may have the name; those without a name that the source tells may have any. */
export function wantedBenchmarks(files: readonly BenchFile[], nameFilter: string | undefined): WantedFile[] {
  const wanted = nameFilter?.toLowerCase() ?? '';
  return files.flatMap(({ file, nodes }) => {
    const { ids, isOpen } = namesIn(nodes);
    const benchmarkIds = ids.filter((id) => id.toLowerCase().includes(wanted));
    return benchmarkIds.length > 0 || isOpen ? [{ file, benchmarkIds }] : [];
  });
}

function namesIn(nodes: readonly BenchNode[]): { readonly ids: string[]; readonly isOpen: boolean } {
  const below = nodes.map((node) => {
    if (node.dynamic) return { ids: [], isOpen: true };
    return node.kind === 'benchmark' ? { ids: [node.id], isOpen: false } : namesIn(node.children);
  });
  return { ids: below.flatMap(({ ids }) => ids), isOpen: below.some(({ isOpen }) => isOpen) };
}

/**
 * Whether all that is wanted was measured or tried at a commit. A file that did not load has nothing more to tell; of names that only
 * a run knows, any one stands for all.
 */
export function isKnown(wanted: readonly WantedFile[], measured: MeasuredCommit | undefined): boolean {
  if (measured === undefined) return false;
  return wanted.every(({ file, benchmarkIds }) =>
    benchmarkIds.length === 0
      ? measured.files.has(file)
      : benchmarkIds.every((id) => measured.benchmarkIds.has(id)) || measured.failedFiles.has(file),
  );
}
