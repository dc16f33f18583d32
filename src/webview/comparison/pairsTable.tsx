import { useMemo } from 'preact/hooks';
import { formatRatio } from '../../base/ratios.ts';
import { formatCount, formatDuration, formatPercent } from '../../base/units.ts';
import type { PanelBlock, PanelComparison, PanelComparisonDetail } from '../../protocol/panel.ts';
import { blockRatios } from '../charts/blockRatios.ts';
import { medianOf } from '../charts/samples.ts';
import { NOTHING, orNothing } from '../format.ts';

export interface PairsTableProps {
  readonly comparison: Extract<PanelComparison, { state: 'compared' }>;
  readonly detail: PanelComparisonDetail;
}

/** What each block found on both sides; of runs that were not made together there may be more of one side. */
export function PairsTable({ comparison: { design }, detail: { baseline, candidate } }: PairsTableProps) {
  const isPaired = design !== 'separate-runs';
  const ratios = useMemo(() => (isPaired ? blockRatios(baseline, candidate) : []), [isPaired, baseline, candidate]);
  const medians = useMemo(
    () => [baseline, candidate].map((blocks) => blocks.map((block) => medianOf(block.samplesNs))) as [number[], number[]],
    [baseline, candidate],
  );
  const count = Math.max(baseline.length, candidate.length);
  if (count === 0) return null;
  return (
    <section aria-labelledby="blocks-title">
      <h3 id="blocks-title">Blocks</h3>
      <div class="table-scroller" tabIndex={0} role="region" aria-label="Table of the blocks">
        <table class="numbers">
          <thead>
            <tr>
              <th scope="col">Block</th>
              <th scope="col">Baseline</th>
              <th scope="col">Candidate</th>
              {isPaired && <th scope="col">Change</th>}
              <th scope="col">{isPaired ? 'Rounds' : 'Samples'}</th>
              <th scope="col">Waited</th>
              <th scope="col">Other load</th>
              <th scope="col">GC</th>
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: count }, (_, index) => {
              const [before, after] = [baseline[index], candidate[index]];
              return (
                <tr key={index}>
                  <th scope="row">{index + 1}</th>
                  <td>{formatDuration(medians[0][index] ?? Number.NaN)}</td>
                  <td>{formatDuration(medians[1][index] ?? Number.NaN)}</td>
                  {isPaired && <td>{formatRatio(ratios[index] ?? Number.NaN, null).change}</td>}
                  <td>{both(before, after, ({ samplesNs }) => formatCount(samplesNs.length))}</td>
                  <td>{both(before, after, ({ waitedShare }) => orNothing(waitedShare, formatPercent))}</td>
                  <td>{both(before, after, ({ otherLoad }) => orNothing(otherLoad, formatPercent))}</td>
                  <td>{both(before, after, ({ gcCount }) => formatCount(gcCount))}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** One text where both sides say the same. */
function both(before: PanelBlock | undefined, after: PanelBlock | undefined, text: (block: PanelBlock) => string): string {
  const [first, second] = [before, after].map((block) => (block ? text(block) : NOTHING));
  return first === second ? first! : `${first}, ${second}`;
}
