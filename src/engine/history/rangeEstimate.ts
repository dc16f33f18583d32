import type { Clock } from '../../base/clock.ts';

/** The time left of a range of commits. */
export interface RangeEstimate {
  /** A commit begins. */
  start(): void;
  /** `commitMs`: what is left of the commit that runs; `waiting`: commits after it. */
  remainingMs(commitMs: number, waiting: number): number;
  /** It ended; one that was skipped tells nothing about the others. */
  end(outcome: 'measured' | 'skipped'): void;
}

/** Commits take about as long as those before them, the checkout included; the first one as long as it says itself. */
export function rangeEstimate(clock: Clock): RangeEstimate {
  let startedAtMs = clock.monotonicMs();
  let spentMs = 0;
  let measured = 0;
  const soFarMs = () => clock.monotonicMs() - startedAtMs;
  return {
    start() {
      startedAtMs = clock.monotonicMs();
    },
    remainingMs(commitMs, waiting) {
      const wholeMs = soFarMs() + commitMs;
      return commitMs + (waiting * (spentMs + wholeMs)) / (measured + 1);
    },
    end(outcome) {
      if (outcome === 'skipped') return;
      spentMs += soFarMs();
      measured += 1;
    },
  };
}
