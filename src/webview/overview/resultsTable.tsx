import type { RefObject } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Name } from '../controls.tsx';
import { Icon } from '../icons.tsx';
import { usePanel } from '../panel.ts';
import type { Group, SortKey } from '../results.ts';
import { columns, type Column } from './columns.tsx';
import { ResultRow } from './resultRow.tsx';
import { rovingControl, useRovingFocus } from './rovingFocus.ts';

export function ResultsTable() {
  const panel = usePanel();
  const table = useRef<HTMLTableElement>(null);
  useRovingFocus(table);
  const shown = useShownColumns(table);
  const groups = panel.arranged.value;
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
        Results by file and group. Up and down move between benchmarks, left and right between the actions of one, Enter opens it.
      </caption>
      <thead>
        <tr>
          <td class="cell-check">
            <CheckAll groups={groups} />
          </td>
          <SortHeader sortKey="name" title="Benchmark" explanation="Sort by name" />
          {shown.map((column) => (
            <SortHeader key={column.key} sortKey={column.key} title={column.title} explanation={column.explanation} />
          ))}
        </tr>
      </thead>
      {groups.map((group, index) => (
        <GroupBody
          key={group.key}
          group={group}
          shown={shown}
          withFile={grouped && group.file !== groups[index - 1]?.file}
          grouped={grouped}
        />
      ))}
    </table>
  );
}

function SortHeader({ sortKey, title, explanation }: { sortKey: SortKey; title: string; explanation: string }) {
  const panel = usePanel();
  const { sort } = panel.kept.value;
  const direction = sort?.key !== sortKey ? 'none' : sort.descending ? 'descending' : 'ascending';
  return (
    <th scope="col" class={`cell-${sortKey}`} aria-sort={direction}>
      <button type="button" class="sort" title={explanation} onClick={() => panel.toggleSort(sortKey)}>
        <span>{title}</span>
        {direction !== 'none' && <Icon name={direction === 'ascending' ? 'up' : 'down'} />}
      </button>
    </th>
  );
}

function CheckAll({ groups }: { groups: readonly Group[] }) {
  const panel = usePanel();
  const ids = groups.flatMap((group) => group.rows.map((row) => row.id));
  const checked = panel.checked.value;
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
function useShownColumns(table: RefObject<HTMLElement | null>): readonly Column[] {
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
  return useMemo(() => columns.filter((column) => widthPx >= column.fromWidthPx), [count]);
}

interface GroupBodyProps {
  readonly group: Group;
  readonly shown: readonly Column[];
  readonly withFile: boolean;
  readonly grouped: boolean;
}

function GroupBody({ group, shown, withFile, grouped }: GroupBodyProps) {
  // Check box, name and the columns.
  const width = shown.length + 2;
  return (
    <tbody>
      {withFile && <FileRow file={group.file} width={width} />}
      {grouped && group.path.length > 0 && <GroupRow group={group} width={width} />}
      {group.rows.map((row) => (
        <ResultRow key={row.id} row={row} shown={shown} withPath={!grouped} />
      ))}
    </tbody>
  );
}

function FileRow({ file, width }: { file: string; width: number }) {
  const panel = usePanel();
  const inFile = panel.groups.value.filter((group) => group.file === file);
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
          <RunRows label={`Run all of ${file}`} ids={inFile.flatMap((group) => group.rows.map((row) => row.id))} />
        </div>
      </th>
    </tr>
  );
}

function GroupRow({ group, width }: { group: Group; width: number }) {
  const title = group.path.join(' › ');
  return (
    <tr class="group-row">
      <th scope="rowgroup" colSpan={width}>
        <div class="row-head">
          <Name>{title}</Name>
          <RunRows label={`Run group ${title}`} ids={group.rows.map((row) => row.id)} />
        </div>
      </th>
    </tr>
  );
}

function RunRows({ label, ids }: { label: string; ids: readonly string[] }) {
  const panel = usePanel();
  const disabled = panel.running.value !== null || panel.snapshot.value?.trusted !== true;
  return (
    <button
      type="button"
      class="icon-button row-action"
      aria-label={label}
      title={label}
      disabled={disabled}
      {...rovingControl('run')}
      onClick={() => panel.attempt(panel.host.run(ids))}
    >
      <Icon name="run" />
    </button>
  );
}
