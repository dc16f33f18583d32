import { describe, expect, it } from 'vitest';
import { UserError } from '../../base/errors.ts';
import type { HistoryRequest } from '../../engine/engine.ts';
import type { BenchmarkHistory } from '../../model/history.ts';
import type { Folder, Folders } from '../folders.ts';
import { historyChoiceIn, HistoryPage } from './historyPage.ts';

const seriesOf = (id: string): BenchmarkHistory['series'][number] => ({
  benchmark: { id, file: 'a.bench.js', path: [id] },
  ...{ environmentId: 'e', loader: 'native', places: [0], values: [1], runs: [1], changes: null, others: [] },
});

/** A folder with a history of these benchmarks, and what it was asked for. */
function folderWith(...ids: readonly string[]) {
  const asked: HistoryRequest[] = [];
  const benchmarkHistory = async (request: HistoryRequest): Promise<BenchmarkHistory> => {
    asked.push(request);
    const found = ids.filter((id) => id.includes(request.benchmark ?? ''));
    if (ids.length > 0 && found.length === 0) throw new UserError('unknown-benchmark', 'None.');
    return { metric: 'median', commits: [], environments: [], series: found.map(seriesOf), elsewhere: 0 };
  };
  const engine = { historyProblem: () => null, benchmarkHistory };
  return { folder: { engine: async () => engine } as unknown as Folder, asked };
}

const pageOf = (...all: readonly Folder[]) => new HistoryPage({ all } as unknown as Folders);
const all = { benchmarkId: null, metric: 'median', environmentId: null } as const;

describe('HistoryPage', () => {
  it('asks for changes of one benchmark, and for fewer commits of all', async () => {
    const { folder, asked } = folderWith('sum', 'sum of squares');
    const page = pageOf(folder);
    expect((await page.read(all))?.series).toHaveLength(2);
    expect((await page.read({ ...all, benchmarkId: 'sum', metric: 'gc', environmentId: 'e' }))?.series).toMatchObject([
      { benchmark: { id: 'sum' }, values: Float64Array.of(1) },
    ]);
    expect(asked).toEqual([
      { metric: 'median', limit: 200, changes: false },
      { metric: 'gc', limit: 1000, changes: true, benchmark: 'sum', environmentId: 'e' },
    ]);
  });

  it('is null where there is nothing, and never of another benchmark that the id is a part of', async () => {
    const page = pageOf(folderWith('sum of squares').folder);
    expect(await page.read({ ...all, benchmarkId: 'sum' })).toBeNull();
    expect(await page.read({ ...all, benchmarkId: 'product' })).toBeNull();
    expect(await pageOf(folderWith().folder).read(all)).toBeNull();
    expect(await pageOf().read(all)).toBeNull();
  });

  it('is of the folder that has the benchmark, and of the one that is shown where both have', async () => {
    const [none, first, second] = [folderWith(), folderWith('sum'), folderWith('sum', 'product')];
    const page = pageOf(none.folder, first.folder, second.folder);
    expect(await page.folderOf(null)).toBe(first.folder);
    expect(await page.folderOf('product')).toBe(second.folder);
    page.show(all, second.folder);
    expect(await page.folderOf('sum')).toBe(second.folder);
    expect(await page.folderOf('gone')).toBe(second.folder);
  });

  it('has another version when there are other results', () => {
    const page = pageOf();
    expect(page.shown).toBeNull();
    page.show(all);
    const before = page.shown;
    page.touch();
    expect(page.shown).toEqual({ ...before, version: before!.version + 1 });
    page.show(null);
    expect(page.shown).toBeNull();
  });
});

describe('historyChoiceIn', () => {
  it('takes what the panel kept, and nothing else', () => {
    expect(historyChoiceIn({ ...all, version: 3 })).toEqual(all);
    const broken = [undefined, null, 'x', {}, { ...all, metric: 'toString' }, { ...all, benchmarkId: 1 }, { metric: 'median' }];
    expect(broken.map(historyChoiceIn)).toEqual(broken.map(() => null));
  });
});
