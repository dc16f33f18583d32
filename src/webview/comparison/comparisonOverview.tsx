import { formatSpan } from '../../base/spans.ts';
import { NOT_TOGETHER } from '../../model/comparisonWords.ts';
import type { PanelComparisonRun, PanelSnapshot } from '../../protocol/panel.ts';
import { Banner, Empty } from '../controls.tsx';
import { MachineWarnings } from '../header/besideRun.tsx';
import { CompareWith } from '../header/compareWith.tsx';
import { environmentProperties, loaderProperties, machineProperties, PropertiesSection, type Property } from '../header/environment.tsx';
import { Banners } from '../overview/banners.tsx';
import { usePanel } from '../panel.ts';
import { BenchmarkTable } from '../table/benchmarkTable.tsx';
import { FileFailures } from '../table/fileFailures.tsx';
import { TablePane } from '../table/tablePane.tsx';
import { NoMatch, Toolbar } from '../table/toolbar.tsx';
import { comparisonColumns } from './comparisonColumns.tsx';
import { isSeparate } from './comparisons.ts';
import { measureOnAction } from './measureOn.tsx';
import { describeRevision } from './revisionText.tsx';

/** The benchmarks of a comparison. */
export function ComparisonOverview({ snapshot, comparison }: { snapshot: PanelSnapshot; comparison: PanelComparisonRun }) {
  const panel = usePanel();
  const { comparisons, fileFailures, state } = comparison;
  const isEmpty = comparisons.length === 0 && fileFailures.length === 0;
  return (
    <TablePane label="Comparison" toolbar={!isEmpty && <Toolbar model={panel.comparisons} />}>
      <Banners snapshot={snapshot} shown={{ noun: 'comparison', state, finished: comparisons.length }} />
      <ComparisonBanners comparison={comparison} />
      {isEmpty ? (
        <Empty title="Nothing was compared" actions={<CompareWith primary />}>
          {state === 'complete' ? 'There was no benchmark to compare.' : 'It ended before there was a verdict on its first benchmark.'}
        </Empty>
      ) : (
        <>
          <FileFailures />
          <BenchmarkTable
            model={panel.comparisons}
            columns={comparisonColumns}
            caption="Verdicts by file and group."
            action={measureOnAction}
          />
          <NoMatch model={panel.comparisons} />
          <ComparisonEnvironment comparison={comparison} />
        </>
      )}
    </TablePane>
  );
}

function ComparisonBanners({ comparison }: { comparison: PanelComparisonRun }) {
  const { baselineEnvironment, notes } = comparison;
  return (
    <>
      {baselineEnvironment && (
        <Banner icon="warning">
          {`The baseline was measured in another environment${differencesText(comparison)}. The difference may come from that and not from the code.`}
        </Banner>
      )}
      {isSeparate(comparison) && <Banner icon="info">{NOT_TOGETHER}</Banner>}
      <MachineWarnings machine={comparison.machine} />
      {notes.map((note) => (
        <Banner key={note} icon="info">
          {note}
        </Banner>
      ))}
    </>
  );
}

interface Difference {
  readonly label: string;
  readonly baseline: string;
  readonly candidate: string;
}

function differencesOf({ baselineEnvironment, environment }: PanelComparisonRun): readonly Difference[] {
  if (baselineEnvironment === null) return [];
  const before = new Map(environmentProperties(baselineEnvironment));
  return environmentProperties(environment).flatMap(([label, text]) => {
    const [baseline, candidate] = [before.get(label) ?? 'unknown', text ?? 'unknown'];
    return baseline === candidate ? [] : [{ label, baseline, candidate }];
  });
}

function differencesText(comparison: PanelComparisonRun): string {
  const texts = differencesOf(comparison).map(({ label, baseline, candidate }) => `${label} ${baseline} → ${candidate}`);
  return texts.length === 0 ? '' : `: ${texts.join('; ')}`;
}

/** Everything the comparison says about where and how it was measured. */
function ComparisonEnvironment({ comparison }: { comparison: PanelComparisonRun }) {
  const { baseline, candidate, benches, budgetMs, environment, machine, source, laptimeVersion } = comparison;
  const different = new Map(differencesOf(comparison).map((difference) => [difference.label, difference]));
  const properties: readonly Property[] = [
    ['Baseline', describeRevision(baseline)],
    ['Candidate', describeRevision(candidate)],
    ['Bench files', benches === 'own' ? 'of each revision its own' : "the candidate's for both revisions"],
    ['Budget', isSeparate(comparison) ? null : `up to ${formatSpan(budgetMs)} a benchmark`],
    ...environmentProperties(environment).map(([label, text]): Property => {
      const difference = different.get(label);
      return [label, difference ? `${difference.baseline} → ${difference.candidate}` : text];
    }),
    ...machineProperties(machine),
    ['Compared by', `${source} (Laptime ${laptimeVersion})`],
    ...loaderProperties(comparison.loaders),
  ];
  return <PropertiesSection title="How it was compared" properties={properties} />;
}
