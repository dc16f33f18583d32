import { formatRatio } from '../../base/ratios.ts';
import { formatCount, formatPercent } from '../../base/units.ts';
import { formatProbability, marginPercent } from '../../base/verdicts.ts';
import type { ComparisonTests } from '../../model/comparison.ts';
import type { PanelComparison } from '../../protocol/panel.ts';
import { FactList, type Facts } from '../detail/statistics.tsx';
import { NOTHING, orNothing, plural } from '../format.ts';

/** What the verdict rests on, and the tests that only stand beside it. */
export function ComparisonStatistics({ comparison }: { comparison: Extract<PanelComparison, { state: 'compared' }> }) {
  const { estimate, blockCounts, design } = comparison;
  const { interval, tests } = estimate;
  const change: Facts = [
    ['Estimate', formatRatio(estimate.ratio, interval).change],
    [
      interval ? `${formatPercent(interval.confidence)} interval` : 'Interval',
      formatRatio(estimate.ratio, interval).interval ?? 'needs 3 blocks',
    ],
    ['Margin', `± ${marginPercent(estimate.margin)}`],
    [design === 'separate-runs' ? 'p' : 'p, corrected for the looks', probability(estimate.p)],
    ['p, adjusted for all benchmarks', probability(estimate.adjustedP)],
  ];
  const measuring: Facts = [
    ['Blocks', blocksText(blockCounts)],
    ['Noise of a block', orNothing(estimate.noise, formatPercent)],
    ['Smallest change it would see', orNothing(estimate.smallestDetectable, formatPercent)],
    ...(estimate.toSettle ? [['To settle it', `about ${plural(estimate.toSettle.blocks, 'more block', 'more blocks')}`] as const] : []),
  ];
  return (
    <section aria-labelledby="statistics-title">
      <h3 id="statistics-title">Statistics</h3>
      <div class="fact-columns">
        <FactList title="Change" facts={change} />
        <FactList title="Measuring" facts={measuring} />
      </div>
      {tests && <Tests tests={tests} ratio={estimate.ratio} />}
    </section>
  );
}

const blocksText = ({ baseline, candidate }: { readonly baseline: number; readonly candidate: number }): string =>
  baseline === candidate ? formatCount(candidate) : `${formatCount(baseline)} and ${formatCount(candidate)}`;

// Blocks that are all equal make some statistics infinite, and those do not cross the boundary.
const probability = (p: number | null): string => (p === null || !Number.isFinite(p) ? NOTHING : formatProbability(p));
const number = (value: number | null, decimals = 2): string =>
  value === null || !Number.isFinite(value) ? NOTHING : value.toFixed(decimals);

function Tests({ tests, ratio }: { tests: ComparisonTests; ratio: number }) {
  const { welch, mannWhitney, wilcoxon, bootstrap } = tests;
  const rows: readonly (readonly [name: string, statistic: string, p: string])[] = [
    ["Welch's t", `t = ${number(welch.t)}, ${number(welch.degreesOfFreedom, 1)} degrees of freedom`, probability(welch.p)],
    ['Mann-Whitney U', `U = ${number(mannWhitney.u, 1)}`, probability(mannWhitney.p)],
    ['Wilcoxon signed rank', wilcoxon ? `W = ${number(wilcoxon.w, 1)}` : 'blocks are not paired', probability(wilcoxon?.p ?? null)],
    ["Cohen's d", number(tests.cohenD), ''],
    ["Cliff's delta", number(tests.cliffsDelta), ''],
    ['Bootstrap interval', `${formatRatio(ratio, bootstrap).interval ?? NOTHING} at ${formatPercent(bootstrap.confidence)}`, ''],
  ];
  return (
    <>
      <h4 id="tests-title">Tests and effect sizes</h4>
      <div class="table-scroller" tabIndex={0} role="region" aria-labelledby="tests-title">
        <table class="numbers numbers-words">
          <thead>
            <tr>
              <th scope="col">Test</th>
              <th scope="col">Statistic</th>
              <th scope="col">p</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, statistic, p]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{statistic}</td>
                <td>{p}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="hint">Over the medians of the blocks. The verdict does not follow from them, but from the interval and the margin.</p>
    </>
  );
}
