import { formatMetricValue } from '../../base/metricValue.ts';
import type { Metric } from '../../model/metric.ts';
import { Name } from '../controls.tsx';
import { NOTHING } from '../format.ts';
import { usePanel } from '../panel.ts';
import { figuresOf } from './monitorSeries.ts';
import type { ChartSection } from './sections.ts';

/** All that the charts show, as figures of the time that they show. */
export function MetricsTable({ sections }: { sections: readonly ChartSection[] }) {
  return (
    <>
      {sections.map(({ key, title, groups }) => (
        <section key={key} class="monitor-section" aria-label={title}>
          <h2>
            <Name>{title}</Name>
          </h2>
          {/* Scrolls by itself where the pane is narrow, and then with the keyboard too. */}
          <div class="metrics-scroller" tabIndex={0} role="region" aria-label={`Figures of ${title}`}>
            <table class="metrics-table">
              <thead>
                <tr>
                  {['Metric', 'Latest', 'Least', 'Mean', 'Most'].map((heading) => (
                    <th key={heading} scope="col">
                      {heading}
                    </th>
                  ))}
                </tr>
              </thead>
              {groups.map((group) => (
                <tbody key={group.group}>
                  <tr>
                    <th scope="rowgroup" colSpan={5} class="metrics-group">
                      {group.title}
                    </th>
                  </tr>
                  {group.charts.flatMap(({ metrics }) => metrics.map((metric) => <Row key={metric.id} metric={metric} />))}
                </tbody>
              ))}
            </table>
          </div>
        </section>
      ))}
    </>
  );
}

function Row({ metric }: { metric: Metric }) {
  const { series, version, window } = usePanel().monitor;
  void version.value;
  const { fromMs, untilMs } = window.value;
  const found = series(metric.id);
  const figures = found === undefined ? null : figuresOf(found, fromMs, untilMs);
  const text = (value: number | undefined) => (value === undefined ? NOTHING : formatMetricValue(value, metric.unit));
  return (
    <tr>
      <th scope="row" title={metric.description}>
        <bdi>{metric.title}</bdi>
      </th>
      <td>{text(figures?.latest)}</td>
      <td>{text(figures?.min)}</td>
      <td>{text(figures?.mean)}</td>
      <td>{text(figures?.max)}</td>
    </tr>
  );
}
