import { explainInsight } from '../../../base/insightWords.ts';
import type { InsightReport } from '../../../model/insight.ts';

/** For scripts: as the report has it, each insight with what it means and what to do. Shares are from 0 to 1. */
export function toInsightJson({ benchmark, ...report }: InsightReport) {
  return {
    benchmark: benchmark.id,
    ...report,
    insights: report.insights.map((insight) => {
      const { meaning, remedy, anchor } = explainInsight(insight);
      return { ...insight, meaning, remedy, docs: `docs/insight.md#${anchor}` };
    }),
  };
}
