import type { PanelRunEntry } from '../../protocol/panel.ts';
import { Button } from '../controls.tsx';
import { formatTime, plural } from '../format.ts';
import { usePanel } from '../panel.ts';

/** Chooses what is shown among runs and comparisons. */
export function Picker({ shown }: { shown: { readonly id: string; readonly startedAtMs: number } }) {
  const panel = usePanel();
  const entries = panel.runs.value;
  const pinned = panel.snapshot.value?.pinned ?? false;
  const isKnown = entries.some((entry) => entry.id === shown.id);
  /** The newest is followed, not pinned, so that the next one appears by itself. */
  const pinOf = (id: string): string | null => (id === entries[0]?.id ? null : id);
  return (
    <div class="picker">
      <h1 class="visually-hidden">Laptime results</h1>
      <select aria-label="Run or comparison" value={shown.id} onChange={(event) => panel.pinRun(pinOf(event.currentTarget.value))}>
        {!isKnown && <option value={shown.id}>{timeText(shown.startedAtMs)}</option>}
        {entries.map((entry) => (
          <option key={entry.id} value={entry.id}>
            {entryText(entry)}
          </option>
        ))}
      </select>
      {pinned && (
        <Button title="Follow the newest run or comparison again" onClick={() => panel.pinRun(null)}>
          Show latest
        </Button>
      )}
    </div>
  );
}

const timeText = (timeMs: number): string => formatTime(timeMs, document.documentElement.lang);

function entryText({ kind, startedAtMs, benchmarks, label }: PanelRunEntry): string {
  const parts = [timeText(startedAtMs), ...(kind === 'comparison' ? ['Comparison'] : []), plural(benchmarks, 'benchmark'), label];
  return parts.join(' · ');
}
