import type { Run } from '../../model/run.ts';
import { Banner } from '../controls.tsx';
import type { Panel } from '../panel.ts';
import type { Fact } from './facts.tsx';

type Measured = Pick<Run, 'startedAtMs' | 'durationMs' | 'state' | 'source'>;

/** Leads to the metrics of the time in which it was measured; nothing where that was on another machine, or goes on. */
export function besideFacts({ startedAtMs, durationMs, state, source }: Measured, panel: Panel): readonly Fact[] {
  const time = { fromMs: startedAtMs, untilMs: startedAtMs + durationMs };
  if (source === 'import' || state === 'running') return [];
  const onOpen = () => {
    if (panel.monitor.lookAt(time)) panel.attempt(panel.host.showMonitor(true));
    else panel.notice.value = 'This was measured more than 30 days ago, which is as far back as the monitor shows.';
  };
  return [{ label: 'Shows the metrics of that time in the monitor', text: 'What the machine did', onOpen }];
}

/** What the machine did while times were taken that may be in them. */
export function MachineWarnings({ machine: { warnings = [] } }: Pick<Run, 'machine'>) {
  return (
    <>
      {warnings.map(({ code, message }) => (
        <Banner key={code} icon="warning">
          {message}
        </Banner>
      ))}
    </>
  );
}
