import { isCancellation, UserError } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';
import { visibleLines } from '../base/text.ts';
import { usageError } from './arguments.ts';
import type { CommandContext, ExitCode } from './command.ts';
import { commands } from './commands/index.ts';
import { commandHelp, mainHelp } from './help.ts';

/** Runs one command line. All errors of commands end here; none is thrown. */
export async function runCli(args: readonly string[], context: CommandContext, version: string, signal: AbortSignal): Promise<ExitCode> {
  try {
    return await dispatch(args, context, version, signal);
  } catch (error) {
    return report(error, context, version, signal);
  }
}

async function dispatch(args: readonly string[], context: CommandContext, version: string, signal: AbortSignal): Promise<ExitCode> {
  const { out, err } = context.terminal;
  const [name, ...rest] = args;
  if (name === undefined) {
    await err.write(mainHelp(commands));
    return 2;
  }
  if (name === '--help' || name === '-h') {
    await out.write(mainHelp(commands));
    return 0;
  }
  if (name === '--version' || name === '-v') {
    await out.write(`${version}\n`);
    return 0;
  }
  const entry = commands.find((command) => command.name === name);
  if (!entry) {
    const names = commands.map((command) => command.name);
    const near = nearest(name, names, 1);
    const kind = name.startsWith('-') ? 'option' : 'command';
    throw usageError(`unknown ${kind} '${name}', ${near.length > 0 ? `did you mean '${near[0]}'?` : `commands are ${names.join(', ')}`}`);
  }
  const command = await entry.load();
  if (asksForHelp(rest)) {
    await out.write(commandHelp(command));
    return 0;
  }
  return command.run(rest, context, signal);
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return (end === -1 ? args : args.slice(0, end)).some((arg) => arg === '--help' || arg === '-h');
}

async function report(error: unknown, context: CommandContext, version: string, signal: AbortSignal): Promise<ExitCode> {
  const { err } = context.terminal;
  if (signal.aborted && isCancellation(error)) return 130;
  if (error instanceof UserError) {
    const isUsage = error.code === 'usage';
    await err.write(`laptime: ${visibleLines(error.message)}\n${isUsage ? 'laptime --help shows commands and options.\n' : ''}`);
    return isUsage ? 2 : 1;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  await err.write(
    `${visibleLines(stack)}\nlaptime: this is a bug in Laptime ${version} (Node ${process.version}, ${process.platform}); please report it with the lines above\n`,
  );
  return 1;
}
