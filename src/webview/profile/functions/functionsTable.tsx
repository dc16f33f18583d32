import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { formatCount } from '../../../base/units.ts';
import type { FunctionPage, FunctionQuery } from '../../../protocol/profile.ts';
import { Choice, Empty } from '../../controls.tsx';
import { plural } from '../../format.ts';
import { Icon } from '../../icons.tsx';
import { actOnKey } from '../../keys.ts';
import { Change } from '../costs.tsx';
import { groupOf } from '../flame/flameColors.ts';
import { useOpen } from '../profilePage.ts';
import { nameOf, whereOf } from '../values.ts';
import { createFunctionRows } from './functionRows.ts';
import { ShareCell } from './shareCell.tsx';

const ROW_PX = 24;
/** Above and below what is seen. */
const SPARE_ROWS = 6;

type SortKey = FunctionQuery['sortBy'];
interface Column {
  readonly key: SortKey;
  readonly label: string;
  readonly title: string;
}

const columns: readonly Column[] = [
  { key: 'self', label: 'Self', title: 'In the function itself' },
  { key: 'total', label: 'Total', title: 'With all that it called; counted once, however often it is on the stack' },
  { key: 'name', label: 'Function', title: 'By name' },
  { key: 'file', label: 'File', title: 'By file and line' },
];
const differenceColumns: readonly Column[] = [
  columns[0]!,
  { key: 'selfChange', label: 'Self change', title: 'By how much the candidate has more in the function itself' },
  columns[1]!,
  { key: 'totalChange', label: 'Total change', title: 'By how much the candidate has more with all that was called' },
  columns[2]!,
  columns[3]!,
];

type Row = FunctionPage['rows'][number];

/** All functions. `isWhole`: as a view of its own, else beside a flame graph, in which a click selects. */
export function FunctionsTable({ isWhole }: { isWhole: boolean }) {
  const open = useOpen();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => createFunctionRows(open.query, (query) => open.host.table(query), open.failed), [open]);
  useEffect(() => rows.dispose, [rows]);
  const active = useSignal(0);
  const count = rows.count.value;
  void rows.version.value;
  const isDifference = open.summary.difference !== null;
  const shown = isDifference ? differenceColumns : columns;

  const look = () => {
    const { current: box } = scroller;
    if (!box) return;
    const first = Math.max(0, Math.floor(box.scrollTop / ROW_PX) - SPARE_ROWS);
    const end = first + Math.ceil(box.clientHeight / ROW_PX) + 2 * SPARE_ROWS;
    const [before, beforeEnd] = rows.view.peek();
    if (first !== before || end !== beforeEnd) rows.view.value = [first, end];
  };
  useLayoutEffect(() => {
    const resize = new ResizeObserver(look);
    resize.observe(scroller.current!);
    look();
    return () => resize.disconnect();
  }, [rows]);
  // Another order begins at its top.
  const { query } = open;
  const first = useRef(query.value);
  useLayoutEffect(() => {
    if (first.current === query.value) return;
    first.current = query.value;
    active.value = 0;
    scroller.current!.scrollTop = 0;
  }, [query.value]);

  const goTo = (row: number) => {
    const { current: box } = scroller;
    if (!box || !count) return;
    const next = Math.min(count - 1, Math.max(0, row));
    active.value = next;
    const head = ROW_PX;
    const [top, bottom] = [next * ROW_PX, (next + 1) * ROW_PX + head];
    if (top < box.scrollTop) box.scrollTop = top;
    else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
  };
  const openSource = (row: Row) => open.attempt(open.host.openFunction(row.functionId));
  const choose = (row: Row) => open.attempt(open.go.selectFunction(row.functionId));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.altKey || event.metaKey) return;
    const row = rows.at(active.value);
    const page = Math.max(1, Math.floor(scroller.current!.clientHeight / ROW_PX) - 2);
    actOnKey(event, {
      ArrowDown: () => goTo(active.value + 1),
      ArrowUp: () => goTo(active.value - 1),
      PageDown: () => goTo(active.value + page),
      PageUp: () => goTo(active.value - page),
      Home: () => goTo(0),
      End: () => goTo((count ?? 1) - 1),
      Enter: () => row && choose(row),
      o: () => row && openSource(row),
      s: () => row && open.go.focus(row.functionId),
    });
  };
  const [from, end] = rows.view.value;
  const last = Math.min(end, count ?? 0);
  const start = Math.min(from, last);
  const prefix = isWhole ? 'function' : 'side-function';
  return (
    <section
      class={`functions ${isWhole ? 'functions-whole' : 'functions-side'} ${isDifference ? 'functions-difference' : ''}`}
      aria-label="Functions"
    >
      <div class="functions-head">
        <span class="muted" role="status">
          {count === null ? '' : countText(count, open.query.value.text)}
        </span>
        {isDifference && (
          <Choice
            label="Show"
            value={open.kept.value.onlyIn ?? 'all'}
            options={[
              { value: 'all', label: 'All' },
              { value: 'baseline', label: 'Only in baseline' },
              { value: 'candidate', label: 'Only in candidate' },
            ]}
            onChange={(value) => open.keep({ onlyIn: value === 'all' ? null : value })}
          />
        )}
      </div>
      <div ref={scroller} class="functions-scroller" onScroll={look}>
        <table
          class="functions-table"
          role="grid"
          tabIndex={0}
          aria-label="Functions by what they cost. Enter shows one in the flame graph, O opens its source, S shows its callers and callees."
          aria-rowcount={(count ?? 0) + 1}
          aria-activedescendant={count ? `${prefix}-${active.value}` : undefined}
          onKeyDown={onKeyDown}
        >
          <thead>
            <tr aria-rowindex={1}>
              {shown.map((column) => (
                <Head key={column.key} column={column} />
              ))}
            </tr>
          </thead>
          <tbody>
            <Spacer rows={start} />
            {Array.from({ length: last - start }, (_, index) => {
              const row = start + index;
              return (
                <FunctionRow
                  key={row}
                  id={`${prefix}-${row}`}
                  place={row}
                  row={rows.at(row)}
                  columns={shown}
                  isActive={row === active.value}
                  onChoose={(one) => {
                    active.value = row;
                    if (!isWhole) choose(one);
                  }}
                  onShow={choose}
                  onOpen={openSource}
                />
              );
            })}
            <Spacer rows={Math.max(0, (count ?? 0) - last)} />
          </tbody>
        </table>
        {count === 0 && <Empty title={open.query.value.text === '' ? 'There are no functions here' : 'No function matches the search'} />}
      </div>
    </section>
  );
}

