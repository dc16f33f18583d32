import type { Verdict } from '../../model/comparison.ts';
import type { RatioEstimate } from './ratioScale.ts';
import type { Scale } from './scale.ts';

const percent = (share: number): string => `${Math.min(100, Math.max(0, share * 100))}%`;

/**
 * The interval of a ratio as a line with the estimate as a dot, over the margin as a band around no change. What is beyond the
 * axis ends in an arrow. A picture of numbers that stand beside it.
 */
export function RatioInterval({ estimate, scale, tone }: { estimate: RatioEstimate; scale: Scale; tone: Verdict }) {
  const { ratio, interval, margin } = estimate;
  const { low, high } = interval ?? { low: ratio, high: ratio };
  const [from, at, to] = [low, ratio, high].map((end) => scale.toShare(end)) as [number, number, number];
  const band = scale.toShare(1 / (1 + margin));
  return (
    <div class={`ratio ratio-${tone}`} aria-hidden="true">
      <div class="ratio-band" style={{ left: percent(band), width: percent(scale.toShare(1 + margin) - band) }} />
      <div class="ratio-zero" style={{ left: percent(scale.toShare(1)) }} />
      {interval && from <= 1 && to >= 0 && (
        <div
          class="ratio-line"
          style={{ left: percent(from), width: percent(Math.min(1, Math.max(0, to)) - Math.min(1, Math.max(0, from))) }}
        />
      )}
      {from < 0 && <div class="ratio-arrow ratio-arrow-low" />}
      {to > 1 && <div class="ratio-arrow ratio-arrow-high" />}
      {at >= 0 && at <= 1 && <div class="ratio-dot" style={{ left: percent(at) }} />}
    </div>
  );
}
