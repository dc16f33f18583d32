import { createReadStream } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { messageOf, UserError } from '../../base/errors.ts';
import { parseArguments, usageError, type OptionSpecs } from '../arguments.ts';
import type { Command, CommandContext, ExitCode } from '../command.ts';
import { findRoot } from '../targets.ts';

const options = {
  root: { value: 'DIR', about: 'the workspace folder; by default the nearest with a laptime.config.json, else this one' },
} as const satisfies OptionSpecs;

export const importRuns: Command = {
  usage: 'import FILE [options]',
  about: 'Adds the runs of an export to the history of the repository. Runs that are stored already are left as they are.',
  options,
  examples: [
    ['laptime import runs.jsonl', 'the runs of a file'],
    ['laptime import -', 'the runs on the standard input'],
  ],
  run: runImport,
};

async function runImport(args: readonly string[], context: CommandContext, signal: AbortSignal): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, options);
  const [name, ...others] = positionals;
  if (name === undefined || others.length > 0) throw usageError('import needs one file: laptime import FILE');
  const { terminal, workingFolder } = context;
  const engine = await context.openEngine(findRoot(workingFolder, values.root));
  try {
    const input = name === '-' ? context.input : createReadStream(path.resolve(workingFolder, name));
    const { imported, known, problems } = await engine.importRuns(readLines(input, name), signal);
    for (const { message } of problems) await terminal.err.write(`laptime: ${name}: ${message}\n`);
    await terminal.err.write(`${imported} ${imported === 1 ? 'run' : 'runs'} added${known > 0 ? `, ${known} stored already` : ''}\n`);
    return problems.length > 0 ? 1 : 0;
  } finally {
    engine.dispose();
  }
}

async function* readLines(input: Readable, name: string): AsyncGenerator<string> {
  // A run is one line of up to many megabytes: its pieces are joined once, when its end is there.
  let pieces: string[] = [];
  try {
    for await (const chunk of input.setEncoding('utf8') as AsyncIterable<string>) {
      const [first = '', ...more] = chunk.split('\n');
      pieces.push(first);
      for (const piece of more) {
        yield pieces.join('');
        pieces = [piece];
      }
    }
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new UserError('usage', `import: ${name} cannot be read: ${messageOf(error)}`, { cause: error });
  }
  const last = pieces.join('');
  if (last !== '') yield last;
}