const countText = (count: number, text: string): string =>
  `${formatCount(count)} ${plural(count, 'function').replace(/^\S+ /u, '')}${text === '' ? '' : ' found'}`;

/** Room for rows that are not in view. */
function Spacer({ rows }: { rows: number }) {
  if (rows === 0) return null;
  return (
    <tr aria-hidden="true" class="functions-spacer">
      <td style={{ height: `${rows * ROW_PX}px` }} />
    </tr>
  );
}

function Head({ column: { key, label, title } }: { column: Column }) {
  const open = useOpen();
  const { sortBy, descending } = open.query.value;
  const isSorted = sortBy === key;
  const sort = () => open.keep({ sort: { by: key, descending: isSorted ? !descending : key !== 'name' && key !== 'file' } });
  return (
    <th scope="col" class={`function-${key}`} aria-sort={isSorted ? (descending ? 'descending' : 'ascending') : undefined}>
      <button type="button" class="sort" title={title} onClick={sort}>
        <span>{label}</span>
        {isSorted && <Icon name={descending ? 'down' : 'up'} />}
      </button>
    </th>
  );
}

interface FunctionRowProps {
  readonly id: string;
  readonly place: number;
  readonly row: Row | undefined;
  readonly columns: readonly Column[];
  readonly isActive: boolean;
  readonly onChoose: (row: Row) => void;
  readonly onShow: (row: Row) => void;
  readonly onOpen: (row: Row) => void;
}

function FunctionRow({ id, place, row, columns, isActive, onChoose, onShow, onOpen }: FunctionRowProps) {
  const open = useOpen();
  const selected = open.kept.value.selection?.box.functionId;
  const isSelected = row !== undefined && row.functionId === selected;
  const classes = ['function-row', ...(isActive ? ['function-row-active'] : []), ...(isSelected ? ['function-row-selected'] : [])];
  const cell = ({ key }: Column) => {
    if (!row) return key === 'name' ? '…' : '';
    switch (key) {
      case 'self':
      case 'total':
        return <ShareCell value={row[key]} whole={isOfWork(row) ? open.whole.value : null} />;
      case 'selfChange':
      case 'totalChange': {
        const of = key === 'selfChange' ? 'self' : 'total';
        return row.baseline && <Change value={row[of]} baseline={row.baseline} of={of} />;
      }
      case 'name':
        return (
          <span class="function-cell">
            <span class={`swatch swatch-${groupOf(row)}`} aria-hidden="true" />
            <bdi class="function-text" title={`${nameOf(row)}\n${whereOf(row)}`.slice(0, 2000)}>
              {nameOf(row)}
            </bdi>
            <bdi class="function-where">{shortWhere(whereOf(row))}</bdi>
          </span>
        );
      case 'file':
        return whereOf(row) === '' ? (
          <span class="muted">–</span>
        ) : (
          <button
            type="button"
            class="link function-link"
            tabIndex={-1}
            title={`Open ${whereOf(row)}`.slice(0, 2000)}
            onClick={() => onOpen(row)}
          >
            <bdi>{whereOf(row)}</bdi>
          </button>
        );
    }
  };
  return (
    <tr
      id={id}
      class={classes.join(' ')}
      aria-rowindex={place + 2}
      aria-selected={isSelected}
      onClick={() => row && onChoose(row)}
      onDblClick={() => row && onShow(row)}
    >
      {columns.map((column) => (
        <td key={column.key} class={`function-${column.key}`}>
          {cell(column)}
        </td>
      ))}
    </tr>
  );
}

/** Shares are of all that was not idle: neither what was idle nor what contains it has one. */
const isOfWork = ({ owner, name }: Row): boolean => owner !== 'idle' && name !== '(root)';

/** The end of a path says most. */
const shortWhere = (where: string): string => where.split('/').slice(-1).join('/');
