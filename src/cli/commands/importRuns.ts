import { createReadStream, statSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { messageOf, UserError } from '../../base/errors.ts';
import { visibleText } from '../../base/text.ts';
import type { ImportRequest } from '../../engine/engine.ts';
import { importFormats } from '../../engine/importing/index.ts';
import { parseArguments, usageError, type OptionSpecs } from '../arguments.ts';
import type { Command, CommandContext, ExitCode } from '../command.ts';
import { countResults } from '../countResults.ts';
import { findRoot } from '../targets.ts';

const formats = `${importFormats.slice(0, -1).join(', ')} or ${importFormats.at(-1)}`;

const options = {
  format: { value: 'NAME', about: `${formats}; else the content tells` },
  machine: { value: 'NAME', about: "where another tool's results were measured: those of one name are of one machine" },
  commit: { value: 'HASH', about: 'the commit of results that name none' },
  root: { value: 'DIR', about: 'the workspace folder; by default the nearest with a laptime.config.json, else this one' },
} as const satisfies OptionSpecs;

export const importRuns: Command = {
  usage: 'import FILE… [options]',
  about: `Adds the runs and comparisons of an export, or the results of other tools, to the history of the repository. What is stored
already is left as it is. Times of other tools are shown beside those of Laptime and never compared with them.`,
  options,
  examples: [
    ['laptime import results.jsonl', 'all of an export'],
    ['laptime import -', 'the same, from the standard input'],
    ['laptime import dev/bench/data.js', 'all runs of github-action-benchmark'],
    ['laptime import .asv/results/*/*-*.json', 'results of asv'],
    ['laptime import bench.json --commit $(git rev-parse HEAD)', 'results of vitest, at this commit'],
  ],
  run: runImport,
};

async function runImport(args: readonly string[], context: CommandContext, signal: AbortSignal): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, options);
  if (positionals.length === 0) throw usageError('import needs a file: laptime import FILE');
  const { format, machine } = values;
  if (format !== undefined && !importFormats.includes(format)) throw usageError(`--format is ${formats}, not '${format}'`);
  const commit = values.commit?.toLowerCase();
  if (commit !== undefined && !/^[0-9a-f]{7,64}$/.test(commit)) {
    throw usageError(`--commit is the hash of a commit, as git rev-parse HEAD prints it, not '${values.commit}'`);
  }
  const shared = {
    ...(format !== undefined && { format }),
    ...(machine !== undefined && { machine }),
    ...(commit !== undefined && { commit }),
  };
  const { terminal, workingFolder } = context;
  const engine = await context.openEngine(findRoot(workingFolder, values.root));
  let [runs, compared, gained, stored, complete] = [0, 0, 0, 0, true];
  try {
    for (const name of positionals) {
      const { input, fileTimeMs } = open(name, context);
      const request: ImportRequest = { ...shared, name, fileTimeMs };
      const { imported, comparisons, gains, known, problems } = await engine.importRuns(read(input, name), request, signal);
      for (const message of problems) await terminal.err.write(`laptime: ${name}: ${visibleText(message)}\n`);
      runs += imported - comparisons - gains;
      compared += comparisons;
      gained += gains;
      stored += known;
      complete &&= problems.length === 0;
    }
  } finally {
    engine.dispose();
  }
  await terminal.err.write(`${countResults(runs, compared, gained)} added${stored > 0 ? `, ${stored} stored already` : ''}\n`);
  return complete ? 0 : 1;
}

function open(name: string, { input, clock, workingFolder }: CommandContext): { input: Readable; fileTimeMs: number } {
  if (name === '-') return { input, fileTimeMs: clock.nowMs() };
  const file = path.resolve(workingFolder, name);
  const fileTimeMs = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? clock.nowMs();
  return { input: createReadStream(file), fileTimeMs };
}

async function* read(input: Readable, name: string): AsyncGenerator<string> {
  try {
    yield* input.setEncoding('utf8') as AsyncIterable<string>;
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new UserError('usage', `import: ${name} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}
