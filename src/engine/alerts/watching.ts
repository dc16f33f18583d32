import type { Clock } from '../../base/clock.ts';
import type { Event } from '../../base/emitter.ts';
import { DisposableStore, toDisposable, type Disposable } from '../../base/lifecycle.ts';
import type { Log } from '../../base/log.ts';
import { uuidv7 } from '../../base/uuid.ts';
import { graver, type Alert } from '../../model/alert.ts';
import type { AlertConfig } from '../../model/alertConfig.ts';
import type { Metric, Tick } from '../../model/metric.ts';
import { createActiveClock } from './activeClock.ts';
import type { Silence } from './alertDesk.ts';
import type { Journal } from './journal.ts';
import type { Notice, NoticeKind } from './message.ts';
import { mistakesOf } from './mistakes.ts';
import { createOutbox } from './outbox.ts';
import { muteReason } from './policy.ts';
import { labelsIn } from './programRules.ts';
import type { RuleState } from './ruleWatch.ts';
import { createWatchedRules, type Watched, type WatchedSource } from './watchedRules.ts';

/** What rules look at: the monitor, or as much of it as they need. */
export interface AlertSource extends WatchedSource {
  need(need: { readonly subjects?: readonly Metric['subject'][] }): Disposable;
  readonly onTick: Event<Tick>;
}

/** Evaluates the rules with each collection, until it is disposed of. */
export interface Watching extends Disposable {
  alerts(): readonly Alert[];
  /** Somebody acknowledged or resolved one of `alerts`. */
  replace(alert: Alert): void;
  /** Sends what waits for others of its group, which will not come any more. */
  tellNow(): void;
}

interface WatchingParts {
  readonly config: AlertConfig;
  readonly source: AlertSource;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: Log;
  /** Alerts of a process before, which ended while they fired. */
  readonly left: readonly Alert[];
  readonly silences: () => readonly Silence[];
  readonly send: (channel: string, notices: readonly Notice[]) => void;
  /** With each collection, before the rules are looked at. */
  readonly lookAround: () => void;
}

/** Of longer work, in one collection: each takes a part of a millisecond. */
const MOST_PONDERED = 4;
const RATE_LIMIT = 'the limit of messages an hour: it is told with the next one';
/** After so many collections each metric of the machine was seen. */
const TICKS_TO_KNOW = 60;
const GONE = 'There are no values of it any more.';
const ENDED = 'The program has ended.';

