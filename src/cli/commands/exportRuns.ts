import { parseArguments, usageError, type OptionSpecs } from '../arguments.ts';
import type { Command, CommandContext, ExitCode } from '../command.ts';
import { countResults } from '../countResults.ts';
import { openOutputFile } from '../outputFile.ts';
import { findRoot } from '../targets.ts';

const options = {
  root: { value: 'DIR', about: 'the workspace folder; by default the nearest with a laptime.config.json, else this one' },
} as const satisfies OptionSpecs;

export const exportRuns: Command = {
  usage: 'export [FILE] [options]',
  about:
    'Writes every stored run, comparison and gain of a fix of the repository, one JSON text a line, to the file or to the standard output.',
  options,
  examples: [
    ['laptime export results.jsonl', 'all of them into a file'],
    ['laptime export | ssh ci laptime import -', 'all of them to another machine'],
  ],
  run: runExport,
};

async function runExport(args: readonly string[], context: CommandContext, signal: AbortSignal): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, options);
  if (positionals.length > 1) throw usageError(`export writes one file, not ${positionals.length}`);
  const { terminal, workingFolder } = context;
  const name = positionals[0] ?? '-';
  const file = name === '-' ? null : openOutputFile('export', name, workingFolder);
  const engine = await context.openEngine(findRoot(workingFolder, values.root));
  try {
    if (!file) {
      await engine.exportRuns((line) => terminal.out.write(line), signal);
      return 0;
    }
    const { runs, comparisons, gains } = await file.fill((write) =>
      engine.exportRuns(async (line) => {
        await write(line);
        return true;
      }, signal),
    );
    await terminal.err.write(`${countResults(runs, comparisons, gains)} written to ${file.name}\n`);
    return 0;
  } finally {
    engine.dispose();
  }
}
