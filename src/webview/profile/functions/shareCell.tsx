import { useOpen } from '../profilePage.ts';
import { formatShare, formatValue } from '../values.ts';

/** A value with its share of a whole, which is a bar as well; without a share where there is no whole that it is a part of. */
export function ShareCell({ value, whole }: { value: number; whole: number | null }) {
  const open = useOpen();
  const share = whole !== null && whole > 0 && value > 0 ? value / whole : null;
  return (
    <>
      <span class="share-bar" aria-hidden="true">
        {share !== null && <span style={{ width: `${Math.min(100, share * 100)}%` }} />}
      </span>
      <span class="function-value">{formatValue(value, open.summary.unit)}</span>{' '}
      <span class="function-share">{share === null ? '' : formatShare(value, whole!)}</span>
    </>
  );
}
