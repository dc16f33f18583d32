import { ComparisonDetail } from './comparison/comparisonDetail.tsx';
import { ComparisonHeader } from './comparison/comparisonHeader.tsx';
import { ComparisonOverview } from './comparison/comparisonOverview.tsx';
import { Detail } from './detail/detail.tsx';
import { Notice } from './overview/banners.tsx';
import { Overview } from './overview/overview.tsx';
import { ProgressStrip } from './overview/progressStrip.tsx';
import { RunHeader } from './overview/runHeader.tsx';
import { usePanel } from './panel.ts';

export function App() {
  const panel = usePanel();
  const snapshot = panel.snapshot.value;
  const measured = panel.results.open.value;
  const compared = panel.comparisons.open.value;
  if (snapshot === null) {
    return (
      <main class="panel" aria-busy="true">
        <Notice />
        <p class="loading" role="status">
          Loading results…
        </p>
      </main>
    );
  }
  const { comparison } = snapshot;
  return (
    <main class={measured || compared ? 'panel panel-open' : 'panel'}>
      {comparison ? <ComparisonHeader comparison={comparison} /> : <RunHeader snapshot={snapshot} />}
      <ProgressStrip />
      <Notice />
      <div class="panes">
        {comparison ? <ComparisonOverview snapshot={snapshot} comparison={comparison} /> : <Overview snapshot={snapshot} />}
        {measured && <Detail key={measured.row.id} row={measured.row} group={measured.group} />}
        {comparison && compared && <ComparisonDetail key={compared.row.id} comparison={comparison} row={compared.row} />}
      </div>
    </main>
  );
}
