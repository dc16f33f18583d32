import { Button } from '../controls.tsx';
import { usePanel } from '../panel.ts';
import type { TableRow } from '../table/rows.ts';
import type { TableModel } from '../table/tableModel.ts';

/** Copies the checked benchmarks; without any, what the filter shows, else all of the run or comparison. */
export function CopyButton<R extends TableRow, K extends string>({ model }: { model: TableModel<R, K> }) {
  const panel = usePanel();
  const checked = [...model.checked.value];
  const filtered = panel.kept.value.filter.trim() !== '';
  const shown = model.arranged.value.flatMap((group) => group.rows.map((row) => row.id));
  const copy = () => {
    if (checked.length > 0) panel.attempt(panel.host.copyMarkdown(checked));
    else panel.attempt(panel.host.copyMarkdown(filtered ? shown : []));
  };
  const label =
    checked.length > 0 ? `Copy ${checked.length} selected as Markdown` : filtered ? 'Copy filtered as Markdown' : 'Copy all as Markdown';
  return (
    <Button icon="copy" disabled={checked.length === 0 && filtered && shown.length === 0} onClick={copy}>
      {label}
    </Button>
  );
}
