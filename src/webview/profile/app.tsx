import type { ComponentChildren } from 'preact';
import { Banner, Button, IconButton, Words } from '../controls.tsx';
import { actOnKey } from '../keys.ts';
import { Tabs } from '../tabs.tsx';
import { Details } from './details.tsx';
import { FlameGraph } from './flame/flameGraph.tsx';
import { Minimap } from './flame/minimap.tsx';
import { Ruler } from './flame/ruler.tsx';
import { Sandwich } from './flame/sandwich.tsx';
import { FunctionsTable } from './functions/functionsTable.tsx';
import { LinesTable } from './functions/linesTable.tsx';
import { PackagesTable } from './functions/packagesTable.tsx';
import { Header } from './header/header.tsx';
import { Toolbar } from './header/toolbar.tsx';
import type { ProfileView } from './kept.ts';
import { OpenProvider, useOpen, useProfilePage } from './profilePage.ts';
import { useIsWide } from './useIsWide.ts';

export function App() {
  const page = useProfilePage();
  const state = page.state.value;
  const open = page.open.value;
  if (state?.kind === 'failed') {
    return (
      <main class="panel profile">
        <div class="empty" role="alert">
          <h1>
            <bdi>{`${state.title} cannot be shown`}</bdi>
          </h1>
          <p class="profile-failure">{state.message}</p>
          <div class="empty-actions">
            <Button onClick={() => page.start()}>Try again</Button>
          </div>
        </div>
      </main>
    );
  }
  if (open === null || state === null) {
    return (
      <main class="panel profile" aria-busy="true">
        <Notice />
        <h1 class="visually-hidden">Profile</h1>
        <p class="loading" role="status">
          {state ? (
            <>
              {'Reading '}
              <bdi>{state.title}</bdi>…
            </>
          ) : (
            'Reading the profile…'
          )}
        </p>
      </main>
    );
  }
  return (
    <OpenProvider value={open}>
      <Opened key={open.id} title={state.title} />
    </OpenProvider>
  );
}

const labels: Readonly<Record<ProfileView, ComponentChildren>> = {
  time: <Words long="Time order" short="Time" />,
  heavy: <Words long="Left-heavy" short="Heavy" />,
  sandwich: 'Sandwich',
  functions: 'Functions',
  lines: 'Lines',
  packages: 'Packages',
};

function Opened({ title }: { title: string }) {
  const open = useOpen();
  const { view } = open.kept.value;
  const views: readonly ProfileView[] = ['time', 'heavy', 'sandwich', 'functions', 'lines', 'packages'];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey) return;
    const isTyped = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    const search = () => (open.wantsSearch.value += 1);
    if (event.ctrlKey || event.metaKey) actOnKey(event, { f: search });
    else actOnKey(event, { F3: () => open.go.goToMatch(event.shiftKey), ...(!isTyped && { '/': search }) });
  };
  return (
    <main class="panel profile" onKeyDown={onKeyDown}>
      <Header title={title} />
      <Notice />
      <Tabs
        label="Views of the profile"
        shown={view}
        tabs={views.filter((each) => each !== 'time' || open.hasTime).map((each) => ({ value: each, label: labels[each] }))}
        onShow={(next) => open.go.show(next)}
      >
        <Toolbar />
        {(view === 'time' || view === 'heavy' || view === 'sandwich') && <Graphs view={view} />}
        {view === 'functions' && <FunctionsTable isWhole />}
        {view === 'lines' && <LinesTable />}
        {view === 'packages' && <PackagesTable />}
      </Tabs>
    </main>
  );
}

/** A flame graph with what is selected in it, and where there is room the functions beside it. */
function Graphs({ view }: { view: 'time' | 'heavy' | 'sandwich' }) {
  const open = useOpen();
  const isWide = useIsWide();
  return (
    <div class="profile-panes">
      <div class="profile-graphs">
        <Minimap />
        {view === 'time' && <Ruler graph={open.graphs.time} />}
        {view === 'sandwich' ? (
          <Sandwich />
        ) : (
          <FlameGraph
            key={view}
            graph={open.graphs[view]}
            label={view === 'time' ? 'Calls in the order of time' : 'Calls of the same functions together, the heaviest at the left'}
          />
        )}
        <Details />
        <p class="visually-hidden" id="flame-keys">
          Arrows move to callers, called functions and neighbours. Enter zooms to the selected call, O opens its source, S shows its callers
          and callees. Plus and minus zoom, 0 or Escape shows all, Home selects the hottest path, slash searches, N goes to the next match.
          All functions are a table in the view Functions.
        </p>
      </div>
      {isWide && <FunctionsTable isWhole={false} />}
    </div>
  );
}

/** What a call to the host failed with. */
function Notice() {
  const { notice } = useProfilePage();
  return (
    <div role="alert">
      {notice.value !== null && (
        <Banner icon="error">
          <span>{notice.value}</span>
          <IconButton icon="close" label="Dismiss" onClick={() => (notice.value = null)} />
        </Banner>
      )}
    </div>
  );
}
