import { userInfo } from 'node:os';
import { UserError } from '../../base/errors.ts';
import { visibleLines, visibleText } from '../../base/text.ts';
import { messageLines } from '../../engine/alerts/index.ts';
import type { AlertDesk, AlertMessage, Engine } from '../../engine/engine.ts';
import { alertText, entryText, shortId, silenceText } from '../alertText.ts';
import { parseArguments, usageError, type OptionSpecs, type OptionValues } from '../arguments.ts';
import type { Command, CommandContext, ExitCode } from '../command.ts';
import { tellConfigProblems } from '../configProblems.ts';
import { countOf } from '../countOf.ts';
import { parseDurationMs } from '../parseDurationMs.ts';
import { parsePid } from '../parsePid.ts';
import { streamedOutput } from '../streamedOutput.ts';
import { findRoot } from '../targets.ts';

const options = {
  history: { value: null, about: 'with list: what became of alerts, the newest first' },
  rule: { value: 'ID', about: 'with list --history and silence: only of this rule' },
  limit: { value: 'N', about: 'with list --history: so many entries; 50 unless given' },
  by: { value: 'NAME', about: 'with ack, resolve and silence: who does it; your user name unless given' },
  note: { value: 'TEXT', about: 'with ack: what is to be known' },
  label: { value: 'NAME=VALUE', about: 'with silence: only of alerts with this label' },
  for: { value: 'MINUTES', about: 'with silence: for how long; 60 unless given' },
  reason: { value: 'TEXT', about: 'with silence: why' },
  pid: { value: 'PID', about: 'with watch: a Node process that is watched as well; several as 4711,4712. It is over when they have ended' },
  duration: { value: 'SECONDS', about: 'with watch: how long; by default until Ctrl+C' },
  json: { value: null, about: 'with list and watch: JSON to the standard output; watch writes a line for each change of an alert' },
  root: { value: 'DIR', about: 'the workspace folder; by default the nearest with a laptime.config.json, else this one' },
} as const satisfies OptionSpecs;

type Values = OptionValues<typeof options>;
type Option = Exclude<keyof typeof options, 'root'>;

interface Action {
  /** What has to follow it; null for nothing. */
  readonly argument: string | null;
  readonly takes: readonly Option[];
  readonly watches: boolean;
  /** Others are to hear of what it does. */
  readonly changes: boolean;
  readonly run: (job: Job) => Promise<void>;
}

interface Job {
  readonly desk: AlertDesk;
  readonly engine: Engine;
  readonly argument: string;
  readonly values: Values;
  readonly context: CommandContext;
  readonly signal: AbortSignal;
}

const actions: Readonly<Record<string, Action>> = {
  list: { argument: null, takes: ['history', 'rule', 'limit', 'json'], watches: false, changes: false, run: list },
  ack: { argument: 'ID', takes: ['by', 'note'], watches: false, changes: true, run: acknowledge },
  resolve: { argument: 'ID', takes: ['by'], watches: false, changes: true, run: resolve },
  silence: { argument: null, takes: ['rule', 'label', 'for', 'by', 'reason'], watches: false, changes: true, run: silence },
  unsilence: { argument: 'ID', takes: [], watches: false, changes: true, run: endSilence },
  test: { argument: 'CHANNEL', takes: [], watches: false, changes: false, run: test },
  watch: { argument: null, takes: ['pid', 'duration', 'json'], watches: true, changes: false, run: watch },
};

export const alerts: Command = {
  usage: 'alerts [list | ack ID | resolve ID | silence | unsilence ID | test CHANNEL | watch] [options]',
  about: `Shows the alerts that fire, acknowledges and silences them, tries a channel, or watches the rules of laptime.config.json in this
terminal, as the editor does while it is open. An ID is the end of one, as the list shows it. Secrets of channels are environment variables,
by the names that the configuration gives them.`,
  options,
  examples: [
    ['laptime alerts', 'what fires now'],
    ['laptime alerts --history --limit 20', 'what fired, who acknowledged it, and when it was over'],
    ['laptime alerts ack 5f1c09ab --note "the import runs"', 'the others know that somebody looks after it'],
    ['laptime alerts silence --rule cpu --for 120 --reason "load test"', 'nobody is told for two hours'],
    ['laptime alerts test team', 'whether a channel works'],
    ['laptime alerts watch --pid 4711', 'the machine, and a program'],
  ],
  run: runAlerts,
};

