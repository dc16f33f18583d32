import { formatRatio } from '../../base/ratios.ts';
import { formatDuration, formatPercent } from '../../base/units.ts';
import { inconclusiveReason, marginPercent, settleText } from '../../base/verdicts.ts';
import type { ComparisonEstimate } from '../../model/comparison.ts';
import { designTexts, twoModesText } from '../../model/comparisonWords.ts';
import type { PanelComparison, PanelComparisonRun } from '../../protocol/panel.ts';
import { Banner } from '../controls.tsx';
import { DetailPane, LoadingNote, WarningBanners } from '../detail/detailPane.tsx';
import { failureTitle, lowerFirst, plural, skipTitles, upperFirst } from '../format.ts';
import { usePanel } from '../panel.ts';
import { BlockRatiosChart } from './blockRatiosChart.tsx';
import type { ComparisonRow } from './comparisons.ts';
import { ComparisonStatistics } from './comparisonStatistics.tsx';
import { MeasureOn } from './measureOn.tsx';
import { PairsTable } from './pairsTable.tsx';
import { SidesChart } from './sidesChart.tsx';
import { changeOf, OutcomeText } from './verdicts.tsx';

/** Everything about one benchmark of a comparison. */
export function ComparisonDetail({ comparison: run, row }: { comparison: PanelComparisonRun; row: ComparisonRow }) {
  const panel = usePanel();
  const { comparison, estimate } = row;
  const loaded = panel.comparisonDetail.value;
  const detail = loaded.state === 'ready' && loaded.value.benchmarkId === row.id ? loaded.value : null;
  const isModeKnown = row.warnings.some(({ code }) => code === 'bimodal');
  return (
    <DetailPane row={row} loaded={detail ? 'ready' : loaded.state}>
      {comparison.state === 'skipped' && <Banner icon="info">{`Not compared: ${skipTitles[comparison.reason]}.`}</Banner>}
      {comparison.state === 'failed' && comparison.failure.kind === 'vanished' && (
        <Banner icon="info">{`Not compared: ${lowerFirst(failureTitle(comparison.failure, comparison.side))}.`}</Banner>
      )}
      {comparison.state === 'compared' && <VerdictHeadline estimate={comparison.estimate} />}
      {comparison.state === 'compared' && <Measured comparison={comparison} />}
      {estimate?.verdict === 'inconclusive' && <Unsettled row={row} estimate={estimate} together={comparedIn(run)} />}
      {estimate?.twoModes && !isModeKnown && <Banner icon="warning">{upperFirst(twoModesText(estimate.twoModes))}</Banner>}
      <WarningBanners warnings={row.warnings} />
      {comparison.state === 'compared' && (
        <>
          <LoadingNote loaded={loaded.state} />
          {detail && <BlockRatiosChart row={row} comparison={comparison} detail={detail} />}
          {detail && <SidesChart row={row} estimate={comparison.estimate} detail={detail} />}
          <ComparisonStatistics comparison={comparison} />
          {detail && <PairsTable comparison={comparison} detail={detail} />}
        </>
      )}
    </DetailPane>
  );
}

const comparedIn = ({ comparisons }: PanelComparisonRun): number => comparisons.filter(({ state }) => state === 'compared').length;

/** The numbers one came for. */
function VerdictHeadline({ estimate }: { estimate: ComparisonEstimate }) {
  const { verdict, ratio, interval, margin, baselineNs, candidateNs } = estimate;
  return (
    <dl class="headline">
      <div>
        <dt class="visually-hidden">Verdict</dt>
        <dd class="headline-main">
          <OutcomeText outcome={verdict} /> <span>{changeOf(estimate)}</span>
        </dd>
      </div>
      <div>
        <dt>{interval ? `${formatPercent(interval.confidence)} interval` : 'Interval'}</dt>
        <dd>{formatRatio(ratio, interval).interval ?? 'too few blocks'}</dd>
      </div>
      <div>
        <dt>Margin</dt>
        <dd>{`± ${marginPercent(margin)}`}</dd>
      </div>
      <div>
        <dt>Baseline</dt>
        <dd>{formatDuration(baselineNs)}</dd>
      </div>
      <div>
        <dt>Candidate</dt>
        <dd>{formatDuration(candidateNs)}</dd>
      </div>
    </dl>
  );
}

/** How it was measured, and what that could have seen. */
function Measured({ comparison: { design, blockCounts, estimate } }: { comparison: Extract<PanelComparison, { state: 'compared' }> }) {
  const { baseline, candidate } = blockCounts;
  const blocks = baseline === candidate ? plural(candidate, 'block') : `${baseline} and ${plural(candidate, 'block')}`;
  const { noise, smallestDetectable } = estimate;
  const texts = [
    `${blocks}, ${designTexts[design]}.`,
    noise === null ? '' : `A block varies by ${formatPercent(noise)}.`,
    smallestDetectable === null ? '' : `A change of ${formatPercent(smallestDetectable)} would have been seen 9 times in 10.`,
  ];
  return <p class="hint measured">{texts.filter(Boolean).join(' ')}</p>;
}

/** Why there is no verdict, and what it would take. */
function Unsettled({ row, estimate, together }: { row: ComparisonRow; estimate: ComparisonEstimate; together: number }) {
  const panel = usePanel();
  const remedy = row.canMeasureOn ? settleText(estimate) : 'compare both again, measured in turns, to see more';
  return (
    <Banner icon="info">
      <span>{`${upperFirst(inconclusiveReason(estimate, together))}: ${remedy}.`}</span>
      {panel.running.value === null && <MeasureOn rows={[row]} isAll={false} />}
    </Banner>
  );
}
