import { useState } from 'preact/hooks';
import { metricText } from '../../base/historyWords.ts';
import type { ChartData } from './chartView.ts';
import { CommitText } from './commitText.tsx';
import { againstWords } from './historyWords.ts';
import { levelAt } from './levels.ts';

/** What the chart shows, for those who do not see it, newest first. Made when it is opened: it may have a thousand rows. */
export function PointsTable({ data }: { data: ChartData }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>Commits as a table</summary>
      {isOpen && (
        <div class="table-scroller" tabIndex={0} role="region" aria-label="Commits of the chart">
          <table class="numbers points">
            <thead>
              <tr>
                <th scope="col">Commit</th>
                <th scope="col">Value</th>
                <th scope="col">Runs</th>
                <th scope="col">Against its level</th>
              </tr>
            </thead>
            <tbody>{Array.from(data.series.places, (_, index) => <Row key={index} data={data} index={index} />).toReversed()}</tbody>
          </table>
        </div>
      )}
    </details>
  );
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
