import { formatChange, formatCount, formatDuration, formatError, formatPercent, formatSpeed } from '../../base/units.ts';
import type { CollectedBenchmark } from '../../model/benchmark.ts';
import type { Change } from '../../model/change.ts';
import type { Relative } from '../../model/groups.ts';
import type { Failure, FailureKind, Location, Measurement, Summary } from '../../model/measurement.ts';
import type { Environment, Run, Revision } from '../../model/run.ts';
import { countStates } from './countStates.ts';

export const failureTitles: Readonly<Record<FailureKind, string>> = {
  load: 'could not be loaded',
  threw: 'threw',
  timeout: 'timed out',
  exited: 'ended its process',
  'out-of-memory': 'ran out of memory',
  crashed: 'crashed',
  'over-budget': 'over budget',
  expectation: 'expectation failed',
  vanished: 'not registered',
};

export const skipReasons: Readonly<Record<Extract<Measurement, { state: 'skipped' }>['reason'], string>> = {
  skip: 'skipped',
  todo: 'todo',
  'only-elsewhere': 'skipped: others are marked only',
};

/** What stands in place of numbers: why there are none. */
export function stateText(measurement: Exclude<Measurement, { state: 'measured' }>): string {
  return measurement.state === 'skipped' ? skipReasons[measurement.reason] : `failed: ${failureTitles[measurement.failure.kind]}`;
}

/** `1.23 µs ± 1.2 %`; the median alone where there is no interval. */
export function medianText({ medianNs, relativeError }: Summary): string {
  return relativeError === null ? formatDuration(medianNs) : `${formatDuration(medianNs)} ${formatError(relativeError)}`;
}

/** Only what is sure is called a change. */
export function changeText(change: Change | null): string {
  switch (change?.kind) {
    case undefined:
      return 'new';
    case 'faster':
    case 'slower':
      return `${change.kind} ${formatChange(change.ratio)}`;
    case 'unclear':
      return 'no clear change';
    case 'other-environment':
      return 'other environment';
    case 'other-loader':
      return 'other loader';
  }
}

/** `baseline`, `fastest`, `1.83x slower`, `1.20x faster`; `unclear` where the intervals do not exclude each other. */
export function relativeText(relative: Relative | null, isBaseline: boolean): string {
  if (relative === null) return '';
  const { isReference, ratio, clear } = relative;
  if (isReference) return isBaseline ? 'baseline' : 'fastest';
  return clear ? formatSpeed(ratio) : 'unclear';
}

function locationText({ file, line, column }: Location): string {
  return `${file}:${line}:${column}`;
}

/** Where a failure happened, else where its benchmark is; null when neither is known. */
export function whereText(failure: Failure, benchmark: Pick<CollectedBenchmark, 'file' | 'line' | 'column'> | null): string | null {
  if (failure.location) return locationText(failure.location);
  if (benchmark === null || benchmark.line === null) return null;
  return locationText({ file: benchmark.file, line: benchmark.line, column: benchmark.column ?? 1 });
}

/** `main @ cea17c0 with uncommitted changes`; null outside git. */
export function revisionText({ branch, commit, dirtyHash }: Revision): string | null {
  const place = [branch, commit?.slice(0, 7)].filter((part) => part !== null && part !== undefined).join(' @ ');
  return place === '' ? null : dirtyHash === null ? place : `${place} with uncommitted changes`;
}

/** How it went, in one sentence: `3 measured, 1 failed in 1 min 23 s`. */
export function outcomeText(run: Run): string {
  return `${countsText({ ...countStates(run) }) || 'Nothing measured'}${endText(run)}`;
}

/** `3 measured, 1 failed`: what there is none of is left out. */
export function countsText(counts: Readonly<Record<string, number>>): string {
  const some = Object.entries(counts).filter(([, count]) => count > 0);
  return some.map(([state, count]) => `${formatCount(count)} ${state}`).join(', ');
}

/** ` in 1 min 23 s, then cancelled`. */
export function endText({ durationMs, state }: Pick<Run, 'durationMs' | 'state'>): string {
  const end = { complete: '', running: ', still running', cancelled: ', then cancelled', interrupted: ', then interrupted' }[state];
  return ` in ${spanText(durationMs)}${end}`;
}

/** What the numbers hold for: preset, revision, runtime and machine. */
export function settingParts({ preset, revision, environment }: Run): string[] {
  return [`${preset.name} preset`, revisionText(revision), ...environmentParts(environment)].filter((part) => part !== null);
}

/** Runtime and machine. */
export function environmentParts({ nodeVersion, cpuModel, cores }: Environment): string[] {
  const node = nodeVersion.startsWith('v') ? nodeVersion : `v${nodeVersion}`;
  return [`Node ${node}`, `${cpuModel}, ${cores} ${cores === 1 ? 'core' : 'cores'}`];
}

/** What the machine did meanwhile, as far as it could be read. */
export function machineParts({ machine, environment }: Pick<Run, 'machine' | 'environment'>): string[] {
  const { otherLoad, cpuPressure, frequencyMhz, throttled } = machine;
  const { min, max } = frequencyMhz ?? { min: 0, max: 0 };
  return [
    otherLoad === null ? null : `other processes used ${formatPercent(otherLoad)} of the processor`,
    cpuPressure === null ? null : `programs waited for it ${formatPercent(cpuPressure)} of the time`,
    frequencyMhz === null ? null : min === max ? `clock ${max} MHz` : `clock ${min} to ${max} MHz`,
    throttled === true ? 'throttled' : null,
    environment.onBattery === true ? 'on battery' : null,
    environment.cpuGovernor === null ? null : `governor ${environment.cpuGovernor}`,
    environment.container ? 'in a container' : null,
  ].filter((part) => part !== null);
}

/** `0.8 s`, `42 s`, `3 min 5 s`. */
function spanText(durationMs: number): string {
  if (durationMs < 9950) return `${(durationMs / 1000).toFixed(1)} s`;
  const seconds = Math.round(durationMs / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
