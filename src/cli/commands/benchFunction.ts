import { statSync } from 'node:fs';
import path from 'node:path';
import { visibleText } from '../../base/text.ts';
import type { BenchmarkFunctionRequest, FunctionAddress, ProgramOutput } from '../../engine/engine.ts';
import { parseArguments, usageError, type OptionSpecs } from '../arguments.ts';
import type { Command, CommandContext, ExitCode } from '../command.ts';
import { tellConfigProblems } from '../configProblems.ts';
import { findRoot, insideRoot } from '../targets.ts';

const options = {
  limit: { value: 'SECONDS', about: 'the most time that the program may take: 120 unless given; what was recorded till then counts' },
  json: { value: null, about: 'write what was made as JSON to the standard output' },
  node: { value: 'PATH', about: 'what `node` is after --' },
  root: { value: 'DIR', about: 'the workspace folder; by default the nearest with a laptime.config.json, else this one' },
} as const satisfies OptionSpecs;

export const benchFunction: Command = {
  usage: 'bench-function FILE:LINE | FILE:NAME [options] -- PROGRAM [ARGUMENT]…',
  about: `Writes a bench file for a function that has none. The program, the tests say, is run once, and what it calls the function with is
recorded: a typical call, and the largest and smallest one where they differ much. Large values are trimmed; what is in the environment,
or looks like a secret, is replaced. No file is written over.`,
  options,
  examples: [
    ['laptime bench-function src/parse.ts:parseList -- npm test', 'by its name, with the calls of the tests'],
    ['laptime bench-function src/parse.ts:42 -- node script.js', 'the function at a line, with the calls of a script'],
    ['laptime bench-function src/parser.ts:Parser.parse -- npx vitest run parser', 'a method'],
  ],
  run: runBenchFunction,
};

async function runBenchFunction(args: readonly string[], context: CommandContext, signal: AbortSignal): Promise<ExitCode> {
  const split = args.indexOf('--');
  const command = split === -1 ? [] : args.slice(split + 1);
  const { values, positionals } = parseArguments(split === -1 ? args : args.slice(0, split), options);
  const [word] = positionals;
  if (word === undefined || positionals.length > 1)
    throw usageError('name one function: laptime bench-function src/parse.ts:parseList -- npm test');
  if (command.length === 0) throw usageError('-- is followed by a program that calls the function, the tests say: -- npm test');
  const limitMs = parseLimit(values.limit);
  const { workingFolder, terminal } = context;
  const engine = await context.openEngine(findRoot(workingFolder, values.root));
  try {
    const address = addressOf(word, workingFolder, engine.root);
    await tellConfigProblems(engine, terminal.err);
    const request: BenchmarkFunctionRequest = {
      ...address,
      program: {
        command,
        cwd: workingFolder,
        // What is written as JSON has the standard output for itself.
        output: values.json === true ? outputTo(terminal.err) : 'inherit',
      },
      ...(limitMs !== undefined && { limitMs }),
      ...(values.node !== undefined && { nodeExecutable: values.node }),
    };
    const written = await engine.benchmarkFunction(request, signal);
    if (values.json === true) {
      await terminal.out.write(`${JSON.stringify(written, null, 2)}\n`);
      return 0;
    }
    for (const note of written.notes) await terminal.err.write(`${visibleText(note)}\n`);
    const files = [written.file, ...(written.inputsFile === null ? [] : [written.inputsFile])];
    await terminal.out.write(`Written: ${files.map(visibleText).join(', ')} (${written.benchmarks.join(', ')})\n`);
    await terminal.err.write(
      `To run it: laptime bench ${visibleText(path.relative(workingFolder, path.join(engine.root, written.file)))}\n`,
    );
    return 0;
  } finally {
    engine.dispose();
  }
}

function outputTo(stream: CommandContext['terminal']['err']): ProgramOutput {
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  return (chunk, from) => void stream.write(decoders[from].decode(chunk, { stream: true }));
}

const LONGEST_SECONDS = 24 * 3600;

function parseLimit(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = /^\d+(\.\d+)?$/u.test(text) ? Number(text) : Number.NaN;
  if (seconds > 0 && seconds <= LONGEST_SECONDS) return seconds * 1000;
  throw usageError(`--limit is a number of seconds above 0 and at most ${LONGEST_SECONDS}, not '${text}'`);
}

/** `FILE:LINE`, `FILE:LINE:COLUMN` as editors copy it, or `FILE:NAME`. */
function addressOf(word: string, workingFolder: string, root: string): FunctionAddress {
  const [, name = '', place = ''] = /^(.+?\.[cm]?[jt]sx?):(.+)$/u.exec(word) ?? [];
  if (name === '') throw usageError(`'${word}' names no function: FILE:LINE or FILE:NAME, as src/parse.ts:parseList`);
  const absolute = path.resolve(workingFolder, name);
  if (!statSync(absolute, { throwIfNoEntry: false })?.isFile()) throw usageError(`there is no file ${name}`);
  const file = insideRoot(root, absolute, name);
  const [, line, column] = /^([1-9]\d*)(?::([1-9]\d*))?$/u.exec(place) ?? [];
  if (line === undefined) return { file, place: { name: place } };
  return { file, place: { line: Number(line), ...(column !== undefined && { column: Number(column) }) } };
}
