import { useCallback } from 'preact/hooks';
import { formatRatio } from '../../base/ratios.ts';
import { formatPercent } from '../../base/units.ts';
import { marginPercent } from '../../base/verdicts.ts';
import type { PanelBisection } from '../../protocol/panelBisection.ts';
import type { Surface } from '../charts/canvas.ts';
import { Chart } from '../charts/chart.tsx';
import { NOTHING, plural } from '../format.ts';
import { CommitsTable } from '../history/commitsTable.tsx';
import { CommitText } from '../history/commitText.tsx';
import { commitWords } from '../history/historyWords.ts';
import { commitAt, drawSearch, SEARCH_HEIGHT } from './drawSearch.ts';
import type { SearchPoint } from './searchData.ts';

export interface SearchChartProps {
  readonly search: PanelBisection;
  readonly points: readonly SearchPoint[];
}

/** All commits from good to bad: how long they take, and how likely each is. */
export function SearchChart({ search, points }: SearchChartProps) {
  const { threshold } = search;
  const measuring = search.measuring?.hash ?? null;
  const draw = useCallback((surface: Surface) => drawSearch(surface, { points, measuring, threshold }), [points, measuring, threshold]);
  const describe = useCallback(
    (x: number, width: number) => {
      const place = commitAt({ points, measuring, threshold }, x, width);
      return place === null ? null : pointWords(points[place]!);
    },
    [points],
  );
  const measured = points.filter(({ runs }) => runs > 0).length;
  const label = `Chances of ${plural(points.length, 'commit')} from good to bad, ${measured} of them measured. A table follows.`;
  return (
    <section aria-labelledby="search-chart-title">
      <h2 id="search-chart-title">From good to bad</h2>
      <Chart label={label} heightPx={SEARCH_HEIGHT} draw={draw} describe={describe} />
      <ul class="legend">
        <li>
          <span class="key key-dot" />
          time over that of the good commit
        </li>
        <li>
          <span class="key key-threshold" />
          {`${marginPercent(threshold)} slower`}
        </li>
        <li>
          <span class="key key-samples" />
          chance that it brought the change
        </li>
        {points.some(({ broken }) => broken !== null) && (
          <li>
            <span class="caution">✕</span>
            skipped
          </li>
        )}
        {measuring !== null && (
          <li>
            <span>▾</span>
            measured now
          </li>
        )}
      </ul>
      <SearchTable points={points} />
    </section>
  );
}

function pointWords({ commit, chance, ratio, runs, broken, isTimeout }: SearchPoint): string {
  return [
    commitWords(commit),
    chance === null ? '' : `chance ${formatPercent(chance)}`,
    ratio === null ? '' : `${formatRatio(ratio, null).change} against the good one`,
    isTimeout ? 'came to no end within its time limit' : '',
    broken === null ? (runs === 0 ? 'not measured' : plural(runs, 'run')) : 'skipped',
  ]
    .filter((text) => text !== '')
    .join(' · ');
}

function SearchTable({ points }: { points: readonly SearchPoint[] }) {
  const rows = () =>
    points.map(({ commit, chance, ratio, runs, broken }) => (
      <tr key={commit.hash}>
        <th scope="row">
          <CommitText commit={commit} />
        </th>
        <td>{chance === null ? NOTHING : formatPercent(chance)}</td>
        <td>{broken === null ? (ratio === null ? NOTHING : formatRatio(ratio, null).change) : 'skipped'}</td>
        <td>{runs}</td>
      </tr>
    ));
  return <CommitsTable label="Commits of the search" headings={['Chance', 'Against the good one', 'Runs']} rows={rows} />;
}
