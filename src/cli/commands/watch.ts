import { constants } from 'node:os';
import { visibleText } from '../../base/text.ts';
import type { WatchEvent, WatchOutcome } from '../../engine/engine.ts';
import type { OptionSpecs } from '../arguments.ts';
import type { Command, CommandContext, ExitCode } from '../command.ts';
import { createLiveLine } from '../liveLine.ts';
import { parseDurationMs } from '../parseDurationMs.ts';
import { outputToErr, programArguments } from '../programArguments.ts';
import { streamedOutput } from '../streamedOutput.ts';
import { findRoot } from '../targets.ts';
import { nowText, summaryText } from '../watchText.ts';

const options = {
  pid: { value: 'PID', about: 'a Node process that runs, and goes on; laptime profile --list shows them' },
  duration: { value: 'SECONDS', about: 'how long; by default until it ends or Ctrl+C. What was started is then asked to end' },
  json: { value: null, about: 'a line of JSON for each report to the standard output; what the program prints goes to the standard error' },
  node: { value: 'PATH', about: 'what `node` is after --' },
  root: { value: 'DIR', about: 'the workspace folder; by default the nearest with a laptime.config.json, else this one' },
} as const satisfies OptionSpecs;

export const watch: Command = {
  usage: 'watch -- PROGRAM [ARGUMENT]… | --pid PID [options]',
  about: `Runs a program, and tells at its end how its event loop, garbage collection, heap, HTTP requests and database calls fared, as each of
its Node processes sees them from within; what it notes by performance.mark, measure and timerify as well. The program has the terminal for
itself, and its exit code becomes that of this command. Ctrl+C asks it to end; twice ends it at once.`,
  options,
  examples: [
    ['laptime watch -- node server.js', 'a server, until Ctrl+C'],
    ['laptime watch -- npm run dev', 'what npm starts, also when it is started again'],
    ['laptime watch --pid 4711 --duration 30', 'half a minute of a server that runs already'],
    ['laptime watch --json -- node job.js > metrics.jsonl', 'all values, each second'],
  ],
  run: runWatch,
};

async function runWatch(args: readonly string[], context: CommandContext, signal: AbortSignal): Promise<ExitCode> {
  const { values, target } = programArguments(args, options, 'laptime watch -- node server.js');
  const durationMs = parseDurationMs('--duration', values.duration);
  const { terminal, clock, workingFolder } = context;
  const isJson = values.json === true;
  const engine = await context.openEngine(findRoot(workingFolder, values.root));
  // A program has the terminal for itself.
  const line = 'pid' in target && !isJson && terminal.liveProgress ? createLiveLine(terminal, clock) : null;
  const asked = durationMs === undefined ? signal : AbortSignal.any([signal, AbortSignal.timeout(durationMs)]);
  const streamed = streamedOutput(terminal.out, asked);
  const onEvent = (event: WatchEvent) => {
    if (isJson) streamed.write(`${jsonOf(event)}\n`);
    else if (event.kind === 'report') line?.show({ head: '', name: visibleText(event.program.title), tail: nowText(event.values) });
  };
  const node = values.node === undefined ? {} : { nodeExecutable: values.node };
  const output = isJson ? outputToErr(context) : ('inherit' as const);
  const request = 'pid' in target ? target : { ...target, cwd: workingFolder, output, ...node };
  try {
    const outcome = await engine.watchProgram(request, onEvent, streamed.stop);
    line?.dispose();
    await streamed.finish();
    await report(outcome, isJson, context);
    return exitCodeOf(outcome);
  } finally {
    line?.dispose();
    streamed.dispose();
    engine.dispose();
  }
}

function jsonOf(event: WatchEvent): string {
  if (event.kind === 'program') return JSON.stringify(event);
  const { id, pid, title } = event.program;
  return JSON.stringify({ kind: 'report', program: { id, pid, title }, atMs: event.atMs, values: Object.fromEntries(event.values) });
}

async function report({ end, summaries }: WatchOutcome, isJson: boolean, { terminal }: CommandContext): Promise<void> {
  if (isJson) {
    const written = summaries.map((each) => ({ ...each, values: Object.fromEntries(each.values) }));
    await terminal.out.write(`${JSON.stringify({ kind: 'summary', end, programs: written })}\n`);
    return;
  }
  for (const each of summaries) await terminal.err.write(`\n${summaryText(each)}\n`);
  if (summaries.length > 0) return;
  await terminal.err.write('\nNo Node process of it reported: it is not Node, it started none, or it ended before it could.\n');
}

/** As a shell has it, of what was ended by a signal. */
function exitCodeOf({ end }: WatchOutcome): ExitCode {
  if (end === null) return 0;
  if (end.exitCode !== null) return end.exitCode;
  return end.signal === null ? 1 : 128 + (constants.signals[end.signal as NodeJS.Signals] ?? 0);
}
