import { messageOf, UserError } from '../../base/errors.ts';
import { DisposableStore, toDisposable, type Disposable } from '../../base/lifecycle.ts';
import type { Log } from '../../base/log.ts';
import { withoutCredentials } from '../../base/text.ts';
import type { Monitor } from '../../engine/monitoring/index.ts';
import type { Tick } from '../../model/metric.ts';
import { toOtlp } from './toOtlp.ts';

export interface PushOptions {
  /** `http:` or `https:`, the whole address: `http://127.0.0.1:4318/v1/metrics`. */
  readonly url: string;
  /** May hold secrets: they are never logged. */
  readonly headers: Readonly<Record<string, string>>;
  readonly everyMs: number;
  /** The first wait after a failure; each further one is twice as long. */
  readonly retryMs: number;
  /** What is sent at the end has so long. */
  readonly endMs: number;
}

/** Metrics on their way. */
export interface Push extends Disposable {
  /** Sends what waits, once more and not for long, and ends. What cannot be sent by then is lost. */
  end(): Promise<void>;
}

export const PUSH_DEFAULTS = { everyMs: 10_000, retryMs: 1000, endMs: 2000 } as const;

const MOST_RETRY_MS = 5 * 60_000;
const TIMEOUT_MS = 10_000;
/** Ten minutes at one a second. While the other side is away for longer, the oldest are lost. */
const MOST_TICKS = 600;
/** As the specification of OTLP/HTTP says; all others are given up. */
const RETRIED = new Set([429, 502, 503, 504]);

/** @throws UserError `otlp-url` */
export function checkPushUrl(text: string): string {
  if (!URL.canParse(text) || !['http:', 'https:'].includes(new URL(text).protocol))
    throw new UserError('otlp-url', `'${withoutCredentials(text)}' is no address to push metrics to: write http://HOST:4318/v1/metrics.`);
  const { username, password } = new URL(text);
  if (username !== '' || password !== '')
    throw new UserError('otlp-url', 'The address to push metrics to has a password in it: use the variable OTEL_EXPORTER_OTLP_HEADERS.');
  return text;
}

/** Collects metrics, and sends them on until it is disposed of. What cannot be sent now is sent later, with what came in between. */
export function startPush(
  parts: { readonly monitor: Monitor; readonly log: Log; readonly laptimeVersion: string },
  options: PushOptions,
): Push {
  const { monitor, log, laptimeVersion } = parts;
  const owned = new DisposableStore();
  const collecting = owned.add(new DisposableStore());
  const controller = new AbortController();
  let waiting: Tick[] = [];
  let failures = 0;
  let isEnding = false;
  let timer: NodeJS.Timeout | undefined;
  let pushing: Promise<void> = Promise.resolve();
  const shown = new URL(options.url).origin;

  const fail = (why: string, waitMs: number) => {
    if (isEnding) return;
    // Once for each time that it goes away.
    if (failures === 0) log.warn(`metrics cannot be pushed to ${shown}, and are kept for now: ${why}`);
    failures += 1;
    const againMs = Math.min(options.retryMs * 2 ** (failures - 1), MOST_RETRY_MS) * (0.5 + Math.random() / 2);
    plan(Math.max(Math.min(waitMs, MOST_RETRY_MS), againMs));
  };
  const push = async () => {
    const sent = waiting;
    if (sent.length === 0) return plan(options.everyMs);
    try {
      const answer = await fetch(options.url, {
        method: 'POST',
        headers: { ...options.headers, 'Content-Type': 'application/json' },
        body: JSON.stringify(toOtlp(sent, monitor.metrics(), laptimeVersion)),
        redirect: 'error',
        signal: AbortSignal.any([controller.signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      const { status, headers } = answer;
      // What it says beside is not read, and must not hold the connection.
      await answer.body?.cancel();
      if (RETRIED.has(status)) return fail(`it answered ${status}`, 1000 * (Number(headers.get('retry-after')) || 0));
      if (status >= 300) log.warn(`${shown} does not take metrics, and ${sent.length} ticks were dropped: it answered ${status}`);
      else if (failures > 0) log.info(`metrics are pushed to ${shown} again`);
      failures = 0;
      const done = new Set(sent);
      waiting = waiting.filter((tick) => !done.has(tick));
      plan(options.everyMs);
    } catch (error) {
      if (!controller.signal.aborted) fail(messageOf(error instanceof Error ? (error.cause ?? error) : error), 0);
    }
  };
  const plan = (ms: number) => {
    if (isEnding || controller.signal.aborted) return;
    timer = setTimeout(() => {
      pushing = push();
    }, ms).unref();
  };
  const sendRest = async () => {
    isEnding = true;
    clearTimeout(timer);
    collecting.dispose();
    // One that is on its way has a part of it.
    await pushing;
    await push();
  };

  collecting.add(monitor.need({}));
  collecting.add(
    monitor.onTick((tick) => {
      waiting = [...waiting.slice(-(MOST_TICKS - 1)), tick];
    }),
  );
  owned.add(toDisposable(() => clearTimeout(timer)));
  owned.add(toDisposable(() => controller.abort()));
  plan(options.everyMs);
  return {
    async end() {
      const late = setTimeout(() => controller.abort(), options.endMs);
      try {
        await sendRest();
      } finally {
        clearTimeout(late);
        owned.dispose();
      }
      if (waiting.length > 0) log.warn(`the last ${waiting.length} ticks could not be pushed to ${shown}, and are lost`);
    },
    dispose: () => owned.dispose(),
  };
}
