import type { Engine, RunRequest } from '../engine/engine.ts';
import type { PresetName } from '../model/run.ts';
import type { CommandContext, ExitCode } from './command.ts';
import { createProgress } from './progress.ts';
import { reportRun, type ReportOutputs } from './runReport.ts';
import { noMatch, readTargets, type Targets } from './targets.ts';
import { tellNotices } from './tellNotices.ts';
import { withProgress } from './withProgress.ts';

export interface MeasureSettings {
  readonly preset: PresetName | undefined;
  readonly timeSeconds: number | undefined;
  readonly mode: string | undefined;
  readonly node: string | undefined;
  readonly outputs: ReportOutputs;
  readonly verbose: boolean;
}

/** Runs what the targets ask for, shows progress, and reports. */
export async function measure(
  engine: Engine,
  targets: Targets,
  settings: MeasureSettings,
  context: CommandContext,
  signal: AbortSignal,
): Promise<ExitCode> {
  // Files in which no name can match need not be loaded.
  const { nameFilter } = targets;
  const files = nameFilter === undefined ? targets.files : (await readTargets(engine, targets)).map((file) => file.file);
  const historyProblem = engine.historyProblem();
  if (historyProblem !== null) await context.terminal.err.write(`${historyProblem}\n`);
  const request: RunRequest = {
    selections: files.map((file) => ({ file })),
    ...(nameFilter !== undefined && { nameFilter }),
    ...(settings.preset !== undefined && { preset: settings.preset }),
    ...(settings.timeSeconds !== undefined && { timeSeconds: settings.timeSeconds }),
    ...(settings.mode !== undefined && { mode: settings.mode }),
    ...(settings.node !== undefined && { nodeExecutable: settings.node }),
  };
  const run = await withProgress(createProgress(context.terminal, context.clock), signal, (onEvent) =>
    engine.run(request, onEvent, signal),
  );
  if (nameFilter !== undefined && run.state === 'complete' && run.measurements.length + run.fileFailures.length === 0) {
    throw noMatch(nameFilter, await Promise.all(files.map((file) => engine.readBenchFile(file))));
  }
  await tellNotices(engine, context.terminal.err);
  // A disk can become full in the meantime.
  const laterProblem = engine.historyProblem();
  if (laterProblem !== null && laterProblem !== historyProblem) await context.terminal.err.write(`${laterProblem}\n`);
  return reportRun(engine, run, settings, context.terminal);
}
