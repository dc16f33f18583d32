import { Detail } from './detail/detail.tsx';
import { Notice } from './overview/banners.tsx';
import { Header } from './overview/header.tsx';
import { Overview } from './overview/overview.tsx';
import { ProgressStrip } from './overview/progressStrip.tsx';
import { usePanel } from './panel.ts';

export function App() {
  const panel = usePanel();
  const snapshot = panel.snapshot.value;
  const open = panel.open.value;
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
  return (
    <main class={open ? 'panel panel-open' : 'panel'}>
      <Header snapshot={snapshot} />
      <ProgressStrip />
      <Notice />
      <div class="panes">
        <Overview snapshot={snapshot} />
        {open && <Detail key={open.row.id} row={open.row} group={open.group} />}
      </div>
    </main>
  );
}
