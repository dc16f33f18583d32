import { metricText } from '../../base/historyWords.ts';
import type { ChartData } from './chartView.ts';
import { CommitsTable } from './commitsTable.tsx';
import { CommitText } from './commitText.tsx';
import { againstWords } from './historyWords.ts';
import { levelAt } from './levels.ts';

/** Newest first. */
export function PointsTable({ data }: { data: ChartData }) {
  const rows = () => Array.from(data.series.places, (_, index) => <Row key={index} data={data} index={index} />).toReversed();
  return <CommitsTable label="Commits of the chart" headings={['Value', 'Runs', 'Against its level']} rows={rows} />;
}

function Row({ data: { metric, series, commits, levels }, index }: { data: ChartData; index: number }) {
  const value = series.values[index]!;
  const level = levelAt(levels, index);
  return (
    <tr>
      <th scope="row">
        <CommitText commit={commits[series.places[index]!]!} />
      </th>
      <td>{metricText(metric, value)}</td>
      <td>{series.runs[index]}</td>
      <td>{level ? againstWords(metric, value, level.value, 'the level') : ''}</td>
    </tr>
  );
}