export function watchRules({ config, source, journal, clock, log, left, silences, send, lookAround }: WatchingParts): Watching {
  const owned = new DisposableStore();
  const activeMs = createActiveClock(clock);
  const outbox = createOutbox(config, send);
  let nextPondered = 0;
  let ticks = 0;
  const toldMistakes = new Set<string>();
  const rules = config.rules.filter((rule) => rule.enabled);
  const watched = createWatchedRules({ rules, source, left, nowMs: () => clock.nowMs() });
  for (const alert of watched.unclaimed) {
    const note = rules.some(({ id }) => id === alert.rule) ? 'its program is not watched any more' : 'its rule is not watched any more';
    journal.change(alert, { state: 'resolved', resolvedAtMs: clock.nowMs() }, { note });
  }

  function step(own: Watched, state: RuleState, nowActiveMs: number): void {
    const { alert } = own;
    if (state.phase === 'quiet') {
      if (alert !== null) end(own, state.reading?.tell(null) ?? GONE, state.reading?.value ?? null, nowActiveMs);
      return;
    }
    const value = state.reading?.value ?? alert?.value ?? null;
    const text = state.reading?.tell(state.heldMs) ?? alert?.text ?? GONE;
    const current = alert ?? begin(own, state, text, value);
    if (state.phase === 'firing' && current.state === 'pending') {
      own.alert = journal.change(current, { state: 'firing', firedAtMs: clock.nowMs(), severity: state.severity, text, value });
      own.firedActiveMs = nowActiveMs;
      own.told = [];
      own.isEscalated = false;
    } else if (state.phase === 'firing' && graver(state.severity, current.severity) < 0) {
      // What got worse is another matter than what was acknowledged.
      own.alert = journal.change(current, { state: 'firing', acknowledged: null, severity: state.severity, text, value });
      if (own.told.length > 0 && reasonFor(own.alert) === null) tell(own, 'graver', own.told, nowActiveMs);
    } else own.alert = alert ?? journal.change(current, {});
  }

  function begin({ watch: { rule }, program }: Watched, { severity }: RuleState, text: string, value: number | null): Alert {
    const { id, title } = rule;
    const labels = labelsIn(program, rule);
    const nowMs = clock.nowMs();
    const none = { firedAtMs: null, acknowledged: null, resolvedAtMs: null, muted: null };
    return { id: uuidv7(nowMs), rule: id, title, severity, state: 'pending', labels, text, value, sinceMs: nowMs, ...none };
  }

  function end(own: Watched, text: string, value: number | null, nowActiveMs: number): void {
    if (own.alert === null) return;
    finish(own, journal.change(own.alert, { state: 'resolved', resolvedAtMs: clock.nowMs(), text, value }), nowActiveMs);
  }

  function finish(own: Watched, ended: Alert, nowActiveMs: number): void {
    own.alert = ended;
    if (config.tellResolved && own.told.length > 0 && reasonFor(ended) === null) tell(own, 'resolved', own.told, nowActiveMs);
    own.alert = null;
    own.told = [];
  }

  const others = () => watched.all().flatMap(({ alert }) => (alert !== null && alert.state !== 'pending' ? [alert] : []));
  const reasonFor = (alert: Alert) => muteReason(alert, config, silences(), others(), clock.nowMs());

  function tell(own: Watched, kind: NoticeKind, to: readonly string[], nowActiveMs: number): void {
    if (own.alert !== null) outbox.add(own.alert, kind, to, nowActiveMs);
    own.told = [...new Set([...own.told, ...to])];
    own.toldActiveMs = nowActiveMs;
  }

  /** Tells of what fires and was not told yet, or not for long, unless there is a reason not to; gives the reasons. */
  function tellWhatIsDue(nowActiveMs: number): Map<string, string> {
    const reasons = new Map<string, string>();
    for (const own of watched.all()) {
      const { alert, told, watch } = own;
      if (alert?.state !== 'firing') continue;
      const reason = reasonFor(alert);
      if (reason !== null) {
        if (told.length === 0) reasons.set(alert.id, reason);
        continue;
      }
      const { escalate, remindEveryMs } = config;
      if (told.length === 0) tell(own, 'fired', watch.rule.channels, nowActiveMs);
      else if (escalate !== null && !own.isEscalated && nowActiveMs - own.firedActiveMs >= escalate.afterMs) {
        own.isEscalated = true;
        tell(own, 'escalated', escalate.channels, nowActiveMs);
      } else if (remindEveryMs !== null && nowActiveMs - own.toldActiveMs >= remindEveryMs) tell(own, 'reminder', told, nowActiveMs);
    }
    return reasons;
  }

  function ponder(): void {
    const all = watched.all();
    let done = 0;
    for (let looked = 0; looked < all.length && done < MOST_PONDERED; looked += 1) {
      nextPondered = (nextPondered + 1) % all.length;
      if (all[nextPondered]!.watch.ponder()) done += 1;
    }
  }

  function tellMistakes(): void {
    for (const mistake of mistakesOf(rules, source.metrics())) {
      if (!toldMistakes.has(mistake)) log.warn(`alerts: ${mistake}`);
      toldMistakes.add(mistake);
    }
  }

  function onTick(tick: Tick): void {
    lookAround();
    ticks += 1;
    if (ticks % TICKS_TO_KNOW === 0) tellMistakes();
    const nowActiveMs = activeMs();
    const moment = watched.next(tick, nowActiveMs, (own) => end(own, ENDED, null, nowActiveMs));
    const all = watched.all();
    for (const own of all) step(own, own.watch.step(moment), moment.activeMs);
    ponder();
    const reasons = tellWhatIsDue(moment.activeMs);
    for (const id of outbox.step(moment.activeMs)) reasons.set(id, RATE_LIMIT);
    for (const own of all) {
      if (own.alert?.state !== 'firing') continue;
      const muted = reasons.get(own.alert.id) ?? null;
      if (muted !== own.alert.muted) own.alert = journal.change(own.alert, { muted });
    }
  }

  if (rules.length > 0) {
    const subjects = [...new Set(watched.all().flatMap(({ watch }) => watch.metrics.map(subjectOf)))];
    owned.add(source.onTick(onTick));
    owned.add(source.need({ subjects }));
  }
  owned.add(toDisposable(() => outbox.flush()));

  return {
    alerts: () => watched.all().flatMap(({ alert }) => alert ?? []),
    replace(alert) {
      const own = watched.all().find((one) => one.alert?.id === alert.id);
      if (own === undefined) return;
      own.alert = alert;
      if (alert.state !== 'resolved') return;
      own.watch.reset();
      finish(own, alert, activeMs());
    },
    tellNow: () => outbox.flush(),
    dispose: () => owned.dispose(),
  };
}

const subjectOf = (metric: string): Metric['subject'] =>
  metric.startsWith('machine.') ? 'machine' : metric.startsWith('extensionHost.') ? 'extensionHost' : 'program';
