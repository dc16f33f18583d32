import { visibleText } from '../../base/text.ts';
import type { DiagnoseProgress, DiagnoseRequest } from '../../engine/engine.ts';
import { renderDiagnosis, toDiagnosisJson } from '../../engine/reports/index.ts';
import type { OptionSpecs } from '../arguments.ts';
import type { Command, CommandContext, ExitCode } from '../command.ts';
import { tellConfigProblems } from '../configProblems.ts';
import { createLiveLine } from '../liveLine.ts';
import { parseDurationMs } from '../parseDurationMs.ts';
import { outputToErr, programArguments } from '../programArguments.ts';
import { findRoot } from '../targets.ts';
import { withProgress, type Progress } from '../withProgress.ts';

const options = {
  pid: { value: 'PID', about: 'a Node process that runs, and goes on; laptime profile --list shows them' },
  duration: { value: 'SECONDS', about: 'how long it is watched, from 5; by default 10. Asking it takes up to 20 more' },
  json: { value: null, about: 'write it as JSON to the standard output' },
  node: { value: 'PATH', about: 'what `node` is after --' },
  root: { value: 'DIR', about: 'the workspace folder; by default the nearest with a laptime.config.json, else this one' },
} as const satisfies OptionSpecs;

export const diagnose: Command = {
  usage: 'diagnose -- PROGRAM [ARGUMENT]… | --pid PID [options]',
  about: `Watches a program while it works, and says what holds it up: how sure that is, what it rests on, where in the code, and what to do about
it. A server needs its usual load meanwhile. What the program prints goes to the standard error; what was started is asked to end
afterwards.`,
  options,
  examples: [
    ['laptime diagnose --pid 4711', 'a server under its usual load'],
    ['laptime diagnose -- node job.js', 'a program that is started for it'],
    ['laptime diagnose --json --duration 30 --pid 4711', 'half a minute, for a script'],
  ],
  run: runDiagnose,
};

const LEAST_SECONDS = 5;
const LONGEST_SECONDS = 3600;

async function runDiagnose(args: readonly string[], context: CommandContext, signal: AbortSignal): Promise<ExitCode> {
  const { values, target } = programArguments(args, options, 'laptime diagnose -- node job.js');
  const durationMs = parseDurationMs('--duration', values.duration, { leastSeconds: LEAST_SECONDS, mostSeconds: LONGEST_SECONDS });
  const { terminal, workingFolder } = context;
  const request: DiagnoseRequest = {
    ...('pid' in target ? target : { ...target, cwd: workingFolder, output: outputToErr(context) }),
    ...(durationMs !== undefined && { durationMs }),
    ...(values.node !== undefined && { nodeExecutable: values.node }),
  };
  const engine = await context.openEngine(findRoot(workingFolder, values.root));
  try {
    await tellConfigProblems(engine, terminal.err);
    const diagnosis = await withProgress(createProgress(context), signal, (onEvent) => engine.diagnose(request, onEvent, signal));
    const { out, unicode } = terminal;
    const text =
      values.json === true
        ? `${JSON.stringify(toDiagnosisJson(diagnosis), null, 2)}\n`
        : renderDiagnosis(diagnosis, { width: out.width(), color: out.color, unicode });
    await out.write(text);
    return 0;
  } finally {
    engine.dispose();
  }
}

function createProgress({ terminal, clock }: CommandContext): Progress<DiagnoseProgress> {
  if (!terminal.liveProgress) return { show() {}, cancelling() {}, dispose() {} };
  const line = createLiveLine(terminal, clock);
  return {
    show(event) {
      if (event.kind === 'watching') line.show({ head: 'watching', name: visibleText(event.title), tail: '' }, event.durationMs);
      else line.show({ head: 'finding out', name: event.question, tail: '' });
    },
    cancelling: () => line.cancelling(),
    dispose: () => line.dispose(),
  };
}
