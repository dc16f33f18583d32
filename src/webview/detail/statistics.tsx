import { formatBytes, formatCount, formatDuration, formatError, formatInterval, formatOps, formatPercent } from '../../base/units.ts';
import type { CollectedBenchmark } from '../../model/benchmark.ts';
import type { Summary } from '../../model/measurement.ts';
import { formatMs, NOTHING, orNothing } from '../format.ts';

/** Every number of the summary, with the limits and parameters that the bench file declares. */
export function Statistics({ summary, benchmark }: { summary: Summary; benchmark: CollectedBenchmark }) {
  const { outliers, intervalNs, samples } = summary;
  const outlierCount = outliers.lowSevere + outliers.lowMild + outliers.highMild + outliers.highSevere;
  const times: Facts = [
    ['Median', formatDuration(summary.medianNs)],
    ['Interval', intervalNs ? `${formatInterval(intervalNs)} (${formatPercent(intervalNs.confidence)})` : 'needs 3 blocks'],
    ['Relative error', orNothing(summary.relativeError, formatError)],
    ['Mean', formatDuration(summary.meanNs)],
    ['Minimum', formatDuration(summary.minNs)],
    ['p75', formatDuration(summary.p75Ns)],
    ['p99', formatDuration(summary.p99Ns)],
    ['Maximum', formatDuration(summary.maxNs)],
    ['Rate', formatOps(summary.opsPerSecond)],
  ];
  const sampling: Facts = [
    ['Samples', formatCount(samples)],
    ['Blocks', formatCount(summary.blocks)],
    ['Outliers', samples === 0 ? NOTHING : `${formatCount(outlierCount)} (${formatPercent(outlierCount / samples)})`],
    ['Low, severe and mild', `${formatCount(outliers.lowSevere)} and ${formatCount(outliers.lowMild)}`],
    ['High, mild and severe', `${formatCount(outliers.highMild)} and ${formatCount(outliers.highSevere)}`],
    ['Two groups of blocks', summary.bimodal ? 'yes: the blocks disagree' : 'no'],
  ];
  const runtime: Facts = [
    ['Heap per iteration', orNothing(summary.heapBytesPerIteration, formatBytes)],
    ['Garbage collections', formatCount(summary.gcCount)],
    ['Time in them', formatMs(summary.gcMs)],
    ['Event loop busy', orNothing(summary.eventLoopUtilization, formatPercent)],
    ['Waited for a core', orNothing(summary.waitedShare, formatPercent)],
  ];
  return (
    <section aria-labelledby="statistics-title">
      <h3 id="statistics-title">Statistics</h3>
      <div class="fact-columns">
        <FactList title="Time per iteration" facts={times} />
        <FactList title="Sampling" facts={sampling} />
        <FactList title="Runtime" facts={runtime} />
        <FactList title="Budget" facts={budgetOf(benchmark)} />
        <FactList title="Parameters" facts={Object.entries(benchmark.parameters ?? {})} />
      </div>
    </section>
  );
}

export type Facts = readonly (readonly [label: string, text: string])[];

function budgetOf({ budget }: CollectedBenchmark): Facts {
  if (budget === null) return [];
  const { medianNs, p99Ns, heapBytes, opsPerSecondMin } = budget;
  const facts: Facts = [
    ['Median at most', medianNs === undefined ? '' : formatDuration(medianNs)],
    ['p99 at most', p99Ns === undefined ? '' : formatDuration(p99Ns)],
    ['Heap at most', heapBytes === undefined ? '' : formatBytes(heapBytes)],
    ['Rate at least', opsPerSecondMin === undefined ? '' : formatOps(opsPerSecondMin)],
  ];
  return facts.filter(([, text]) => text !== '');
}

export function FactList({ title, facts }: { title: string; facts: Facts }) {
  if (facts.length === 0) return null;
  return (
    <div>
      <h4>{title}</h4>
      <dl class="properties properties-numbers">
        {facts.map(([label, text]) => (
          <div key={label}>
            <dt>
              <bdi>{label}</bdi>
            </dt>
            <dd>
              <bdi>{text}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
