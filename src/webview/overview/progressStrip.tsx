import { useEffect, useState } from 'preact/hooks';
import { formatRatio } from '../../base/ratios.ts';
import { formatSpan } from '../../base/spans.ts';
import { formatDuration, formatError } from '../../base/units.ts';
import type { PanelProgress } from '../../protocol/panel.ts';
import { Button, Name } from '../controls.tsx';
import { plural } from '../format.ts';
import { usePanel } from '../panel.ts';

/** How far the run is, and how to end it. */
export function ProgressStrip() {
  const panel = usePanel();
  const running = panel.running.value;
  return (
    <>
      <Announcement running={running} />
      {running && (
        <section class="progress" aria-label={running.comparing ? 'Comparison in progress' : 'Run in progress'}>
          <div class="progress-text">
            <span class="progress-label">
              <Name>{running.label}</Name>
            </span>
            {running.comparing ? <CurrentComparison comparing={running.comparing} /> : <Current running={running} />}
            {running.total > 0 && <span class="progress-count">{`${running.done} of ${running.total}`}</span>}
            <span class="progress-left">{leftText(running)}</span>
            <Button icon="cancel" onClick={() => panel.attempt(panel.host.cancel())}>
              Cancel
            </Button>
          </div>
          <progress
            aria-label={`${running.comparing ? 'Comparison' : 'Run'} of ${running.label}`}
            max={Math.max(1, running.total)}
            value={shareDone(running)}
          />
        </section>
      )}
    </>
  );
}

function leftText({ total, remainingMs, comparing }: PanelProgress): string {
  // What is prepared says how far it is.
  if (comparing?.kind === 'preparing') return '';
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

function CurrentComparison({ comparing }: { comparing: NonNullable<PanelProgress['comparing']> }) {
  if (comparing.kind === 'preparing') {
    return (
      <span class="progress-current">
        <bdi>{comparing.message}</bdi>
      </span>
    );
  }
  const { benchmark, blocks, ratio } = comparing;
  const soFar = ratio === null ? '' : ` · ${formatRatio(ratio, null).change} so far`;
  return (
    <span class="progress-current">
      <Name>{benchmark.path.at(-1) ?? benchmark.id}</Name>
      <span>{` · ${plural(blocks, 'block')}${soFar}`}</span>
    </span>
  );
}

const ANNOUNCE_EVERY_MS = 15_000;

function spokenText({ done, total, remainingMs, comparing }: PanelProgress): string {
  if (comparing?.kind === 'preparing') return `Comparing: ${comparing.message}.`;
  const left = remainingMs === null ? '' : `, ${formatSpan(remainingMs)} left`;
  return `${comparing ? 'Comparing' : 'Running'}: ${done} of ${total} done${left}.`;
}

/** Spoken when the run begins and ends, and in between no more often than can be borne. */
function Announcement({ running }: { running: PanelProgress | null }) {
  const [state, setState] = useState({ text: '', atMs: 0, noun: '' });
  useEffect(() => {
    setState((last) => {
      const nowMs = performance.now();
      if (running === null) return last.noun === '' ? last : { text: `The ${last.noun} has ended.`, atMs: nowMs, noun: '' };
      if (last.noun !== '' && nowMs - last.atMs < ANNOUNCE_EVERY_MS) return last;
      return { text: spokenText(running), atMs: nowMs, noun: running.comparing ? 'comparison' : 'run' };
    });
  }, [running]);
  return (
    <div class="visually-hidden" role="status">
      {state.text}
    </div>
  );
}
