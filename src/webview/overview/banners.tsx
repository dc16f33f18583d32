import type { RunState } from '../../model/run.ts';
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

export interface BannersProps {
  readonly snapshot: PanelSnapshot;
  /** What is shown; null while there is nothing. */
  readonly shown: { readonly noun: 'run' | 'comparison'; readonly state: RunState; readonly finished: number } | null;
}

/** What one must know to read the results. */
export function Banners({ snapshot: { trusted, historyProblem }, shown }: BannersProps) {
  const panel = usePanel();
  return (
    <>
      {shown && <StateBanner {...shown} />}
      {shown && !trusted && (
        <Banner icon="info">
          <span>This workspace is not trusted, so Laptime runs nothing in it. </span>
          <LinkButton onClick={() => panel.attempt(panel.host.manageTrust())}>Manage workspace trust</LinkButton>
        </Banner>
      )}
      {historyProblem !== null && <Banner icon="warning">{`There is no history: ${historyProblem}`}</Banner>}
    </>
  );
}

function StateBanner({ noun, state, finished }: NonNullable<BannersProps['shown']>) {
  const panel = usePanel();
  const has = plural(finished, 'benchmark');
  switch (state) {
    case 'cancelled':
      return <Banner icon="info">{`This ${noun} was cancelled. It has the ${has} that ended before.`}</Banner>;
    case 'interrupted':
      return <Banner icon="warning">{`This ${noun} was interrupted: its process ended. It has the ${has} stored before.`}</Banner>;
    case 'running':
      return panel.running.value === null ? (
        <Banner icon="info">{`This ${noun} is still under way in another window or terminal.`}</Banner>
      ) : null;
    case 'complete':
      return null;
  }
}
