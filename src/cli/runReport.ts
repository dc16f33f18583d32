import type { Engine } from '../engine/engine.ts';
import { renderTable, toCsv, toJsonReport, toMarkdown } from '../engine/reports/index.ts';
import type { EarlierResult, Run } from '../model/run.ts';
import type { ExitCode } from './command.ts';
import type { OutputFile } from './outputFile.ts';
import type { Terminal } from './terminal.ts';

export type ReportFormat = 'json' | 'markdown' | 'csv';

export interface ReportOutputs {
  /** What the standard output carries in place of the table. */
  readonly standard: ReportFormat | null;
  readonly files: readonly { readonly format: ReportFormat; readonly file: OutputFile }[];
}

/** How many earlier results are looked at for one of the same environment. */
const HISTORY_DEPTH = 20;

/** Prints the table and writes the files; a run that was cut short is printed, and replaces no file. */
export async function reportRun(
  engine: Engine,
  run: Run,
  { outputs, verbose }: { readonly outputs: ReportOutputs; readonly verbose: boolean },
  { out, err, unicode }: Terminal,
): Promise<ExitCode> {
  const earlier = earlierResults(engine, run);
  const human = outputs.standard === null ? out : err;
  await human.write(renderTable(run, earlier, { width: human.width(), color: human.color, unicode, verbose }));
  if (run.state !== 'complete') {
    if (outputs.standard !== null || outputs.files.length > 0) await err.write('Interrupted: no report was written.\n');
    return 130;
  }
  if (outputs.standard !== null) await out.write(format(outputs.standard, run, earlier));
  for (const output of outputs.files) {
    await output.file.fill((write) => write(format(output.format, run, earlier)));
    await err.write(`Written: ${output.file.name}\n`);
  }
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
