import type { MarkKind, SeriesMark } from '../../model/metric.ts';
import { formatMs, formatTime, plural } from '../format.ts';
import { usePanel } from '../panel.ts';

const kindWords: Readonly<Record<MarkKind, string>> = {
  run: 'Run',
  alert: 'Alert',
  save: 'Save',
  sleep: 'Sleep',
  program: 'Program',
  mode: 'Mode',
};

const MOST_SHOWN = 100;

/** What happened in the time that is shown, newest first: what the lines and bands of the charts stand for. */
export function MarksList() {
  const { state, window } = usePanel().monitor;
  const { fromMs, untilMs } = window.value;
  const marks = (state.value?.marks ?? []).filter((mark) => mark.atMs <= untilMs && (mark.untilMs ?? mark.atMs) >= fromMs);
  if (marks.length === 0) return null;
  return (
    <details class="marks">
      <summary>{`${plural(marks.length, 'mark')} in this time`}</summary>
      <ul>
        {marks
          .slice(-MOST_SHOWN)
          .toReversed()
          .map((mark) => (
            <li key={mark.id}>
              <span class={`mark-key mark-${mark.kind}`} aria-hidden="true" />
              <span class="muted">{`${timeText(mark)} · ${kindWords[mark.kind]}`}</span>
              <bdi>{mark.title}</bdi>
            </li>
          ))}
      </ul>
    </details>
  );
}

const timeText = ({ atMs, untilMs }: SeriesMark): string =>
  formatTime(atMs, document.documentElement.lang) + (untilMs === null || untilMs === atMs ? '' : ` for ${formatMs(untilMs - atMs)}`);
