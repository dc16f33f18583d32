import type { BottleneckClass, FindingSuggestion } from '../../model/finding.ts';
import type { Effort } from '../../model/suggestion.ts';
import type { Sign } from './sign.ts';

interface Advice extends Pick<FindingSuggestion, 'class' | 'title' | 'effort' | 'steps' | 'rules' | 'next'> {
  /** Of the signs that it is for; null: of all of the class. */
  readonly kind: string | null;
  /** Of the impact of the finding, what it could take off at most. */
  readonly part: number;
}

const advice = (
  about: BottleneckClass,
  title: string,
  effort: Effort,
  steps: readonly string[],
  more: Partial<Pick<Advice, 'kind' | 'part' | 'rules' | 'next'>> = {},
): Advice => ({ class: about, title, effort, steps, kind: null, part: 1, rules: [], next: null, ...more });

export const ADVICE: readonly Advice[] = [
  advice(
    'cpu-contention',
    'Give the program a machine that is less busy',
    'small',
    [
      'See with `laptime monitor` what else runs',
      'End it, or run the program elsewhere',
      'Diagnose again: other findings are less sure as long as the cores are taken',
    ],
    { kind: 'others' },
  ),
  advice(
    'cpu-contention',
    'Raise the quota of processor time',
    'small',
    ['Raise the limit of the container or service (`cpu.max`)', 'Diagnose again'],
    {
      kind: 'quota',
    },
  ),
  advice(
    'memory-leak',
    'Find what holds the memory',
    'medium',
    [
      'Run `laptime heap leak` on the process: it names what piles up, where it is allocated, and what holds it',
      'Remove entries when they are no longer needed, or bound the collection',
      'Diagnose again',
    ],
    { next: 'leak', rules: ['no-unbounded-cache', 'no-listener-leak', 'no-slice-retention'] },
  ),
  advice(
    'handle-leak',
    'Close what is opened',
    'medium',
    [
      'Look where the kind of handle that grows is made: timers, sockets, servers, watchers',
      'Close it also where something fails, in a `finally`',
      'Diagnose again',
    ],
    { rules: ['no-listener-leak'] },
  ),
  advice(
    'gc-pressure',
    'Allocate less where most is allocated',
    'medium',
    [
      'Record who allocates with `laptime profile --heap`',
      'Reuse buffers and objects there; do not copy what is only read',
      'Diagnose again',
    ],
    {
      part: 0.8,
      next: 'heap',
      rules: ['no-buffer-concat-in-loop', 'no-accumulating-spread', 'no-closure-per-instance', 'fuse-array-passes'],
    },
  ),
  advice(
    'gc-pressure',
    'Give young objects more room',
    'small',
    ['Start Node with `--max-semi-space-size=64`', 'Diagnose again: fewer objects should outlive a collection'],
    {
      part: 0.4,
    },
  ),
  advice(
    'event-loop-blocked',
    'Do the long work in pieces, or on another thread',
    'medium',
    [
      'Find the function by `laptime profile`',
      'Make it faster, or give it to a worker thread',
      'Where it has to stay, let the loop turn between pieces by `setImmediate`',
      'Diagnose again',
    ],
    { kind: 'computing', next: 'profile', rules: ['no-super-linear-backtracking', 'prefer-set-immediate', 'no-sync-in-handler'] },
  ),
  advice(
    'event-loop-blocked',
    'Wait asynchronously',
    'small',
    ['Replace the synchronous call (`readFileSync`, `execSync`, `Atomics.wait`) by its asynchronous form, and await it', 'Diagnose again'],
    { kind: 'waiting', next: 'profile', rules: ['no-sync-in-handler'] },
  ),
  advice(
    'cpu-bound',
    'Make the hottest lines faster',
    'medium',
    [
      'Record where the time goes with `laptime profile`',
      'Look at the hints on the hot lines with `laptime hints --profile`',
      'Write a benchmark of it, and compare before and after',
    ],
    { part: 0.7, next: 'profile', rules: ['set-lookup-in-loop', 'index-find-in-loop', 'hoist-invariant-call', 'no-concat-in-loop'] },
  ),
  advice(
    'cpu-bound',
    'Spread the work over several threads',
    'large',
    ['Divide it into parts that need little of each other', 'Run them in worker threads, as many as there are cores'],
    {
      part: 0.5,
    },
  ),
  advice('cpu-bound', 'See whether V8 optimizes the hot code', 'small', ['Run `laptime insight` on a benchmark of it'], {
    part: 0.2,
    next: 'insight',
  }),
  advice(
    'pool-saturated',
    'Allow more connections, and keep them open',
    'small',
    ['Share one agent with `keepAlive: true`', 'Raise its `maxSockets` to what the other side can take', 'Diagnose again'],
    { kind: 'connections', rules: ['reuse-agent-client'] },
  ),
  advice(
    'pool-saturated',
    'Make the same call once',
    'medium',
    ['See which requests ask for the same', 'Keep their answers for a while, or ask for many at once'],
    {
      kind: 'connections',
      part: 0.5,
      rules: ['no-await-in-loop'],
    },
  ),
  advice(
    'pool-saturated',
    'Widen what all requests wait for',
    'medium',
    [
      'Look for a lock, a queue or a pool of database connections that each request takes',
      'Hold it for shorter, or allow more at a time',
      'Refuse requests early when too many wait',
    ],
    { kind: 'inside', rules: ['no-unbounded-promise-all'] },
  ),
  advice(
    'io-disk',
    'Ask less of the disk',
    'medium',
    [
      'Read and write larger pieces, and once',
      'Flush (`fsync`) less often, and for several writes together',
      'Keep what is read again and again in memory',
    ],
    { part: 0.7, rules: ['no-file-reread', 'no-append-in-loop', 'fs-double-syscall', 'batch-inserts'] },
  ),
  advice(
    'threadpool-saturated',
    'Make the thread pool larger',
    'small',
    ['Start the program with `UV_THREADPOOL_SIZE` at the number of calls that wait at a time, up to 1024', 'Diagnose again'],
    {
      kind: 'blocked',
      part: 0.7,
    },
  ),
  advice(
    'threadpool-saturated',
    'Make the thread pool as large as the machine',
    'small',
    ['Start the program with `UV_THREADPOOL_SIZE` at the number of cores', 'Diagnose again: with no core free more threads do not help'],
    {
      kind: 'computing',
      part: 0.3,
    },
  ),
  advice(
    'threadpool-saturated',
    'Have less done on the thread pool',
    'medium',
    [
      'Do fewer calls of crypto, zlib, `dns.lookup` and files at a time',
      'Use less rounds, or a lower level of compression, where that is safe',
    ],
    {
      part: 0.5,
      rules: ['no-unbounded-promise-all'],
    },
  ),
  advice(
    'worker-cpu',
    'Profile the busiest worker thread',
    'medium',
    [
      'Record the program with `laptime profile`, with its worker threads',
      'Make the hottest lines faster, or use more workers as long as cores are free',
    ],
    {
      part: 0.6,
      next: 'profile',
    },
  ),
  advice(
    'child-cpu',
    'Profile the child process',
    'medium',
    ['Diagnose the child by its number: `laptime diagnose --pid`', 'Start fewer of them, or keep one for several tasks'],
    {
      part: 0.6,
      next: 'profile',
    },
  ),
  advice(
    'external-latency',
    'Make the calls at the same time',
    'small',
    [
      'Start calls that do not need one another, and await them together by `Promise.all`',
      'Where the other side can, ask for many things in one call',
    ],
    {
      kind: 'serial',
      part: 0.7,
      rules: ['no-await-in-loop', 'no-sequential-awaits', 'no-query-in-loop'],
    },
  ),
  advice(
    'external-latency',
    'Wait less for others',
    'medium',
    [
      'See which calls take long, and why, where they are answered',
      'Keep answers that may be some seconds old',
      'Set a time limit, so that one slow service does not hold up all',
    ],
    {
      part: 0.5,
    },
  ),
];

const POINTS: Readonly<Record<Effort, number>> = { small: 1, medium: 2, large: 3 };

/** What to do about findings, by what it may save for its effort; what is not known counts as a quarter. */
export function suggestionsFor(signs: readonly Sign[]): readonly FindingSuggestion[] {
  const worth = ({ impact, effort }: FindingSuggestion) => (impact ?? 0.25) / POINTS[effort];
  return signs
    .flatMap((found) =>
      ADVICE.filter((each) => each.class === found.class && (each.kind === null || each.kind === found.kind)).map(
        ({ class: about, title, effort, steps, rules, next, part }) => ({
          sure: found.confidence,
          suggestion: {
            class: about,
            title,
            impact: found.impact === null ? null : found.impact * part,
            effort,
            steps,
            rules,
            hints: [],
            next,
          },
        }),
      ),
    )
    .toSorted((a, b) => b.sure * worth(b.suggestion) - a.sure * worth(a.suggestion))
    .map(({ suggestion }) => suggestion);
}
