import type { PanelSnapshot } from '../../protocol/panel.ts';
import { Choice } from '../controls.tsx';
import { MachineWarnings } from '../header/besideRun.tsx';
import { usePanel } from '../panel.ts';
import type { Row } from '../results.ts';
import { BenchmarkTable } from '../table/benchmarkTable.tsx';
import { FileFailures } from '../table/fileFailures.tsx';
import { RowAction, type ActionSubject } from '../table/rowAction.tsx';
import { TablePane } from '../table/tablePane.tsx';
import { NoMatch, Toolbar } from '../table/toolbar.tsx';
import { Banners } from './banners.tsx';
import { columns } from './columns.tsx';
import { EmptyState } from './emptyState.tsx';
import { RunEnvironment } from './runEnvironment.tsx';

/** The benchmarks of a run. */
export function Overview({ snapshot }: { snapshot: PanelSnapshot }) {
  const panel = usePanel();
  const { run } = snapshot;
  const isEmpty = run === null || (run.measurements.length === 0 && run.fileFailures.length === 0);
  return (
    <TablePane
      label="Results"
      toolbar={
        !isEmpty && (
          <Toolbar model={panel.results}>
            <BarChoice />
          </Toolbar>
        )
      }
    >
      <Banners snapshot={snapshot} shown={run && { noun: 'run', state: run.state, finished: run.measurements.length }} />
      {run && <MachineWarnings machine={run.machine} />}
      {isEmpty ? (
        <EmptyState snapshot={snapshot} />
      ) : (
        <>
          <FileFailures />
          <BenchmarkTable model={panel.results} columns={columns} caption="Results by file and group." action={runAction} />
          <NoMatch model={panel.results} />
          <RunEnvironment run={run} />
        </>
      )}
    </TablePane>
  );
}

function BarChoice() {
  const panel = usePanel();
  return (
    <Choice
      label="Bars"
      value={panel.kept.value.barScale}
      options={[
        { value: 'linear', label: 'Linear', title: 'Bars from zero: twice as long took twice the time' },
        { value: 'log', label: 'Log', title: 'Equal steps are equal factors' },
      ]}
      onChange={(value) => panel.keep({ barScale: value })}
    />
  );
}

const runLabels: Readonly<Record<ActionSubject['kind'], string>> = { row: 'Run', group: 'Run group', file: 'Run all of' };

const runAction = (rows: readonly Row[], subject: ActionSubject) => <RunRows rows={rows} subject={subject} />;

function RunRows({ rows, subject: { kind, name } }: { rows: readonly Row[]; subject: ActionSubject }) {
  const panel = usePanel();
  const label = `${runLabels[kind]} ${name}`;
  return (
    <RowAction
      icon="run"
      label={label}
      title={kind === 'row' ? 'Run this benchmark' : label}
      disabled={panel.running.value !== null || panel.snapshot.value?.trusted !== true}
      onClick={() => panel.attempt(panel.host.run(rows.map((row) => row.id)))}
    />
  );
}
