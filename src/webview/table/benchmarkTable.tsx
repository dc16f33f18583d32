import type { RefObject } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Name } from '../controls.tsx';
import { Icon } from '../icons.tsx';
import { usePanel } from '../panel.ts';
import { BenchmarkRow } from './benchmarkRow.tsx';
import type { Column } from './columns.ts';
import { rovingControl, useRovingFocus } from './rovingFocus.ts';
import type { RenderAction } from './rowAction.tsx';
import type { RowGroup, TableRow } from './rows.ts';
import type { TableModel } from './tableModel.ts';

export interface BenchmarkTableProps<R extends TableRow, K extends string> {
  readonly model: TableModel<R, K>;
  /** In order; the check box and the name stand before them. */
  readonly columns: readonly Column<R, K>[];
  readonly caption: string;
  readonly action: RenderAction<R>;
}

/** Benchmarks by file and group, with one Tab stop, columns that sort and those that there is room for. */
export function BenchmarkTable<R extends TableRow, K extends string>({ model, columns, caption, action }: BenchmarkTableProps<R, K>) {
  const panel = usePanel();
  const table = useRef<HTMLTableElement>(null);
  useRovingFocus(table);
  const shown = useShownColumns(table, columns);
  const groups = model.arranged.value;
  const { grouped } = panel.kept.value;

  const reveal = panel.reveal.value;
  useLayoutEffect(() => {
    if (reveal === null) return;
    const name = [...(table.current?.querySelectorAll<HTMLElement>('.row-name') ?? [])].find((item) => item.dataset['id'] === reveal.id);
    if (name === undefined) return;
    panel.reveal.value = null;
    if (reveal.focus) name.focus({ preventScroll: true });
    name.closest('tr')?.scrollIntoView({ block: 'nearest' });
  }, [reveal, groups]);

  if (groups.length === 0) return null;
  return (
    <table class="results" ref={table}>
      <caption class="visually-hidden">
        {`${caption} Up and down move between benchmarks, left and right between the actions of one, Enter opens it.`}
      </caption>
      <thead>
        <tr>
          <td class="cell-check">
            <CheckAll model={model} />
          </td>
          <SortHeader model={model} sortKey="name" cell="name" title="Benchmark" explanation="Sort by name" />
          {shown.map((column) => (
            <ColumnHeader key={column.key} model={model} column={column} />
          ))}
        </tr>
      </thead>
      {groups.map((group, index) => (
        <GroupBody
          key={group.key}
          model={model}
          group={group}
          shown={shown}
          action={action}
          withFile={grouped && group.file !== groups[index - 1]?.file}
          grouped={grouped}
        />
      ))}
    </table>
  );
}

function ColumnHeader<R extends TableRow, K extends string>({ model, column }: { model: TableModel<R, K>; column: Column<R, K> }) {
  const { key, sortKey, title, explanation, head } = column;
  if (sortKey !== null) return <SortHeader model={model} sortKey={sortKey} cell={key} title={title} explanation={explanation} />;
  return (
    <th scope="col" class={`cell-${key}`} title={explanation}>
      {head ? (
        <>
          <span class="visually-hidden">{title}</span>
          {head()}
        </>
      ) : (
        title
      )}
    </th>
  );
}

interface SortHeaderProps<R extends TableRow, K extends string> {
  readonly model: TableModel<R, K>;
  readonly sortKey: K | 'name';
  readonly cell: string;
  readonly title: string;
  readonly explanation: string;
}

function SortHeader<R extends TableRow, K extends string>({ model, sortKey, cell, title, explanation }: SortHeaderProps<R, K>) {
  const sort = model.sort.value;
  const direction = sort?.key !== sortKey ? 'none' : sort.descending ? 'descending' : 'ascending';
  return (
    <th scope="col" class={`cell-${cell}`} aria-sort={direction}>
      <button type="button" class="sort" title={explanation} onClick={() => model.toggleSort(sortKey)}>
        <span>{title}</span>
        {direction !== 'none' && <Icon name={direction === 'ascending' ? 'up' : 'down'} />}
      </button>
    </th>
  );
}

function CheckAll<R extends TableRow, K extends string>({ model }: { model: TableModel<R, K> }) {
  const panel = usePanel();
  const ids = model.arranged.value.flatMap((group) => group.rows.map((row) => row.id));
  const checked = model.checked.value;
  const count = ids.filter((id) => checked.has(id)).length;
  return (
    <input
      type="checkbox"
      aria-label="Select all shown benchmarks"
      checked={count === ids.length}
      indeterminate={count > 0 && count < ids.length}
      onChange={(event) => panel.check(ids, event.currentTarget.checked)}
    />
  );
}

/** Those for which the table has room. */
function useShownColumns<R, K extends string>(
  table: RefObject<HTMLElement | null>,
  columns: readonly Column<R, K>[],
): readonly Column<R, K>[] {
  const [widthPx, setWidthPx] = useState(document.documentElement.clientWidth);
  useLayoutEffect(() => {
    const pane = table.current?.parentElement;
    if (!pane) return undefined;
    const observer = new ResizeObserver(() => {
      // A pane that is hidden behind the detail keeps its columns.
      if (pane.clientWidth > 0) setWidthPx(pane.clientWidth);
    });
    observer.observe(pane);
    return () => observer.disconnect();
  }, []);
  const count = columns.filter((column) => widthPx >= column.fromWidthPx).length;
  return useMemo(() => columns.filter((column) => widthPx >= column.fromWidthPx), [columns, count]);
}

interface GroupBodyProps<R extends TableRow, K extends string> {
  readonly model: TableModel<R, K>;
  readonly group: RowGroup<R>;
  readonly shown: readonly Column<R, K>[];
  readonly action: RenderAction<R>;
  readonly withFile: boolean;
  readonly grouped: boolean;
}

function GroupBody<R extends TableRow, K extends string>({ model, group, shown, action, withFile, grouped }: GroupBodyProps<R, K>) {
  // Check box, name and the columns.
  const width = shown.length + 2;
  const title = group.path.join(' › ');
  return (
    <tbody>
      {withFile && <FileRow model={model} file={group.file} width={width} action={action} />}
      {grouped && group.path.length > 0 && (
        <tr class="group-row">
          <th scope="rowgroup" colSpan={width}>
            <div class="row-head">
              <Name>{title}</Name>
              {action(group.rows, { kind: 'group', name: title })}
            </div>
          </th>
        </tr>
      )}
      {group.rows.map((row) => (
        <BenchmarkRow key={row.id} model={model} row={row} shown={shown} action={action} withPath={!grouped} />
      ))}
    </tbody>
  );
}

interface FileRowProps<R extends TableRow, K extends string> {
  readonly model: TableModel<R, K>;
  readonly file: string;
  readonly width: number;
  readonly action: RenderAction<R>;
}

function FileRow<R extends TableRow, K extends string>({ model, file, width, action }: FileRowProps<R, K>) {
  const panel = usePanel();
  const rows = model.groups.value.filter((group) => group.file === file).flatMap((group) => group.rows);
  return (
    <tr class="file-row">
      <th scope="rowgroup" colSpan={width}>
        <div class="row-head">
          <button
            type="button"
            class="link"
            title="Open the file"
            {...rovingControl('name')}
            onClick={() => panel.attempt(panel.host.openSource(file, 1, 1))}
          >
            <Name>{file}</Name>
          </button>
          {action(rows, { kind: 'file', name: file })}
        </div>
      </th>
    </tr>
  );
}
