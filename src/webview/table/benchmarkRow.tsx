import { useComputed } from '@preact/signals';
import { adviceInEditor } from '../../model/measureLonger.ts';
import type { MeasurementWarning } from '../../model/measurement.ts';
import { Name } from '../controls.tsx';
import { FailureReport } from '../failureReport.tsx';
import { plural } from '../format.ts';
import { Icon } from '../icons.tsx';
import { usePanel } from '../panel.ts';
import type { Column } from './columns.ts';
import { rovingControl } from './rovingFocus.ts';
import type { RenderAction } from './rowAction.tsx';
import type { TableRow } from './rows.ts';
import type { TableModel } from './tableModel.ts';

export interface BenchmarkRowProps<R extends TableRow, K extends string> {
  readonly model: TableModel<R, K>;
  readonly row: R;
  readonly shown: readonly Column<R, K>[];
  readonly action: RenderAction<R>;
  /** Shows file and groups before the name. */
  readonly withPath: boolean;
}

export function BenchmarkRow<R extends TableRow, K extends string>({ model, row, shown, action, withPath }: BenchmarkRowProps<R, K>) {
  const panel = usePanel();
  const { id, failure } = row;
  // So that checking or opening one row draws that row anew, not all of them.
  const isChecked = useComputed(() => model.checked.value.has(id)).value;
  const isOpen = useComputed(() => panel.kept.value.openId === id).value;
  const open = () => panel.openBenchmark(id);
  const onRowClick = (event: MouseEvent) => {
    const isControl = (event.target as Element).closest('button, input, a, summary, pre') !== null;
    if (!isControl && getSelection()?.isCollapsed !== false) open();
  };
  const classes = ['row', `row-${row.state}`, isOpen ? 'row-open' : '', row.groupPath.length > 0 && !withPath ? 'row-nested' : ''];
  return (
    <>
      <tr class={classes.filter(Boolean).join(' ')} onClick={onRowClick}>
        <td class="cell-check">
          <input
            type="checkbox"
            aria-label={`Select ${row.name}`}
            checked={isChecked}
            {...rovingControl('check')}
            onChange={(event) => panel.check([id], event.currentTarget.checked)}
          />
        </td>
        <th scope="row" class="cell-name">
          <div class="row-head">
            <button
              type="button"
              class="row-name"
              title={row.name}
              aria-current={isOpen ? 'true' : undefined}
              data-id={id}
              {...rovingControl('name')}
              onClick={open}
            >
              {withPath && <bdi class="muted">{`${[row.file, ...row.groupPath].join(' › ')} › `}</bdi>}
              <Name>{row.name}</Name>
            </button>
            <RowWarnings warnings={row.warnings} />
            <span class="row-actions">
              <OpenSource row={row} />
              {action([row], { kind: 'row', name: row.name })}
            </span>
          </div>
        </th>
        {shown.map((column) => (
          <td key={column.key} class={`cell-${column.key}`}>
            {column.render(row)}
          </td>
        ))}
      </tr>
      {failure && (
        <tr class="failure-row">
          <td />
          <td colSpan={shown.length + 1}>
            <FailureReport {...failure} />
          </td>
        </tr>
      )}
    </>
  );
}

function RowWarnings({ warnings }: { warnings: readonly MeasurementWarning[] }) {
  if (warnings.length === 0) return null;
  return (
    <span class="row-warning" title={warnings.map(adviceInEditor).join('\n')}>
      <Icon name="warning" />
      <span class="visually-hidden">{plural(warnings.length, 'warning')}</span>
    </span>
  );
}

function OpenSource({ row: { name, benchmark } }: { row: TableRow }) {
  const panel = usePanel();
  const { file, line, column } = benchmark;
  return (
    <button
      type="button"
      class="icon-button row-action"
      aria-label={`Open source of ${name}`}
      title={`Open ${file}${line === null ? '' : `:${line}`}`}
      {...rovingControl('source')}
      onClick={() => panel.attempt(panel.host.openSource(file, line ?? 1, column ?? 1))}
    >
      <Icon name="source" />
    </button>
  );
}
