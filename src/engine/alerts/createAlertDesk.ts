import type { Clock } from '../../base/clock.ts';
import { Emitter, type Event } from '../../base/emitter.ts';
import { UserError } from '../../base/errors.ts';
import { DisposableStore, toDisposable, type Disposable } from '../../base/lifecycle.ts';
import type { Log } from '../../base/log.ts';
import { uuidv7 } from '../../base/uuid.ts';
import { graver, type Alert } from '../../model/alert.ts';
import type { AlertConfig } from '../../model/alertConfig.ts';
import type { AlertDesk } from './alertDesk.ts';
import type { AlertRecord } from './alertRecord.ts';
import { followOthers, LOOK_AROUND_MS } from './followOthers.ts';
import { createJournal } from './journal.ts';
import { composeMessage, testMessage, type AlertMessage } from './message.ts';
import { watchRules, type AlertSource } from './watching.ts';

/** Sends messages, and tries again as long as it has to. */
export interface Channels extends Disposable {
  /** What the channel `editor` has to show. */
  readonly onMessage: Event<AlertMessage>;
  send(channel: string, message: AlertMessage): void;
  /** Once, at once. Throws a `UserError` with what the other side said. */
  test(channel: string, message: AlertMessage, signal: AbortSignal): Promise<void>;
  /** Resolves when all that was sent has been tried once, or after so long. */
  drain(mostMs: number): Promise<void>;
}

export interface AlertDeskOptions {
  readonly config: AlertConfig;
  /** Null: nothing is watched here; what others watch can be listed, acknowledged and silenced. */
  readonly source: AlertSource | null;
  readonly record: AlertRecord;
  /** Disposed of with the desk. */
  readonly channels: Channels;
  readonly clock: Clock;
  readonly log: Log;
}

const MOST_END_MS = 2000;

export function createAlertDesk({ config, source, record, channels, clock, log }: AlertDeskOptions): AlertDesk {
  const owned = new DisposableStore();
  const onAlert = owned.add(new Emitter<Alert>((error) => log.error(error instanceof Error ? error : String(error))));
  // The last thing: until then alerts and messages are written.
  owned.add(toDisposable(() => record.release()));
  owned.add(channels);
  const followed = source === null ? owned.add(followOthers({ record, clock, tell: (alert) => onAlert.fire(alert) })) : null;
  const journal = createJournal(record, clock, source !== null, (alert) => {
    followed?.note(alert);
    onAlert.fire(alert);
  });
  const newId = () => uuidv7(clock.nowMs());
  let silences = record.silences();
  let seen = record.version();
  let lookedAtMs = clock.monotonicMs();

  const watching =
    source === null
      ? null
      : owned.add(
          watchRules({
            ...{ config, source, journal, clock, log, lookAround },
            left: record.adopt(),
            silences: () => silences,
            send: (channel, notices) => channels.send(channel, composeMessage(newId(), clock.nowMs(), notices)),
          }),
        );

  /** What other processes did to our alerts: the command line acknowledges what the editor watches. */
  function lookAround(): void {
    const nowMs = clock.monotonicMs();
    if (nowMs - lookedAtMs < LOOK_AROUND_MS) return;
    lookedAtMs = nowMs;
    const version = record.version();
    if (version === seen) return;
    seen = version;
    silences = record.silences();
    const stored = new Map(record.alerts().map((alert) => [alert.id, alert]));
    for (const alert of watching?.alerts() ?? []) {
      if (alert.firedAtMs === null) continue;
      const other = stored.get(alert.id) ?? { ...alert, state: 'resolved' as const, resolvedAtMs: clock.nowMs() };
      if (other.state === alert.state) continue;
      watching?.replace(other);
      onAlert.fire(other);
    }
  }

  function active(): Alert[] {
    const own = watching?.alerts() ?? [];
    const others = record.alerts().filter((alert) => !own.some(({ id }) => id === alert.id));
    return [...own, ...others].toSorted((a, b) => graver(a.severity, b.severity) || b.sinceMs - a.sinceMs);
  }

  /** @throws UserError */
  function find(id: string): Alert {
    const alert = active().find((own) => own.id === id);
    if (alert !== undefined) return alert;
    throw new UserError(
      'alert-unknown',
      `There is no alert '${id}' that fires: it has ended, or there never was one. See laptime alerts --history.`,
    );
  }

  function replace(alert: Alert): Alert {
    watching?.replace(alert);
    return alert;
  }

  return {
    onAlert: onAlert.event,
    onMessage: channels.onMessage,
    rules: () => config.rules,
    active,
    history: (choice) => record.entries(choice),
    acknowledge(id, by, note) {
      const alert = find(id);
      if (alert.state === 'pending') {
        throw new UserError(
          'alert-pending',
          `'${alert.title}' does not fire yet, so that there is nothing to acknowledge. Wait until it does.`,
        );
      }
      return replace(journal.change(alert, { state: 'acknowledged', acknowledged: { atMs: clock.nowMs(), by, note } }, { by, note }));
    },
    resolve: (id, by) => replace(journal.change(find(id), { state: 'resolved', resolvedAtMs: clock.nowMs() }, { by })),
    silence(asked) {
      if (!(asked.untilMs > asked.fromMs)) {
        throw new UserError('silence-empty', 'A silence has to end after it begins: choose a later end.');
      }
      if (asked.by.trim() === '' || asked.reason.trim() === '') {
        throw new UserError('silence-unexplained', 'A silence needs who asks for it, and why: give both.');
      }
      const silence = { ...asked, id: newId() };
      record.saveSilence(silence);
      silences = [...silences, silence];
      return silence;
    },
    endSilence(id) {
      if (!record.silences().some((silence) => silence.id === id)) {
        throw new UserError('silence-unknown', `There is no silence '${id}': it has ended, or there never was one.`);
      }
      record.removeSilence(id);
      silences = silences.filter((silence) => silence.id !== id);
    },
    silences: () => record.silences().filter(({ untilMs }) => untilMs > clock.nowMs()),
    testChannel: (name, signal) => channels.test(name, testMessage(newId(), clock.nowMs()), signal),
    async finish() {
      watching?.tellNow();
      await channels.drain(MOST_END_MS);
    },
    dispose: () => owned.dispose(),
  };
}
