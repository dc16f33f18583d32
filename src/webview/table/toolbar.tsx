import type { ComponentChildren } from 'preact';
import { BenchmarkFilter, Button } from '../controls.tsx';
import { plural } from '../format.ts';
import { usePanel } from '../panel.ts';
import type { TableRow } from './rows.ts';
import type { TableModel } from './tableModel.ts';

interface OfTable<R extends TableRow, K extends string> {
  readonly model: TableModel<R, K>;
}

/** The filter, and what else arranges the table. */
export function Toolbar<R extends TableRow, K extends string>({ model, children }: OfTable<R, K> & { children?: ComponentChildren }) {
  const panel = usePanel();
  const { filter, grouped } = panel.kept.value;
  const total = model.groups.value.reduce((sum, group) => sum + group.rows.length, 0);
  const shown = model.arranged.value.reduce((sum, group) => sum + group.rows.length, 0);
  const count = filter.trim() === '' ? plural(total, 'benchmark') : `${shown} of ${plural(total, 'benchmark')}`;
  return (
    <div class="toolbar" role="search">
      <BenchmarkFilter value={filter} onChange={(value) => panel.keep({ filter: value })} />
      <span class="count" role="status">
        {count}
      </span>
      <label class="check">
        <input type="checkbox" checked={grouped} onChange={(event) => panel.keep({ grouped: event.currentTarget.checked })} />
        <span>Keep groups together</span>
      </label>
      {children}
    </div>
  );
}

/** In place of the table, where the filter lets nothing through. */
export function NoMatch<R extends TableRow, K extends string>({ model }: OfTable<R, K>) {
  const panel = usePanel();
  if (panel.kept.value.filter.trim() === '' || model.arranged.value.length > 0 || panel.arrangedFailures.value.length > 0) return null;
  return (
    <div class="empty">
      <h2>No benchmark matches the filter</h2>
      <div class="empty-actions">
        <Button onClick={() => panel.keep({ filter: '' })}>Clear filter</Button>
      </div>
    </div>
  );
}
