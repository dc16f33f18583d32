import { visibleText } from '../base/text.ts';
import { renderComparison, toComparisonJson, toComparisonMarkdown, toJunit } from '../engine/reports/index.ts';
import type { ComparisonRun } from '../model/comparison.ts';
import { countOutcomes } from '../model/outcomes.ts';
import { usageError } from './arguments.ts';
import type { CommandContext, ExitCode } from './command.ts';
import { openOutputFile, type OutputFile } from './outputFile.ts';
import type { Terminal } from './terminal.ts';

/** What makes the command end with 1. A benchmark that the candidate has and cannot run does so too, but for `never`. */
export type FailOn = 'slower' | 'inconclusive' | 'never';

const FORMATS = { json: toJsonText, markdown: toComparisonMarkdown, junit: toJunit } as const;
type Format = keyof typeof FORMATS;
const NAMES = Object.keys(FORMATS) as readonly Format[];

export interface ComparisonOutputs {
  /** What the standard output carries in place of the table. */
  readonly standard: Format | null;
  readonly files: readonly { readonly format: Format; readonly file: OutputFile }[];
}

function toJsonText(run: ComparisonRun): string {
  return `${JSON.stringify(toComparisonJson(run), null, 2)}\n`;
}

/** Before anything runs: a long comparison whose results cannot be written is lost time. */
export function openComparisonOutputs(values: Readonly<Record<Format, string | undefined>>, context: CommandContext): ComparisonOutputs {
  const asked = NAMES.flatMap((format) => {
    const name = values[format];
    return name === undefined ? [] : [{ format, name }];
  });
  const standard = asked.filter(({ name }) => name === '-').map(({ format }) => format);
  if (standard.length > 1) throw usageError(`only one of --${standard.join(' and --')} can be the standard output`);
  const files = asked
    .filter(({ name }) => name !== '-')
    .map(({ format, name }) => ({ format, file: openOutputFile(`--${format}`, name, context.workingFolder) }));
  return { standard: standard[0] ?? null, files };
}

/** Prints the table and writes the files; a comparison that was cut short is printed, and replaces no file. */
export async function reportComparison(
  run: ComparisonRun,
  options: {
    readonly outputs: ComparisonOutputs;
    readonly failOn: FailOn;
    readonly verbose: boolean;
    readonly bench: string | undefined;
  },
  { out, err, unicode }: Terminal,
): Promise<ExitCode> {
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
  if (outputs.standard !== null) await out.write(FORMATS[outputs.standard](run));
  for (const output of outputs.files) {
    await output.file.fill((write) => write(FORMATS[output.format](run)));
    await err.write(`Written: ${output.file.name}\n`);
  }
  return isFailure(run, failOn) ? 1 : 0;
}

function isFailure(run: ComparisonRun, failOn: FailOn): boolean {
  if (failOn === 'never') return false;
  const counts = countOutcomes(run);
  return counts.slower + counts.failed > 0 || (failOn === 'inconclusive' && counts.inconclusive > 0);
}
