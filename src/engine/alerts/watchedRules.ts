import type { Alert, AlertRule } from '../../model/alert.ts';
import type { Metric, MetricSeries, Tick } from '../../model/metric.ts';
import type { WatchedProgram } from '../../model/watchedProgram.ts';
import type { Moment } from './conditions/watch.ts';
import { createMoments } from './moments.ts';
import { FIRST, isOfProgram, mayBeOf, metricIn, programMetricsOf, ruleIn } from './programRules.ts';
import { watchRule, type RuleWatch } from './ruleWatch.ts';

/** A rule, of one program where it looks at programs, and what is known of its alert beside what is stored. */
export interface Watched {
  watch: RuleWatch;
  /** What the metrics of its program begin with; null where it looks at none. */
  readonly prefix: string | null;
  program: WatchedProgram | null;
  alert: Alert | null;
  /** Channels that were told that it fires. */
  told: readonly string[];
  firedActiveMs: number;
  toldActiveMs: number;
  isEscalated: boolean;
}

/** Where the values come from. */
export interface WatchedSource {
  metrics(): readonly Metric[];
  series(metric: string, fromMs?: number): MetricSeries;
  programs(): readonly WatchedProgram[];
  prefixOf(programId: string): string;
}

export interface WatchedRules {
  all(): readonly Watched[];
  /** Alerts of a process before that are nobody's now. */
  readonly unclaimed: readonly Alert[];
  /** Follows the programs that began and ended; `end` is called with what is over because its program is. */
  next(tick: Tick, activeMs: number, end: (own: Watched) => void): Moment;
}

interface Parts {
  readonly rules: readonly AlertRule[];
  readonly source: WatchedSource;
  readonly left: readonly Alert[];
  readonly nowMs: () => number;
}

/** Each rule once, and once more for each program beside the first that has what it looks at. */
export function createWatchedRules({ rules, source, left, nowMs }: Parts): WatchedRules {
  const moments = createMoments(() => source.metrics());
  const unclaimed = new Set(left);
  /** Of each program beside the first: the rules that have not found their metrics there yet. */
  const open = new Map<string, readonly AlertRule[]>();
  const ofPrograms = rules.filter((rule) => programMetricsOf(rule).length > 0);
  const atFirst = running();
  let all: readonly Watched[] = [];
  // What is surely theirs, before the first takes what may be its own.
  for (const [prefix, program] of atFirst) if (prefix !== FIRST) meet(prefix, program, 0, (rule) => claimable(rule, program) !== undefined);
  const first = rules.map((rule) => {
    const prefix = ofPrograms.includes(rule) ? FIRST : null;
    return begin(rule, prefix, prefix === null ? null : (atFirst.get(prefix) ?? null), 0);
  });
  all = [...first, ...all];

  function running(): ReadonlyMap<string, WatchedProgram> {
    return new Map(source.programs().flatMap((program) => (program.ended === null ? [[source.prefixOf(program.id), program]] : [])));
  }

  function claimable(rule: AlertRule, program: WatchedProgram | null): Alert | undefined {
    return [...unclaimed].findLast((alert) => alert.rule === rule.id && (program === null || mayBeOf(program, alert, rule)));
  }

  function begin(rule: AlertRule, prefix: string | null, program: WatchedProgram | null, activeMs: number): Watched {
    const alert = claimable(rule, program) ?? null;
    if (alert !== null) unclaimed.delete(alert);
    return {
      ...{ watch: watchOf(rule, prefix, program, alert, activeMs), prefix, program, alert },
      told: alert?.muted === null ? rule.channels : [],
      ...{ firedActiveMs: 0, toldActiveMs: 0 },
      // Nobody is told again because the editor was started again.
      isEscalated: alert !== null,
    };
  }

  /** Begins with what was collected before: the times are turned into those of the clock that conditions go by. */
  function watchOf(
    rule: AlertRule,
    prefix: string | null,
    program: WatchedProgram | null,
    alert: Alert | null,
    activeMs: number,
  ): RuleWatch {
    const watch = watchRule(prefix === null ? rule : ruleIn(prefix, rule), alert?.severity ?? null);
    moments.add(watch.metrics, activeMs);
    const [metric] = watch.metrics;
    if (watch.lookBackMs === 0 || metric === undefined) return watch;
    const now = nowMs();
    // What another program was before it, under the same name, says nothing of this one.
    const fromMs = Math.max(now - watch.lookBackMs, program?.startedAtMs ?? -Infinity);
    const { atMs, values } = source.series(metric, fromMs);
    watch.seed({ metric, atMs: atMs.map((time) => time - now + activeMs), values });
    return watch;
  }

  /** Watches the rules in a program for which `isThere` holds. */
  function meet(prefix: string, program: WatchedProgram, activeMs: number, isThere: (rule: AlertRule) => boolean): void {
    const waiting = open.get(prefix) ?? ofPrograms;
    const found = waiting.filter(isThere);
    if (found.length > 0) all = [...all, ...found.map((rule) => begin(rule, prefix, program, activeMs))];
    if (found.length > 0 || waiting === ofPrograms)
      open.set(
        prefix,
        waiting.filter((rule) => !found.includes(rule)),
      );
  }

  /** Another program has the names of the first, or none has. */
  function followFirst(own: Watched, program: WatchedProgram | null, activeMs: number, end: (own: Watched) => void): void {
    const isOther = own.program !== null && own.program.id !== program?.id;
    const isOfOther = program !== null && own.alert !== null && !mayBeOf(program, own.alert, own.watch.rule);
    own.program = program;
    // That nothing comes is just what such a rule waits for.
    if ((!isOther && !isOfOther) || own.watch.rule.condition.kind === 'absence') return;
    if (own.alert !== null) end(own);
    moments.forget(own.watch.metrics.filter(isOfProgram));
    own.watch = watchOf(own.watch.rule, own.prefix, program, null, activeMs);
  }

  function follow({ values }: Tick, activeMs: number, end: (own: Watched) => void): void {
    const programs = running();
    for (const own of first) if (own.prefix !== null) followFirst(own, programs.get(FIRST) ?? null, activeMs, end);
    for (const prefix of open.keys()) {
      if (programs.has(prefix)) continue;
      open.delete(prefix);
      const over = all.filter((own) => own.prefix === prefix);
      for (const own of over) {
        if (own.alert !== null) end(own);
        moments.forget(own.watch.metrics.filter((metric) => metric.startsWith(`${prefix}.`)));
      }
      all = all.filter((own) => !over.includes(own));
    }
    for (const [prefix, program] of programs) {
      if (prefix === FIRST) continue;
      for (const own of all) if (own.prefix === prefix) own.program = program;
      meet(prefix, program, activeMs, (rule) => programMetricsOf(rule).some((metric) => values.has(metricIn(prefix, metric))));
    }
  }

  return {
    all: () => all,
    unclaimed: [...unclaimed],
    next(tick, activeMs, end) {
      if (ofPrograms.length > 0) follow(tick, activeMs, end);
      return moments.at(tick, activeMs);
    },
  };
}
