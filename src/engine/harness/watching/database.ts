import type { CallsReport } from '../../../protocol/watching.ts';
import { createCalls, listen } from './calls.ts';
import { watchSpans } from './openTelemetry.ts';
import type { OwnTime } from './ownTime.ts';
import type { Sensor } from './sensor.ts';

/** What a library says of a call. */
interface CallContext {
  readonly command?: unknown;
  readonly args?: unknown;
  readonly batchMode?: unknown;
}

/** A kind of database by the names that OpenTelemetry has for it, and the tracing channels that libraries for it publish themselves. */
interface Kind {
  readonly systems: readonly string[];
  readonly channels: readonly string[];
}

const REDIS = ['redis', 'valkey'];

const KINDS: readonly Kind[] = [
  { systems: ['mysql', 'mariadb'], channels: ['mysql2:query', 'mysql2:execute'] },
  { systems: REDIS, channels: ['ioredis:command', 'node-redis:command', 'node-redis:batch'] },
  {
    systems: ['mssql', 'microsoft.sql_server'],
    channels: ['query', 'batch', 'execute', 'bulk', 'prepared-statement:prepare', 'prepared-statement:execute'].map(
      (name) => `mssql:${name}`,
    ),
  },
  {
    systems: ['mongodb'],
    channels: ['query', 'aggregate', 'model:save', 'model:insertMany', 'model:bulkWrite'].map((name) => `mongoose:${name}`),
  },
  // By the name that it has proposed.
  { systems: ['postgresql'], channels: ['pg:query'] },
];

/** Calls of databases, from the question to the answer: as libraries publish them, otherwise as OpenTelemetry traces them. */
export function watchDatabases(own: OwnTime): Sensor<CallsReport | null> {
  const calls = createCalls();
  const published = new Set<string>();
  const stops = KINDS.flatMap(({ systems, channels }) =>
    channels.map((name) =>
      listen(
        {
          [`tracing:${name}:start`]: (call: CallContext) => {
            if (!published.has(systems[0]!)) for (const system of systems) published.add(system);
            if (!isOfOthers(name, call) && !isWaiting(call)) calls.begin(call);
          },
          [`tracing:${name}:error`]: (call: CallContext) => calls.end(call, true),
          // What the program does with the answer comes before the end.
          [`tracing:${name}:asyncStart`]: (call: CallContext) => calls.end(call, false),
        },
        own,
      ),
    ),
  );
  const spans = watchSpans(calls, own, (system, question) => published.has(system) || (REDIS.includes(system) && isWait(question)));
  return {
    read() {
      spans.look();
      return calls.read(0);
    },
    stop() {
      for (const stop of stops) stop();
      spans.stop();
    },
  };
}

/** Of a pipeline each command is told as well, of a transaction none is. */
const isOfOthers = (name: string, { batchMode }: CallContext) => name === 'node-redis:batch' && batchMode !== 'MULTI';

function isWaiting({ command, args }: CallContext): boolean {
  if (typeof command !== 'string') return false;
  return isWait(Array.isArray(args) && /^XREAD/i.test(command) ? [command, ...args].join(' ') : command);
}

/** A command of Redis that is answered when something comes, as the next job of a queue: that takes as long as it likes. */
const isWait = (command: string) => /^(?:B[LRZ]|XREAD.*\sBLOCK\s)/is.test(command);
