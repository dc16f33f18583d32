import { Button } from '../controls.tsx';
import { plural } from '../format.ts';
import { NOT_TRUSTED } from '../header/compareWith.tsx';
import { usePanel } from '../panel.ts';
import { RowAction, type ActionSubject } from '../table/rowAction.tsx';
import type { ComparisonRow } from './comparisons.ts';

/** Goes on with what is inconclusive among these; nothing where nothing is. Asked for everything, the host finds out itself. */
export function MeasureOn({ rows, isAll, primary = false }: { rows: readonly ComparisonRow[]; isAll: boolean; primary?: boolean }) {
  const panel = usePanel();
  const open = rows.filter((row) => row.canMeasureOn);
  if (open.length === 0) return null;
  const isTrusted = panel.snapshot.value?.trusted === true;
  const what = open.length === 1 ? 'Adds blocks to those that there are' : `Adds blocks to the ${open.length} that are inconclusive`;
  return (
    <Button
      icon="run"
      primary={primary}
      disabled={!isTrusted || panel.running.value !== null}
      title={isTrusted ? what : NOT_TRUSTED}
      onClick={() => panel.attempt(panel.host.measureOn(isAll ? [] : open.map((row) => row.id)))}
    >
      Measure on
    </Button>
  );
}

export const measureOnAction = (rows: readonly ComparisonRow[], subject: ActionSubject) => <MeasureRowsOn rows={rows} subject={subject} />;

function MeasureRowsOn({ rows, subject: { kind, name } }: { rows: readonly ComparisonRow[]; subject: ActionSubject }) {
  const panel = usePanel();
  const open = rows.filter((row) => row.canMeasureOn);
  if (open.length === 0) return null;
  const label = kind === 'row' ? `Measure ${name} on` : `Measure on what is inconclusive in ${name}`;
  return (
    <RowAction
      icon="run"
      label={label}
      title={kind === 'row' ? 'Measure this benchmark on' : `Measure on ${plural(open.length, 'inconclusive benchmark')}`}
      disabled={panel.running.value !== null || panel.snapshot.value?.trusted !== true}
      onClick={() => panel.attempt(panel.host.measureOn(open.map((row) => row.id)))}
    />
  );
}
