import { ComparisonDetail } from './comparison/comparisonDetail.tsx';
import { ComparisonHeader } from './comparison/comparisonHeader.tsx';
import { ComparisonOverview } from './comparison/comparisonOverview.tsx';
import { Detail } from './detail/detail.tsx';
import { HintsView } from './hints/hintsView.tsx';
import { HistoryView } from './history/historyView.tsx';
import { MonitorView } from './monitor/monitorView.tsx';
import { Notice } from './overview/banners.tsx';
import { Overview } from './overview/overview.tsx';
import { ProgressStrip } from './overview/progressStrip.tsx';
import { RunHeader } from './overview/runHeader.tsx';
import { usePanel } from './panel.ts';
import { SearchView } from './search/searchView.tsx';
import { viewOf, Views } from './views.tsx';

export function App() {
  const panel = usePanel();
  const snapshot = panel.snapshot.value;
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
  const { bisection, history } = snapshot;
  const view = viewOf(snapshot);
  return (
    <main class="panel">
      <Views snapshot={snapshot}>
        {view === 'search' && bisection && <SearchView search={bisection} />}
        {view === 'history' && history && <HistoryView choice={history} />}
        {view === 'results' && <Results />}
        {view === 'hints' && <HintsView />}
        {view === 'monitor' && <MonitorView />}
      </Views>
    </main>
  );
}

/** A run or a comparison. */
function Results() {
  const panel = usePanel();
  const snapshot = panel.snapshot.value!;
  const measured = panel.results.open.value;
  const compared = panel.comparisons.open.value;
  const { comparison } = snapshot;
  return (
    <>
      {comparison ? <ComparisonHeader comparison={comparison} /> : <RunHeader snapshot={snapshot} />}
      <ProgressStrip />
      <Notice />
      <div class={measured || compared ? 'panes panes-open' : 'panes'}>
        {comparison ? <ComparisonOverview snapshot={snapshot} comparison={comparison} /> : <Overview snapshot={snapshot} />}
        {measured && <Detail key={measured.row.id} row={measured.row} group={measured.group} />}
        {comparison && compared && <ComparisonDetail key={compared.row.id} comparison={comparison} row={compared.row} />}
      </div>
    </>
  );
}
