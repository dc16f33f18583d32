import { visibleLines, visibleText } from '../../base/text.ts';
import type { InsightRequest, ObserveEvent } from '../../engine/engine.ts';
import { renderInsight, toInsightJson } from '../../engine/reports/index.ts';
import { parseArguments, type OptionSpecs } from '../arguments.ts';
import type { Command, CommandContext, ExitCode } from '../command.ts';
import { tellConfigProblems } from '../configProblems.ts';
import { createLiveLine } from '../liveLine.ts';
import { benchmarkName } from '../progressNames.ts';
import { findRoot, resolveTargets } from '../targets.ts';
import { withProgress, type Progress } from '../withProgress.ts';

const options = {
  name: { value: 'NAME', short: 't', about: 'the benchmark: its name, or a part of it that no other has' },
  json: { value: null, about: 'write it as JSON to the standard output' },
  node: { value: 'PATH', about: 'the Node that runs the benchmark' },
  root: { value: 'DIR', about: 'the workspace folder; by default the nearest with a laptime.config.json, else this one' },
} as const satisfies OptionSpecs;

export const insight: Command = {
  usage: 'insight [FILE | NAME]… [-t NAME] [options]',
  about: `Runs one benchmark once more, with V8 writing down what it does, and says by the line what of that costs time: code that is
optimized and thrown away again, accesses and calls that see too many shapes, functions that are never optimized, and who makes the
garbage. Nothing of the run enters the history.`,
  options,
  examples: [
    ['laptime insight src/parse.bench.ts -t "parse a list"', 'one benchmark of a file'],
    ['laptime insight parse --json', 'the only one with "parse" in its name, for a script'],
  ],
  run: runInsight,
};

async function runInsight(args: readonly string[], context: CommandContext, signal: AbortSignal): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, options);
  const { terminal } = context;
  const engine = await context.openEngine(findRoot(context.workingFolder, values.root));
  try {
    const { files, nameFilter } = await resolveTargets(positionals, context.workingFolder, engine, signal);
    await tellConfigProblems(engine, terminal.err);
    const name = values.name ?? nameFilter;
    const request: InsightRequest = {
      selections: files.map((file) => ({ file })),
      ...(name !== undefined && { nameFilter: name }),
      ...(values.node !== undefined && { nodeExecutable: values.node }),
    };
    const report = await withProgress(createInsightProgress(context), signal, (onEvent) => engine.explain(request, onEvent, signal));
    for (const problem of report.problems) await terminal.err.write(`${visibleLines(problem)}\n`);
    const { out, unicode } = terminal;
    const text = values.json
      ? `${JSON.stringify(toInsightJson(report), null, 2)}\n`
      : renderInsight(report, { width: out.width(), color: out.color, unicode });
    await out.write(text);
    return 0;
  } finally {
    engine.dispose();
  }
}

function createInsightProgress({ terminal, clock }: CommandContext): Progress<ObserveEvent> {
  if (!terminal.liveProgress) return { show() {}, cancelling() {}, dispose() {} };
  const line = createLiveLine(terminal, clock);
  return {
    show(event) {
      const name = event.kind === 'loading' ? visibleText(event.file) : benchmarkName(event.benchmark);
      line.show({ head: event.kind === 'reading' ? "reading V8's log" : event.kind, name, tail: '' });
    },
    cancelling: () => line.cancelling(),
    dispose: () => line.dispose(),
  };
}
