import { formatSpan } from '../../base/spans.ts';
import { formatPercent } from '../../base/units.ts';
import type { PanelRun } from '../../protocol/panel.ts';
import { formatMs, formatRevision } from '../format.ts';
import {
  environmentProperties,
  isOurs,
  loaderProperties,
  machineProperties,
  PropertiesSection,
  type Property,
} from '../header/environment.tsx';

/** Everything the run says about where and how it was measured; what could not be read is left out. */
export function RunEnvironment({ run }: { run: PanelRun }) {
  const { environment, machine, preset, revision } = run;
  const presetText =
    `${preset.name}: ${preset.minBlocks} to ${preset.maxBlocks} blocks of ${formatMs(preset.blockMs)}, ` +
    `until ± ${formatPercent(preset.targetRelativeError)} or ${formatSpan(preset.budgetMs)} a benchmark`;
  const [modules, ...files] = isOurs(environment) ? loaderProperties(run.loaders) : [];
  const properties: readonly Property[] = [
    ...environmentProperties(environment),
    ...machineProperties(machine),
    ['Revision', formatRevision(revision) ?? 'no git revision'],
    ['Preset', isOurs(environment) ? presetText : null],
    ...(modules ? [modules] : []),
    ['Run by', `${run.source} (Laptime ${run.laptimeVersion})`],
    ['Environment id', environment.id],
    ...files,
  ];
  return <PropertiesSection title="Environment" properties={properties} />;
}
