import type { Summary } from '../../model/measurement.ts';
import type { Scale } from './scale.ts';

const percent = (share: number): string => `${Math.min(100, Math.max(0, share * 100))}%`;

/** A bar to the median with the whiskers of its interval. A picture of numbers that stand beside it. */
export function IntervalBar({ summary, scale, muted = false }: { summary: Summary; scale: Scale; muted?: boolean }) {
  const { medianNs, intervalNs } = summary;
  const from = intervalNs && scale.toShare(intervalNs.low);
  return (
    <div class={muted ? 'bar bar-muted' : 'bar'} aria-hidden="true">
      <div class="bar-fill" style={{ width: percent(scale.toShare(medianNs)) }} />
      {intervalNs && from !== null && (
        <div class="bar-whisker" style={{ left: percent(from), width: percent(scale.toShare(intervalNs.high) - from) }} />
      )}
    </div>
  );
}
