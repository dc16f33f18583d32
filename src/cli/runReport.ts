import type { Engine } from '../engine/engine.ts';
import { renderTable, toCsv, toJsonReport, toMarkdown } from '../engine/reports/index.ts';
import type { EarlierResult, Run } from '../model/run.ts';
import type { ExitCode } from './command.ts';
import { writeOutputs, type Outputs } from './outputs.ts';
import type { Terminal } from './terminal.ts';

export type ReportFormat = 'json' | 'markdown' | 'csv';

export type ReportOutputs = Outputs<ReportFormat>;

/** How many earlier results are looked at for one of the same environment. */
const HISTORY_DEPTH = 20;

/** Prints the table and writes the files; a run that was cut short is printed, and replaces no file. */
export async function reportRun(
  engine: Engine,
  run: Run,
  { outputs, verbose }: { readonly outputs: ReportOutputs; readonly verbose: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const { out, err, unicode } = terminal;
  const earlier = earlierResults(engine, run);
  const human = outputs.standard === null ? out : err;
  await human.write(renderTable(run, earlier, { width: human.width(), color: human.color, unicode, verbose }));
  if (run.state !== 'complete') {
    if (outputs.standard !== null || outputs.files.length > 0) await err.write('Interrupted: no report was written.\n');
    return 130;
  }
  await writeOutputs(outputs, (name) => format(name, run, earlier), terminal);
  return run.fileFailures.length > 0 || run.measurements.some((measurement) => measurement.state === 'failed') ? 1 : 0;
}

/** The newest result of each benchmark before this run: of the same environment where there is one. */
function earlierResults(engine: Engine, run: Run): Record<string, EarlierResult> {
  const results: Record<string, EarlierResult> = {};
  for (const { benchmark } of run.measurements) {
    const before = engine.history(benchmark.id, HISTORY_DEPTH).filter((result) => result.runId !== run.id);
    const newest = before.find((result) => result.environmentId === run.environment.id) ?? before[0];
    if (newest) results[benchmark.id] = newest;
  }
  return results;
}

function format(name: ReportFormat, run: Run, earlier: Record<string, EarlierResult>): string {
  switch (name) {
    case 'json':
      return `${JSON.stringify(toJsonReport(run), null, 2)}\n`;
    case 'markdown':
      return toMarkdown(run, earlier);
    case 'csv':
      return toCsv(run);
  }
}
