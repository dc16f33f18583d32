import type { PanelSnapshot } from '../../protocol/panel.ts';
import { Banner, IconButton, LinkButton } from '../controls.tsx';
import { plural } from '../format.ts';
import { usePanel } from '../panel.ts';

/** What a call to the host failed with. */
export function Notice() {
  const panel = usePanel();
  const text = panel.notice.value;
  return (
    <div role="alert">
      {text !== null && (
        <Banner icon="error">
          <span>{text}</span>
          <IconButton
            icon="close"
            label="Dismiss"
            onClick={() => {
              panel.notice.value = null;
            }}
          />
        </Banner>
      )}
    </div>
  );
}

/** What one must know to read the results. */
export function Banners({ snapshot }: { snapshot: PanelSnapshot }) {
  const panel = usePanel();
  const { run, trusted, historyProblem } = snapshot;
  const finished = plural(run?.measurements.length ?? 0, 'benchmark');
  return (
    <>
      {run?.state === 'cancelled' && <Banner icon="info">{`This run was cancelled. It has the ${finished} that ended before.`}</Banner>}
      {run?.state === 'interrupted' && (
        <Banner icon="warning">{`This run was interrupted: its process ended. It has the ${finished} stored before.`}</Banner>
      )}
      {run?.state === 'running' && panel.running.value === null && (
        <Banner icon="info">This run is still under way in another window or terminal.</Banner>
      )}
      {run !== null && !trusted && (
        <Banner icon="info">
          <span>This workspace is not trusted, so Laptime runs nothing in it. </span>
          <LinkButton onClick={() => panel.attempt(panel.host.manageTrust())}>Manage workspace trust</LinkButton>
        </Banner>
      )}
      {historyProblem !== null && <Banner icon="warning">{`There is no history: ${historyProblem}`}</Banner>}
    </>
  );
}
