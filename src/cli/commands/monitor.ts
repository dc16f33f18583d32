import { hostname } from 'node:os';
import type { Engine } from '../../engine/engine.ts';
import { renderMonitor, renderMonitorLine, type MonitorRow } from '../../engine/reports/index.ts';
import type { Metric, Tick } from '../../model/metric.ts';
import type { WatchedProgram } from '../../model/watchedProgram.ts';
import { parseArguments, usageError, type OptionSpecs } from '../arguments.ts';
import type { Command, CommandContext, ExitCode } from '../command.ts';
import { tellConfigProblems } from '../configProblems.ts';
import { createLiveTable } from '../liveTable.ts';
import { parseDurationMs } from '../parseDurationMs.ts';
import { parsePid } from '../parsePid.ts';
import { findRoot } from '../targets.ts';

const options = {
  pid: { value: 'PID', about: 'also a process, with all that it started; it is only looked at' },
  every: { value: 'SECONDS', about: 'from one look to the next, from 0.25; by default 1' },
  duration: { value: 'SECONDS', about: 'how long; by default until Ctrl+C, or until the process ends' },
  json: { value: null, about: 'a line of JSON with all values for each look, to the standard output' },
  root: { value: 'DIR', about: 'the workspace folder; by default the nearest with a laptime.config.json, else this one' },
} as const satisfies OptionSpecs;

export const monitor: Command = {
  usage: 'monitor [--pid PID] [options]',
  about: `Shows what the machine does now, and a process with all that it started: processor, memory, disks and network, and how much of the time
something waited for them. In a terminal it is a table that is drawn over, elsewhere a line for each look. What a Node program does within
itself is shown by laptime watch.`,
  options,
  examples: [
    ['laptime monitor', 'the machine, until Ctrl+C'],
    ['laptime monitor --pid 4711', 'the machine, and what runs there'],
    ['laptime monitor --json --duration 60 > machine.jsonl', 'a minute of all values'],
  ],
  run: runMonitor,
};

const LEAST_EVERY_SECONDS = 0.25;
const LONGEST_EVERY_SECONDS = 3600;
const LONGEST_SECONDS = 7 * 24 * 3600;
const TREND_VALUES = 30;

/** What is always zero on most machines is shown where it is not. */
const WHERE_NOT_ZERO = new Set(['machine.cpu.steal', 'machine.cpu.throttled', 'machine.swap.used', 'program.childrenCpu']);
const GROUPS: readonly Metric['group'][] = ['cpu', 'memory', 'processes', 'disk', 'network'];
const NEVER_SHOWN = /^machine\.(?:cpu\.core\.\d+|memory\.available)$/;

async function runMonitor(args: readonly string[], context: CommandContext, signal: AbortSignal): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, options);
  if (positionals.length > 0) throw usageError(`monitor takes no '${positionals[0]}': a process is named by --pid`);
  const pid = parsePid(values.pid);
  const everyLimits = { leastSeconds: LEAST_EVERY_SECONDS, mostSeconds: LONGEST_EVERY_SECONDS };
  const everyMs = parseDurationMs('--every', values.every, everyLimits) ?? 1000;
  const durationMs = parseDurationMs('--duration', values.duration, { mostSeconds: LONGEST_SECONDS });
  const engine = await context.openEngine(findRoot(context.workingFolder, values.root));
  try {
    await tellConfigProblems(engine, context.terminal.err);
    const program = pid === undefined ? null : await (await engine.programs()).attach(pid, 'outside', signal);
    const show = values.json === true ? jsonLines(context) : shownValues(engine, program, context);
    try {
      await watchTicks(engine, { everyMs, durationMs, program, onTick: show.onTick }, signal);
    } finally {
      await show.end();
    }
    return 0;
  } finally {
    engine.dispose();
  }
}

interface Watching {
  readonly everyMs: number;
  readonly durationMs: number | undefined;
  /** It is over when this one ends. */
  readonly program: WatchedProgram | null;
  /** Resolves to false when nobody reads any more. */
  readonly onTick: (tick: Tick) => Promise<boolean>;
}

function watchTicks({ monitor }: Engine, { everyMs, durationMs, program, onTick }: Watching, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return resolve();
    const stop = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      for (const each of [ticking, ending, need]) each.dispose();
    };
    const end = () => {
      stop();
      resolve();
    };
    const timer = durationMs === undefined ? undefined : setTimeout(end, durationMs);
    signal.addEventListener('abort', end, { once: true });
    const ticking = monitor.onTick((tick) => {
      const onFailure = (error: Error) => {
        stop();
        reject(error);
      };
      onTick(tick).then((goesOn) => {
        if (!goesOn) end();
      }, onFailure);
    });
    const ending = monitor.onPrograms((programs) => {
      if (programs.some(({ id, ended }) => id === program?.id && ended !== null)) end();
    });
    const need = monitor.need({ everyMs, subjects: program === null ? ['machine'] : ['machine', 'program'] });
  });
}

/** What shows the ticks, and ends doing so. */
interface Show {
  readonly onTick: Watching['onTick'];
  readonly end: () => Promise<void>;
}

function jsonLines({ terminal }: CommandContext): Show {
  return {
    onTick: ({ atMs, values }) => terminal.out.write(`${JSON.stringify({ atMs, values: Object.fromEntries(values) })}\n`),
    end: () => Promise.resolve(),
  };
}

function shownValues({ monitor }: Engine, program: WatchedProgram | null, { terminal }: CommandContext): Show {
  const { out, unicode } = terminal;
  const isLive = out.isTerminal && terminal.liveProgress;
  const table = isLive ? createLiveTable(out) : null;
  return {
    onTick(tick) {
      const rows = rowsOf(monitor, tick);
      if (table === null) {
        // Rates need two looks.
        return rows.length === 0 ? Promise.resolve(true) : out.write(`${renderMonitorLine(rows, tick.atMs, { unicode, color: false })}\n`);
      }
      const view = { rows, machine: hostname(), program };
      return table.draw(renderMonitor(view, { width: Math.max(out.width() - 1, 1), color: out.color, unicode }));
    },
    end: () => table?.end() ?? Promise.resolve(),
  };
}

function rowsOf(monitor: Engine['monitor'], tick: Tick): MonitorRow[] {
  const metrics = monitor.metrics().toSorted((a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group));
  return metrics.flatMap((metric: Metric): MonitorRow[] => {
    if (NEVER_SHOWN.test(metric.id)) return [];
    const trend = [...monitor.series(metric.id).values.slice(-TREND_VALUES)];
    if (WHERE_NOT_ZERO.has(metric.id) && trend.every((value) => value === 0)) return [];
    return [{ metric, value: tick.values.get(metric.id) ?? null, trend }];
  });
}
