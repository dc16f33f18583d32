import { formatCount } from '../../base/units.ts';
import type { BaselineCost, ProfiledFunction } from '../../model/profile.ts';
import { ownerWords } from './flame/flameColors.ts';
import { useOpen } from './profilePage.ts';
import { changeOf, formatDifference, formatShare, formatValue, whereOf } from './values.ts';

/** Whose it is, and where it is written. */
export function Where({ one }: { one: ProfiledFunction }) {
  const where = whereOf(one);
  const owner = one.owner === 'package' ? one.packageName : ownerWords[one.owner];
  return (
    <div class="where">
      {where !== '' && <bdi class="where-file">{where}</bdi>}
      <bdi class="muted">{owner}</bdi>
    </div>
  );
}

export interface CostsProps {
  readonly total: number;
  /** Null where it is not known. */
  readonly self: number | null;
  /** 0 where they are not known. */
  readonly samples: number;
  /** Of a difference; else null. */
  readonly baseline: BaselineCost | null;
}

/** What something cost, with its shares; of a difference, beside the baseline. */
export function Costs({ total, self, samples, baseline }: CostsProps) {
  const open = useOpen();
  const { unit } = open.summary;
  const whole = open.whole.value;
  const cost = (label: string, value: number, of: 'self' | 'total') => (
    <div>
      <dt>{label}</dt>
      <dd>
        {formatValue(value, unit)}
        <span class="muted">{` ${formatShare(value, whole)}`}</span>
        {baseline && <Change value={value} baseline={baseline} of={of} />}
      </dd>
    </div>
  );
  return (
    <dl class="costs">
      {self !== null && cost('Self', self, 'self')}
      {cost('Total', total, 'total')}
      {samples > 0 && (
        <div>
          <dt>Samples</dt>
          <dd>{formatCount(samples)}</dd>
        </div>
      )}
    </dl>
  );
}

/** By how much a value differs from that of the baseline, with a sign that is told without its colour. */
export function Change({ value, baseline, of }: { value: number; baseline: BaselineCost; of: 'self' | 'total' }) {
  const { unit } = useOpen().summary;
  if (value === 0 && baseline[of] === 0) return null;
  const { difference, isNoise, text } = changeOf(value, baseline, of);
  if (isNoise)
    return (
      <span class="delta delta-noise" title={`Before: ${formatValue(baseline[of], unit)}. Chance alone may explain the difference.`}>
        {text}
      </span>
    );
  return (
    <span class={difference > 0 ? 'delta delta-more' : 'delta delta-less'} title={`Before: ${formatValue(baseline[of], unit)}`}>
      {`${difference > 0 ? '▲' : '▼'} ${formatDifference(difference, unit)} `}
      <span class="delta-share">{text}</span>
    </span>
  );
}
