import { formatPercent } from '../../base/units.ts';
import type { Environment, MachineDuringRun } from '../../model/run.ts';
import { LinkButton } from '../controls.tsx';
import { plural } from '../format.ts';

/** Something short about what is shown; its label is the tooltip. */
export interface Fact {
  readonly label: string;
  readonly text: string;
  readonly isWarning?: boolean;
  /** Where more of it is shown. */
  readonly onOpen?: () => void;
}

export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl class="facts">
      {facts.map((fact) => (
        <div key={fact.label} class={fact.isWarning ? 'fact fact-warning' : 'fact'}>
          <dt class="visually-hidden">{fact.label}</dt>
          <dd title={fact.label}>{fact.onOpen ? <LinkButton onClick={fact.onOpen}>{fact.text}</LinkButton> : fact.text}</dd>
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

/** Where nothing was recorded: shares of load above which the numbers are likely to have suffered. */
const NOISY_LOAD = 0.1;
const NOISY_PRESSURE = 0.05;

/** What the machine did meanwhile; warnings say more of what was recorded. */
export function noiseFacts({ otherLoad, cpuPressure, throttled, warnings }: MachineDuringRun): readonly Fact[] {
  const facts: Fact[] = [];
  const isBusy = warnings?.some(({ code }) => code === 'busy-machine');
  const isWaiting = isBusy || warnings?.some(({ code }) => code === 'cpu-pressure');
  if (otherLoad !== null) {
    const isWarning = isBusy ?? otherLoad > NOISY_LOAD;
    facts.push({ label: 'Load of other processes', text: `${formatPercent(otherLoad)} other load`, isWarning });
  }
  if (cpuPressure !== null && cpuPressure > NOISY_PRESSURE) {
    facts.push({ label: 'Pressure on the CPU', text: `${formatPercent(cpuPressure)} CPU pressure`, isWarning: isWaiting ?? true });
  }
  if (throttled) facts.push({ label: 'Clock', text: 'CPU was throttled', isWarning: true });
  return facts;
}
