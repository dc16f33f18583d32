import { parseArguments, usageError, type OptionSpecs, type OptionValues } from './arguments.ts';
import type { CommandContext } from './command.ts';
import { parsePid } from './parsePid.ts';

interface ProgramArguments<Specs extends OptionSpecs> {
  readonly values: OptionValues<Specs>;
  /** A process that runs, or what is to be started. */
  readonly target: { readonly pid: number } | { readonly command: readonly string[] };
}

/** Of a command that looks at a program after `--`, or at a process by `--pid`. `example`: `laptime watch -- node server.js`. */
export function programArguments<Specs extends OptionSpecs & { readonly pid: { readonly value: string } }>(
  args: readonly string[],
  specs: Specs,
  example: string,
): ProgramArguments<Specs> {
  const split = args.indexOf('--');
  const { values, positionals } = parseArguments(split === -1 ? args : args.slice(0, split), specs);
  const command = split === -1 ? [] : args.slice(split + 1);
  if (positionals.length > 0) throw usageError(`'${positionals[0]}': a program follows --, as in ${example}`);
  const pid = parsePid(values.pid as string | undefined);
  if (command.length > 0 === (pid !== undefined)) throw usageError(`give a program after --, as in ${example}, or a process by --pid`);
  return { values, target: pid === undefined ? { command } : { pid } };
}

/** Where the standard output is for results, what a program prints goes to the standard error. */
export function outputToErr({ terminal }: CommandContext): (chunk: Uint8Array, stream: 'stdout' | 'stderr') => void {
  // A character may come in two pieces.
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  return (chunk, stream) => void terminal.err.write(decoders[stream].decode(chunk, { stream: true }));
}
