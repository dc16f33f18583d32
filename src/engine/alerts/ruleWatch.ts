import { graver, type AlertRule, type AlertSeverity } from '../../model/alert.ts';
import { createHold, type Hold } from './conditions/hold.ts';
import type { Moment, Reading } from './conditions/watch.ts';
import { watchCondition } from './conditions/watchCondition.ts';

/** What a rule says at one time. */
export interface RuleState {
  readonly phase: 'quiet' | 'pending' | 'firing';
  readonly severity: AlertSeverity;
  readonly reading: Reading | null;
  readonly heldMs: number | null;
}

/** A rule with what it has to remember. */
export interface RuleWatch {
  readonly rule: AlertRule;
  readonly metrics: readonly string[];
  readonly lookBackMs: number;
  readonly seed: ReturnType<typeof watchCondition>['seed'];
  step(moment: Moment): RuleState;
  ponder(): boolean;
  /** As if its condition had never held. */
  reset(): void;
}

/** `firing`: the severity of the alert that it had when the process before ended. */
export function watchRule(rule: AlertRule, firing: AlertSeverity | null): RuleWatch {
  const watch = watchCondition(rule);
  const { severities, forMs, clearForMs } = watch;
  const holds: readonly Hold[] = severities.map((severity) =>
    createHold(forMs, clearForMs, firing !== null && graver(severity, firing) >= 0),
  );
  const mildest = severities[0] ?? rule.severity;
  return {
    rule,
    metrics: watch.metrics,
    lookBackMs: watch.lookBackMs,
    seed: (series) => watch.seed(series),
    ponder: () => watch.ponder(),
    reset() {
      for (const hold of holds) hold.reset();
    },
    step(moment) {
      const reading = watch.read(moment);
      const phases = holds.map((hold, index) => hold.step(reading?.states[index] ?? null, moment.activeMs));
      const last = Math.max(phases.lastIndexOf('firing'), phases.includes('firing') ? -1 : phases.lastIndexOf('pending'));
      return {
        phase: phases[last] ?? 'quiet',
        severity: severities[last] ?? mildest,
        reading,
        heldMs: holds[last]?.heldMs(moment.activeMs) ?? null,
      };
    },
  };
}
