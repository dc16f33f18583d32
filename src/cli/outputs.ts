import { UserError } from '../base/errors.ts';
import { usageError } from './arguments.ts';
import type { CommandContext } from './command.ts';
import { openOutputFile, type OutputFile } from './outputFile.ts';

/** Where a report is written besides the terminal. */
export interface Outputs<Format extends string> {
  /** What the standard output carries in place of the text for people. */
  readonly standard: Format | null;
  readonly files: readonly { readonly format: Format; readonly file: OutputFile }[];
}

/** An option for each format, whose value is a file or `-`. Before anything runs: a long run whose results cannot be written is lost time. */
export function openOutputs<Format extends string>(
  formats: readonly Format[],
  values: Readonly<Record<Format, string | undefined>>,
  context: CommandContext,
): Outputs<Format> {
  const asked = formats.flatMap((format) => {
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

/** All that can be written is, before it throws that one could not. */
export async function writeOutputs<Format extends string>(
  { standard, files }: Outputs<Format>,
  textOf: (format: Format) => string,
  { out, err }: CommandContext['terminal'],
): Promise<void> {
  if (standard !== null) await out.write(textOf(standard));
  const failures: UserError[] = [];
  for (const { format, file } of files) {
    try {
      await file.fill((write) => write(textOf(format)));
      await err.write(`Written: ${file.name}\n`);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      failures.push(error);
    }
  }
  const [first, ...others] = failures;
  for (const { message } of others) await err.write(`laptime: ${message}\n`);
  if (first) throw first;
}
