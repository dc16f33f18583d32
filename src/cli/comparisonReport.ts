import { visibleText } from '../base/text.ts';
import { renderComparison, toComparisonJson, toComparisonMarkdown, toJunit } from '../engine/reports/index.ts';
import type { ComparisonRun } from '../model/comparison.ts';
import { countOutcomes } from '../model/outcomes.ts';
import type { CommandContext, ExitCode } from './command.ts';
import { openOutputs, writeOutputs, type Outputs } from './outputs.ts';
import type { Terminal } from './terminal.ts';

/** What makes the command end with 1. A benchmark that the candidate has and cannot run does so too, but for `never`. */
export type FailOn = 'slower' | 'inconclusive' | 'never';

const FORMATS = { json: toJsonText, markdown: toComparisonMarkdown, junit: toJunit } as const;
type Format = keyof typeof FORMATS;

export type ComparisonOutputs = Outputs<Format>;

function toJsonText(run: ComparisonRun): string {
  return `${JSON.stringify(toComparisonJson(run), null, 2)}\n`;
}

export const openComparisonOutputs = (values: Readonly<Record<Format, string | undefined>>, context: CommandContext): ComparisonOutputs =>
  openOutputs(Object.keys(FORMATS) as Format[], values, context);

/** Prints the table and writes the files; a comparison that was cut short is printed, and replaces no file. */
export async function reportComparison(
  run: ComparisonRun,
  options: {
    readonly outputs: ComparisonOutputs;
    readonly failOn: FailOn;
    readonly verbose: boolean;
    readonly bench: string | undefined;
  },
  terminal: Terminal,
): Promise<ExitCode> {
  const { out, err, unicode } = terminal;
  const { outputs, failOn, verbose, bench } = options;
  if (run.state === 'complete' && run.comparisons.length + run.fileFailures.length === 0) {
    const what =
      bench === undefined ? 'neither revision declares a benchmark' : `no benchmark has '${visibleText(bench)}' in its file or name`;
    await err.write(`laptime: ${what}; laptime bench --list shows those on disk\n`);
    return bench === undefined ? 1 : 2;
  }
  const human = outputs.standard === null ? out : err;
  await human.write(renderComparison(run, { width: human.width(), color: human.color, unicode, verbose }));
  if (run.state !== 'complete') {
    if (outputs.standard !== null || outputs.files.length > 0) await err.write('Interrupted: no report was written.\n');
    return 130;
  }
  await writeOutputs(outputs, (format) => FORMATS[format](run), terminal);
  return isFailure(run, failOn) ? 1 : 0;
}

function isFailure(run: ComparisonRun, failOn: FailOn): boolean {
  if (failOn === 'never') return false;
  const counts = countOutcomes(run);
  return counts.slower + counts.failed > 0 || (failOn === 'inconclusive' && counts.inconclusive > 0);
}
