import { formatPercent } from '../../base/units.ts';
import type { Environment, MachineDuringRun } from '../../model/run.ts';
import { plural } from '../format.ts';

/** Something short about what is shown; its label is the tooltip. */
export interface Fact {
  readonly label: string;
  readonly text: string;
  readonly isWarning?: boolean;
}

export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl class="facts">
      {facts.map((fact) => (
        <div key={fact.label} class={fact.isWarning ? 'fact fact-warning' : 'fact'}>
          <dt class="visually-hidden">{fact.label}</dt>
          <dd title={fact.label}>{fact.text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Where it was measured. */
export const placeFacts = ({ nodeVersion, os, arch, cores }: Environment): readonly Fact[] => [
  { label: 'Node', text: `Node ${nodeVersion.replace(/^v/, '')}` },
  { label: 'Machine', text: `${os}, ${arch}, ${plural(cores, 'core')}` },
];

/** Shares of load above which the numbers are likely to have suffered. */
const NOISY_LOAD = 0.1;
const NOISY_PRESSURE = 0.05;

/** What the machine did meanwhile. */
export function noiseFacts({ otherLoad, cpuPressure, throttled }: MachineDuringRun): readonly Fact[] {
  const facts: Fact[] = [];
  if (otherLoad !== null) {
    facts.push({ label: 'Load of other processes', text: `${formatPercent(otherLoad)} other load`, isWarning: otherLoad > NOISY_LOAD });
  }
  if (cpuPressure !== null && cpuPressure > NOISY_PRESSURE) {
    facts.push({ label: 'Pressure on the CPU', text: `${formatPercent(cpuPressure)} CPU pressure`, isWarning: true });
  }
  if (throttled) facts.push({ label: 'Clock', text: 'CPU was throttled', isWarning: true });
  return facts;
}
