import { useComputed } from '@preact/signals';
import { adviceInEditor } from '../../model/measureLonger.ts';
import { Name } from '../controls.tsx';
import { FailureReport } from '../failureReport.tsx';
import { plural } from '../format.ts';
import { Icon } from '../icons.tsx';
import { usePanel } from '../panel.ts';
import type { Row } from '../results.ts';
import type { Column } from './columns.tsx';
import { rovingControl } from './rovingFocus.ts';

export interface ResultRowProps {
  readonly row: Row;
  readonly shown: readonly Column[];
  /** Shows file and groups before the name. */
  readonly withPath: boolean;
}

export function ResultRow({ row, shown, withPath }: ResultRowProps) {
  const panel = usePanel();
  const { id, measurement } = row;
  // So that checking or opening one row draws that row anew, not all of them.
  const isChecked = useComputed(() => panel.checked.value.has(id)).value;
  const isOpen = useComputed(() => panel.kept.value.openId === id).value;
  const scale = useComputed(() => panel.barScales.value.get(row.groupKey) ?? null).value;
  const open = () => panel.openBenchmark(id);
  const onRowClick = (event: MouseEvent) => {
    const isControl = (event.target as Element).closest('button, input, a, summary, pre') !== null;
    if (!isControl && getSelection()?.isCollapsed !== false) open();
  };
  const classes = ['row', `row-${measurement.state}`, isOpen ? 'row-open' : '', row.groupPath.length > 0 && !withPath ? 'row-nested' : ''];
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
            <RowWarnings count={measurement.warnings.length} messages={measurement.warnings.map(adviceInEditor)} />
            <RowActions row={row} />
          </div>
        </th>
        {shown.map((column) => (
          <td key={column.key} class={`cell-${column.key}`}>
            {column.render(row, scale)}
          </td>
        ))}
      </tr>
      {measurement.state === 'failed' && (
        <tr class="failure-row">
          <td />
          <td colSpan={shown.length + 1}>
            <FailureReport failure={measurement.failure} />
          </td>
        </tr>
      )}
    </>
  );
}

function RowWarnings({ count, messages }: { count: number; messages: readonly string[] }) {
  if (count === 0) return null;
  return (
    <span class="row-warning" title={messages.join('\n')}>
      <Icon name="warning" />
      <span class="visually-hidden">{plural(count, 'warning')}</span>
    </span>
  );
}

function RowActions({ row }: { row: Row }) {
  const panel = usePanel();
  const { file, line, column } = row.measurement.benchmark;
  const cannotRun = panel.running.value !== null || panel.snapshot.value?.trusted !== true;
  return (
    <span class="row-actions">
      <button
        type="button"
        class="icon-button row-action"
        aria-label={`Open source of ${row.name}`}
        title={`Open ${file}${line === null ? '' : `:${line}`}`}
        {...rovingControl('source')}
        onClick={() => panel.attempt(panel.host.openSource(file, line ?? 1, column ?? 1))}
      >
        <Icon name="source" />
      </button>
      <button
        type="button"
        class="icon-button row-action"
        aria-label={`Run ${row.name}`}
        title="Run this benchmark"
        disabled={cannotRun}
        {...rovingControl('run')}
        onClick={() => panel.attempt(panel.host.run([row.id]))}
      >
        <Icon name="run" />
      </button>
    </span>
  );
}
