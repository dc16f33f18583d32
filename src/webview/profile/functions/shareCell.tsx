import { useOpen } from '../profilePage.ts';
import { formatShare, formatValue } from '../values.ts';

/** A value with its share of all that was not idle, which is a bar as well. `hasShare`: it is a part of that. */
export function ShareCell({ value, hasShare }: { value: number; hasShare: boolean }) {
  const open = useOpen();
  const whole = open.whole.value;
  const isPart = hasShare && whole > 0;
  return (
    <>
      <span class="share-bar" aria-hidden="true">
        {isPart && value > 0 && <span style={{ width: `${Math.min(100, (value / whole) * 100)}%` }} />}
      </span>
      <span class="function-value">{formatValue(value, open.summary.unit)}</span>{' '}
      <span class="function-share">{isPart && value > 0 ? formatShare(value, whole) : ''}</span>
    </>
  );
}
