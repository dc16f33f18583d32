import { formatDuration } from '../../base/units.ts';
import { IntervalBar } from '../charts/intervalBar.tsx';
import { ticksOf } from '../charts/scale.ts';
import { Name } from '../controls.tsx';
import { MedianText } from '../medianText.tsx';
import { RelativeText } from '../overview/columns.tsx';
import { usePanel } from '../panel.ts';
import type { Group, Row } from '../results.ts';

/** All of the group on one axis, fastest first. */
export function GroupChart({ row, group }: { row: Row; group: Group }) {
  const panel = usePanel();
  const scale = panel.barScales.value.get(group.key);
  if (!scale) return null;
  const measured = group.rows.filter((member) => member.summary !== null);
  const sorted = measured.toSorted((a, b) => a.summary!.medianNs - b.summary!.medianNs);
  return (
    <section aria-labelledby="group-title">
      <h3 id="group-title">{group.path.length > 0 ? 'Its group side by side' : 'Its file side by side'}</h3>
      <table class="group-chart">
        <thead class="visually-hidden">
          <tr>
            <th scope="col">Benchmark</th>
            <th scope="col">Bar</th>
            <th scope="col">Median</th>
            <th scope="col">Against the reference</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((member) => (
            <tr key={member.id} class={member.id === row.id ? 'row-open' : ''}>
              <th scope="row">
                <button
                  type="button"
                  class="row-name"
                  title={member.name}
                  aria-current={member.id === row.id ? 'true' : undefined}
                  onClick={() => panel.openBenchmark(member.id)}
                >
                  <Name>{member.name}</Name>
                </button>
              </th>
              <td class="group-bar">
                <IntervalBar
                  summary={member.summary!}
                  scale={scale}
                  muted={member.relative?.isReference === false && !member.relative.clear}
                />
              </td>
              <td class="number">
                <MedianText summary={member.summary!} />
              </td>
              <td class="number">
                {member.relative && <RelativeText relative={member.relative} isBaseline={member.benchmark.baseline} />}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot aria-hidden="true">
          <tr>
            <td />
            <td class="group-bar">
              <div class="ticks">
                {ticksOf(scale, 2).map((tick) => (
                  <span key={tick} style={{ left: `${scale.toShare(tick) * 100}%` }}>
                    {tick === 0 ? '0' : formatDuration(tick)}
                  </span>
                ))}
              </div>
            </td>
            <td class="number" />
            <td class="number" />
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
