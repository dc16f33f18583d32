import { useEffect, useState } from 'preact/hooks';
import { formatSpan } from '../../base/spans.ts';
import { formatDuration, formatError } from '../../base/units.ts';
import type { PanelProgress } from '../../protocol/panel.ts';
import { Button, Name } from '../controls.tsx';
import { usePanel } from '../panel.ts';

/** How far the run is, and how to end it. */
export function ProgressStrip() {
  const panel = usePanel();
  const running = panel.running.value;
  return (
    <>
      <Announcement running={running} />
      {running && (
        <section class="progress" aria-label="Run in progress">
          <div class="progress-text">
            <span class="progress-label">
              <Name>{running.label}</Name>
            </span>
            <Current running={running} />
            {running.total > 0 && <span class="progress-count">{`${running.done} of ${running.total}`}</span>}
            <span class="progress-left">{leftText(running)}</span>
            <Button icon="cancel" onClick={() => panel.attempt(panel.host.cancel())}>
              Cancel
            </Button>
          </div>
          <progress aria-label={`Run of ${running.label}`} max={Math.max(1, running.total)} value={shareDone(running)} />
        </section>
      )}
    </>
  );
}

function leftText({ total, remainingMs }: PanelProgress): string {
  // How many benchmarks there are is known when their files are loaded.
  if (total === 0) return 'loading…';
  return remainingMs === null ? 'estimating…' : `${formatSpan(remainingMs)} left`;
}

/** Benchmarks done, with the blocks of the one under way as a part of one. */
function shareDone({ done, total, current }: PanelProgress): number {
  return Math.min(total, done + (current && current.maxBlocks > 0 ? current.blocks / current.maxBlocks : 0));
}

function Current({ running: { current } }: { running: PanelProgress }) {
  if (current === null) return null;
  const { benchmark, blocks, maxBlocks, medianNs, relativeError } = current;
  const soFar = medianNs === null ? '' : ` · ${formatDuration(medianNs)}${relativeError === null ? '' : ` ${formatError(relativeError)}`}`;
  return (
    <span class="progress-current">
      <Name>{benchmark.path.at(-1) ?? benchmark.id}</Name>
      <span>{` · block ${blocks} of at most ${maxBlocks}${soFar}`}</span>
    </span>
  );
}

const ANNOUNCE_EVERY_MS = 15_000;

/** Spoken when the run begins and ends, and in between no more often than can be borne. */
function Announcement({ running }: { running: PanelProgress | null }) {
  const [state, setState] = useState({ text: '', atMs: 0, active: false });
  useEffect(() => {
    setState((last) => {
      const nowMs = performance.now();
      if (running === null) return last.active ? { text: 'The run has ended.', atMs: nowMs, active: false } : last;
      if (last.active && nowMs - last.atMs < ANNOUNCE_EVERY_MS) return last;
      const left = running.remainingMs === null ? '' : `, ${formatSpan(running.remainingMs)} left`;
      return { text: `Running: ${running.done} of ${running.total} done${left}.`, atMs: nowMs, active: true };
    });
  }, [running]);
  return (
    <div class="visually-hidden" role="status">
      {state.text}
    </div>
  );
}
