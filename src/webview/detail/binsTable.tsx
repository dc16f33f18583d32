import { formatCount, formatDuration, formatInterval } from '../../base/units.ts';
import type { Histogram } from '../charts/samples.ts';

export interface BinsTableProps {
  /** Over the same bins. */
  readonly histograms: readonly { readonly title: string; readonly histogram: Histogram }[];
}

/** What histograms show, for those who do not see them. */
export function BinsTable({ histograms }: BinsTableProps) {
  const all = histograms.map(({ histogram }) => histogram);
  const { edges } = all[0]!;
  const below = all.map((histogram) => histogram.below);
  const above = all.map((histogram) => histogram.above);
  const isAny = (counts: readonly number[]) => counts.some((count) => count > 0);
  return (
    <details>
      <summary>Bins as a table</summary>
      <div class="table-scroller" tabIndex={0} role="region" aria-label="Bins of the histogram">
        <table class="numbers">
          <thead>
            <tr>
              <th scope="col">Time per iteration</th>
              {histograms.map(({ title }) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {isAny(below) && <BinRow label={`under ${formatDuration(edges[0]!)}`} counts={below} />}
            {Array.from({ length: edges.length - 1 }, (_, index) => (
              <BinRow
                key={index}
                label={formatInterval({ low: edges[index]!, high: edges[index + 1]! })}
                counts={all.map(({ counts }) => counts[index]!)}
              />
            ))}
            {isAny(above) && <BinRow label={`over ${formatDuration(edges.at(-1)!)}`} counts={above} />}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function BinRow({ label, counts }: { label: string; counts: readonly number[] }) {
  return (
    <tr>
      <th scope="row">{label}</th>
      {counts.map((count, index) => (
        <td key={index}>{formatCount(count)}</td>
      ))}
    </tr>
  );
}
