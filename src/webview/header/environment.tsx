import { formatPercent } from '../../base/units.ts';
import type { Environment, LoaderChoice, MachineDuringRun } from '../../model/run.ts';
import { formatMachine } from '../format.ts';

/** What is not known has no text and is left out. */
export type Property = readonly [label: string, text: string | null];

const known = (value: boolean | null): string | null => (value === null ? null : value ? 'yes' : 'no');

export const isOurs = ({ measuredBy }: Environment): boolean => measuredBy === undefined;

/** Of the machine and the runtime. */
export function environmentProperties(environment: Environment): readonly Property[] {
  const { nodeVersion, v8Version, nodeFlags } = environment;
  const ours = isOurs(environment);
  return [
    ['Measured by', environment.measuredBy ?? null],
    ['Machine', formatMachine(environment)],
    ['System', `${environment.os}, ${environment.arch}${environment.container ? ', in a container' : ''}`],
    ours ? ['Node', `${nodeVersion} (V8 ${v8Version})`] : ['Runtime', nodeVersion],
    ['Node flags', !ours ? null : nodeFlags.length === 0 ? 'none' : nodeFlags.join(' ')],
    ['On battery', known(environment.onBattery)],
    ['CPU governor', environment.cpuGovernor],
  ];
}

/** Of what the machine did meanwhile. */
export const machineProperties = ({ otherLoad, cpuPressure, frequencyMhz, throttled }: MachineDuringRun): readonly Property[] => [
  ['Other load', otherLoad === null ? null : `${formatPercent(otherLoad)} of all cores`],
  ['CPU pressure', cpuPressure === null ? null : formatPercent(cpuPressure)],
  ['Clock', frequencyMhz && `${Math.round(frequencyMhz.min)} to ${Math.round(frequencyMhz.max)} MHz`],
  ['Throttled', known(throttled)],
];

/** How modules were loaded, and the bench files of which that needs a reason. */
export function loaderProperties(loaders: Readonly<Record<string, LoaderChoice>>): readonly Property[] {
  const all = Object.entries(loaders);
  const vite = all.filter(([, choice]) => choice.loader === 'vite');
  const how = vite.length === 0 ? 'loaded natively' : vite.length === all.length ? "loaded by the workspace's Vite" : 'mixed, see below';
  return [['Modules', how], ...vite.map(([file, choice]): Property => [file, `loaded by Vite: ${choice.reason}`])];
}

/** Labels are unique. */
export function PropertiesSection({ title, properties }: { title: string; properties: readonly Property[] }) {
  return (
    <section class="environment" aria-labelledby="environment-title">
      <h2 id="environment-title">{title}</h2>
      <dl class="properties">
        {properties.map(
          ([label, text]) =>
            text !== null && (
              <div key={label}>
                <dt>
                  <bdi>{label}</bdi>
                </dt>
                <dd>{text}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}