async function runAlerts(args: readonly string[], context: CommandContext, signal: AbortSignal): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, options);
  const [name = 'list', argument, ...more] = positionals;
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (action === undefined) throw usageError(`alerts knows no '${name}', but ${Object.keys(actions).join(', ')}`);
  if ((argument === undefined) !== (action.argument === null) || more.length > 0) {
    throw usageError(`write laptime alerts ${name}${action.argument === null ? '' : ` ${action.argument}`}, and options`);
  }
  for (const option of Object.keys(options) as (keyof typeof options)[]) {
    if (option === 'root' || values[option] === undefined || action.takes.includes(option)) continue;
    throw usageError(`--${option} is nothing that alerts ${name} takes`);
  }
  const engine = await context.openEngine(findRoot(context.workingFolder, values.root));
  try {
    await tellConfigProblems(engine, context.terminal.err);
    const desk = await engine.openAlertDesk({ watches: action.watches });
    try {
      await action.run({ desk, engine, argument: argument ?? '', values, context, signal });
      await tellNotKept(engine, action, context);
    } finally {
      desk.dispose();
    }
    return 0;
  } finally {
    engine.dispose();
  }
}

/** What cannot be kept is known to this process alone, which ends: others must not be thought to hear of it. */
async function tellNotKept(engine: Engine, { changes }: Action, { terminal }: CommandContext): Promise<void> {
  const problem = engine.historyProblem();
  if (problem === null) return;
  if (changes) throw new UserError('alert-not-kept', `This is not kept, and nobody else hears of it. ${problem}`);
  await terminal.err.write(`${visibleLines(problem)}\n`);
}

async function list({ desk, values, context }: Job): Promise<void> {
  const { out, err } = context.terminal;
  if (values.history === true) {
    const limit = wholeOf(values.limit, '--limit', 50, 10_000);
    const entries = desk.history({ limit, ...(values.rule !== undefined && { rule: values.rule }) });
    if (values.json === true) await out.write(`${JSON.stringify(entries, null, 2)}\n`);
    else for (const entry of entries) await out.write(entryText(entry));
    if (entries.length === 0) await err.write('No alert has fired.\n');
    return;
  }
  if (values.rule !== undefined || values.limit !== undefined) throw usageError('--rule and --limit are for list --history');
  const [active, silences] = [desk.active(), desk.silences()];
  if (values.json === true) {
    await out.write(`${JSON.stringify({ alerts: active, silences }, null, 2)}\n`);
    return;
  }
  for (const alert of active) await out.write(alertText(alert));
  for (const own of silences) await out.write(silenceText(own));
  if (active.length === 0) await err.write('No alert fires.\n');
}

const messageText = (message: AlertMessage): string => `${messageLines(message).map(visibleLines).join('\n')}\n`;

const userName = ({ by }: Values): string => by ?? userInfo().username;

async function acknowledge({ desk, argument, values, context }: Job): Promise<void> {
  const alert = desk.acknowledge(idOf(argument, desk.active()), userName(values), values.note ?? '');
  await context.terminal.out.write(alertText(alert));
}

async function resolve({ desk, argument, values, context }: Job): Promise<void> {
  await context.terminal.out.write(alertText(desk.resolve(idOf(argument, desk.active()), userName(values))));
}

/** @throws UserError where it is the end of no id, or of several */
function idOf(end: string, all: readonly { readonly id: string }[]): string {
  const found = end === '' ? [] : all.filter(({ id }) => id.endsWith(end));
  if (found.length === 1) return found[0]!.id;
  const shown = all.map(({ id }) => shortId(id)).join(', ');
  throw new UserError(
    'alert-unknown',
    `${found.length === 0 ? `Nothing has the id '${end}'` : `Several have the id '${end}'`}: ${shown === '' ? 'there is none' : `there are ${shown}`}.`,
  );
}

