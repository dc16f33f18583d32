import type { PanelSnapshot } from '../../protocol/panel.ts';
import { Button, Empty } from '../controls.tsx';
import { plural } from '../format.ts';
import { CompareWith } from '../header/compareWith.tsx';
import { usePanel } from '../panel.ts';

/** Nothing to show yet: says why, and the next step. */
export function EmptyState({ snapshot }: { snapshot: PanelSnapshot }) {
  const panel = usePanel();
  const { host } = panel;
  const { trusted, benchFileCount, run } = snapshot;
  const newFile = <Button onClick={() => panel.attempt(host.newBenchFile())}>New bench file</Button>;
  if (panel.running.value !== null) {
    return panel.running.value.comparing ? (
      <Empty title="Comparing…">The verdicts appear here when all benchmarks are measured.</Empty>
    ) : (
      <Empty title="Measuring…">The first result appears here as soon as its benchmark is done.</Empty>
    );
  }
  if (run !== null && benchFileCount !== 0) {
    return (
      <Empty title="This run has no results" actions={trusted && <RunAll />}>
        It ended before its first benchmark was done.
      </Empty>
    );
  }
  if (benchFileCount === null) return <Empty title="Looking for bench files…" />;
  if (benchFileCount === 0) {
    return (
      <Empty
        title="No bench files yet"
        actions={
          <>
            {newFile}
            <Button onClick={() => panel.attempt(host.openSettings())}>Open configuration</Button>
          </>
        }
      >
        <span>Laptime looks for files such as </span>
        <code>sort.bench.ts</code>
        <span> that use vitest, tinybench, mitata or its own </span>
        <code>laptime</code>
        <span>. Start one from a template, or say in the configuration where yours are.</span>
      </Empty>
    );
  }
  if (!trusted) {
    return (
      <Empty
        title="This workspace is not trusted"
        actions={
          <Button primary onClick={() => panel.attempt(host.manageTrust())}>
            Manage workspace trust
          </Button>
        }
      >
        {`Laptime found ${plural(benchFileCount, 'bench file')} but runs nothing before you trust the workspace: a benchmark is code like any other.`}
      </Empty>
    );
  }
  return (
    <Empty
      title="Nothing measured yet"
      actions={
        <>
          <RunAll />
          <CompareWith />
        </>
      }
    >
      {`Laptime found ${plural(benchFileCount, 'bench file')}. Run all of them here, or one from the Testing view or the icon beside its line.`}
    </Empty>
  );
}

function RunAll() {
  const panel = usePanel();
  return (
    <Button icon="run" primary onClick={() => panel.attempt(panel.host.run([]))}>
      Run all benchmarks
    </Button>
  );
}
