import { formatPercent } from '../../base/units.ts';
import { plural } from '../format.ts';
import { heatLines, type Heat } from './heat.ts';

/** What the colours say, and how many benchmarks are shown. */
export function HeatLegend({ heat, filter }: { heat: Heat; filter: string }) {
  const { metric, reach, series } = heat;
  const isTime = metric === 'median' || metric === 'p99';
  const ratio = reach >= 1 ? `${1 + reach}x` : formatPercent(reach);
  const [less, more] = isTime ? ['faster', 'slower'] : ['less', 'more'];
  const shown = heatLines(heat, filter).filter(({ kind }) => kind === 'row').length;
  const count = filter.trim() === '' ? plural(series.length, 'benchmark') : `${shown} of ${plural(series.length, 'benchmark')}`;
  return (
    <>
      <span class="count" role="status">
        {count}
      </span>
      <ul class="legend heat-legend" aria-label="Colours: the change against each benchmark's own median">
        <li>{`▼ ${ratio} ${less}`}</li>
        <li aria-hidden="true">
          <span class="heat-ramp" />
        </li>
        <li>{`▲ ${ratio} ${more}`}</li>
        <li>
          <span class="key key-blank" />
          not measured
        </li>
      </ul>
    </>
  );
}