async function silence({ desk, values, context }: Job): Promise<void> {
  if (values.reason === undefined) throw usageError('a silence needs a reason: laptime alerts silence --reason "load test"');
  const [name, ...value] = (values.label ?? '').split('=');
  if (values.label !== undefined && (value.length === 0 || name === '')) throw usageError(`--label is NAME=VALUE, not '${values.label}'`);
  if (values.rule !== undefined && !desk.rules().some(({ id }) => id === values.rule)) {
    const known = desk.rules().map(({ id }) => id);
    await context.terminal.err.write(`There is no rule '${visibleText(values.rule)}' now, but ${known.join(', ') || 'none'}.\n`);
  }
  const nowMs = context.clock.nowMs();
  const made = desk.silence({
    rule: values.rule ?? null,
    labels: name === undefined || name === '' ? {} : { [name]: value.join('=') },
    ...{ fromMs: nowMs, untilMs: nowMs + wholeOf(values.for, '--for', 60, 525_600) * 60_000 },
    ...{ by: userName(values), reason: values.reason },
  });
  await context.terminal.out.write(silenceText(made));
}

async function endSilence({ desk, argument, context }: Job): Promise<void> {
  desk.endSilence(idOf(argument, desk.silences()));
  await context.terminal.err.write('The silence is over.\n');
}

async function test({ desk, argument, context, signal }: Job): Promise<void> {
  const { out, err } = context.terminal;
  const streamed = streamedOutput(out, signal);
  try {
    desk.onMessage((message) => streamed.write(messageText(message)));
    await desk.testChannel(argument, signal);
    await streamed.finish();
  } finally {
    streamed.dispose();
  }
  await err.write(`The channel ${argument} took the message.\n`);
}

async function watch({ desk, engine, values, context, signal }: Job): Promise<void> {
  const { out, err } = context.terminal;
  const durationMs = parseDurationMs('--duration', values.duration);
  const pids = (values.pid?.split(',') ?? []).map((pid) => parsePid(pid));
  const asked = durationMs === undefined ? signal : AbortSignal.any([signal, AbortSignal.timeout(durationMs)]);
  const streamed = streamedOutput(out, asked);
  try {
    if (values.json === true) desk.onAlert((alert) => streamed.write(`${JSON.stringify(alert)}\n`));
    else desk.onMessage((message) => streamed.write(messageText(message)));
    await err.write(`Watching ${countOf(desk.rules().filter(({ enabled }) => enabled).length, 'rule')}; Ctrl+C ends it.\n`);
    if (pids.length === 0) await until(streamed.stop);
    else await watchPrograms(engine, pids, streamed.stop);
    await desk.finish();
    await streamed.finish();
  } finally {
    streamed.dispose();
  }
}

/** Until all have ended, and the rules have heard of it. */
async function watchPrograms(engine: Engine, pids: readonly number[], stop: AbortSignal): Promise<void> {
  const { monitor } = engine;
  const programs = await engine.programs();
  const attached: string[] = [];
  try {
    for (const pid of pids) attached.push((await programs.attach(pid, 'within', stop)).id);
    const isOver = () => programs.all().every(({ id, ended }) => !attached.includes(id) || ended !== null);
    let ticks = 0;
    const ended = new AbortController();
    const ticking = monitor.onTick(() => {
      ticks = isOver() ? ticks + 1 : 0;
      if (ticks > 1) ended.abort();
    });
    await until(AbortSignal.any([stop, ended.signal]));
    ticking.dispose();
  } catch (error) {
    // Ctrl+C, or the end of the time, while one is not attached yet.
    if (!stop.aborted) throw error;
  } finally {
    for (const id of attached) programs.leave(id);
  }
}

/** A timer keeps the process alive also where no rule needs a collection. */
function until(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setInterval(() => {}, 3_600_000);
    const end = () => {
      clearInterval(timer);
      done();
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}

function wholeOf(text: string | undefined, option: string, otherwise: number, most: number): number {
  if (text === undefined) return otherwise;
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 1 && value <= most) return value;
  throw usageError(`${option} is a whole number from 1 to ${most}, not '${text}'`);
}
