import { formatSpan } from '../../base/spans.ts';
import { formatPercent } from '../../base/units.ts';
import type { PanelRun } from '../../protocol/panel.ts';
import { formatMachine, formatMs, formatRevision } from '../format.ts';

const known = (value: boolean | null): string | null => (value === null ? null : value ? 'yes' : 'no');

/** Everything the run says about where and how it was measured; what could not be read is left out. */
export function EnvironmentSection({ run }: { run: PanelRun }) {
  const { environment, machine, preset, revision } = run;
  const isOurs = environment.measuredBy === undefined;
  const loaders = Object.entries(run.loaders);
  const vite = loaders.filter(([, choice]) => choice.loader === 'vite');
  const facts: readonly (readonly [string, string | null])[] = [
    ['Measured by', environment.measuredBy ?? null],
    ['Machine', formatMachine(environment)],
    ['System', `${environment.os}, ${environment.arch}${environment.container ? ', in a container' : ''}`],
    isOurs ? ['Node', `${environment.nodeVersion} (V8 ${environment.v8Version})`] : ['Runtime', environment.nodeVersion],
    ['Node flags', !isOurs ? null : environment.nodeFlags.length === 0 ? 'none' : environment.nodeFlags.join(' ')],
    ['On battery', known(environment.onBattery)],
    ['CPU governor', environment.cpuGovernor],
    ['Other load', machine.otherLoad === null ? null : `${formatPercent(machine.otherLoad)} of all cores`],
    ['CPU pressure', machine.cpuPressure === null ? null : formatPercent(machine.cpuPressure)],
    ['Clock', machine.frequencyMhz && `${Math.round(machine.frequencyMhz.min)} to ${Math.round(machine.frequencyMhz.max)} MHz`],
    ['Throttled', known(machine.throttled)],
    ['Revision', formatRevision(revision) ?? 'no git revision'],
    [
      'Preset',
      isOurs
        ? `${preset.name}: ${preset.minBlocks} to ${preset.maxBlocks} blocks of ${formatMs(preset.blockMs)}, ` +
          `until ± ${formatPercent(preset.targetRelativeError)} or ${formatSpan(preset.budgetMs)} a benchmark`
        : null,
    ],
    [
      'Modules',
      !isOurs
        ? null
        : vite.length === 0
          ? 'loaded natively'
          : vite.length === loaders.length
            ? "loaded by the workspace's Vite"
            : 'mixed, see below',
    ],
    ['Run by', `${run.source} (Laptime ${run.laptimeVersion})`],
    ['Environment id', environment.id],
  ];
  return (
    <section class="environment" aria-labelledby="environment-title">
      <h2 id="environment-title">Environment</h2>
      <dl class="properties">
        {facts.map(
          ([label, text]) =>
            text !== null && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{text}</dd>
              </div>
            ),
        )}
        {(isOurs ? vite : []).map(([file, choice]) => (
          <div key={file}>
            <dt>
              <bdi>{file}</bdi>
            </dt>
            <dd>{`loaded by Vite: ${choice.reason}`}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
