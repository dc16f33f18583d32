import { Emitter, type Event } from '../../base/emitter.ts';
import { messageOf } from '../../base/errors.ts';
import { DisposableStore, toDisposable, type Disposable } from '../../base/lifecycle.ts';
import type { Log } from '../../base/log.ts';
import type { Alert } from '../../model/alert.ts';
import type { AlertDesk } from './alertDesk.ts';
import type { AlertMessage } from './message.ts';

interface LastingDeskOptions {
  /** Reads all that a desk goes by; what it gives makes the desk at once. */
  readonly prepare: () => Promise<() => AlertDesk>;
  /** What it goes by is another one now. */
  readonly onChange: Event<unknown>;
  readonly log: Log;
}

/** A desk that goes on by other rules when they change: it takes over the alerts, and what was not sent yet. */
export async function createLastingDesk({ prepare, onChange, log }: LastingDeskOptions): Promise<AlertDesk> {
  const owned = new DisposableStore();
  const emitter = <T>() => owned.add(new Emitter<T>((error) => log.error(error instanceof Error ? error : String(error))));
  const onAlert = emitter<Alert>();
  const onMessage = emitter<AlertMessage>();
  let changes = 0;
  let listening: Disposable[] = [];
  let desk = listen((await prepare())());

  function listen(made: AlertDesk): AlertDesk {
    listening = [made.onAlert((alert) => onAlert.fire(alert)), made.onMessage((message) => onMessage.fire(message))];
    return made;
  }

  function close(): void {
    // What waited for others of its group is told by it yet.
    desk.dispose();
    for (const each of listening) each.dispose();
  }

  async function reopen(): Promise<void> {
    changes += 1;
    const change = changes;
    const make = await prepare();
    if (owned.isDisposed || change !== changes) return;
    close();
    desk = listen(make());
  }

  owned.add(toDisposable(close));
  owned.add(onChange(() => void reopen().catch((error: unknown) => log.error(`alerts go on by the rules before: ${messageOf(error)}`))));

  return {
    onAlert: onAlert.event,
    onMessage: onMessage.event,
    rules: () => desk.rules(),
    active: () => desk.active(),
    history: (choice) => desk.history(choice),
    acknowledge: (id, by, note) => desk.acknowledge(id, by, note),
    resolve: (id, by) => desk.resolve(id, by),
    silence: (silence) => desk.silence(silence),
    endSilence: (id) => desk.endSilence(id),
    silences: () => desk.silences(),
    testChannel: (name, signal) => desk.testChannel(name, signal),
    finish: () => desk.finish(),
    dispose: () => owned.dispose(),
  };
}
