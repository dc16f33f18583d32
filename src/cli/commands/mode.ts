import { visibleText } from '../../base/text.ts';
import type { Mode } from '../../model/mode.ts';
import { parseArguments, usageError, type OptionSpecs } from '../arguments.ts';
import type { Command, CommandContext, ExitCode } from '../command.ts';
import { tellConfigProblems } from '../configProblems.ts';
import { findRoot } from '../targets.ts';

const options = {
  reset: { value: null, about: 'go back to what laptime.config.json says' },
  json: { value: null, about: 'write the modes as JSON; of variables only the names' },
  root: { value: 'DIR', about: 'the workspace folder; by default the nearest with a laptime.config.json, else this one' },
} as const satisfies OptionSpecs;

export const mode: Command = {
  usage: 'mode [NAME] [options]',
  about: `Shows the modes, or switches to one, for all windows and terminals of the workspace: how often and for how long metrics are collected,
what alerts go by, and with which variables and flags of Node benchmarks run. Modes are what other tools call presets or profiles.`,
  options,
  examples: [
    ['laptime mode', 'the modes that there are, and which one counts'],
    ['laptime mode production', 'collect, alert and run as in production'],
    ['laptime mode --reset', 'as laptime.config.json says'],
  ],
  run: runMode,
};

async function runMode(args: readonly string[], context: CommandContext, signal: AbortSignal): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, options);
  const [name, ...more] = positionals;
  if (more.length > 0) throw usageError(`mode takes one name, and '${more[0]}' is one more`);
  if (name !== undefined && values.reset)
    throw usageError(`--reset goes back to what laptime.config.json says: leave it out, or '${name}'`);
  const { out, err } = context.terminal;
  const engine = await context.openEngine(findRoot(context.workingFolder, values.root));
  try {
    if (name !== undefined || values.reset) await engine.switchMode(name ?? null);
    signal.throwIfAborted();
    await tellConfigProblems(engine, err);
    const { current, modes } = await engine.modes();
    if (values.json) await out.write(`${JSON.stringify({ current: current.name, modes: modes.map(toJson) })}\n`);
    else
      await out.write(name === undefined ? list(current, modes) : `${current.name}: ${visibleText(current.about)}\n${whatItSets(current)}`);
    return 0;
  } finally {
    engine.dispose();
  }
}

const toJson = ({ name, about, monitoring, rules, node }: Mode) => ({
  ...{ name, about, ...monitoring, rules: rules.map(({ id }) => id) },
  ...{ flags: node.flags, variables: Object.keys(node.env) },
});

function list(current: Mode, modes: readonly Mode[]): string {
  const width = Math.max(...modes.map(({ name }) => name.length));
  return modes
    .map((each) => `${each.name === current.name ? '*' : ' '} ${each.name.padEnd(width)}  ${visibleText(each.about)}\n${whatItSets(each)}`)
    .join('');
}

/** Values of variables may be secrets: only their names are shown. */
function whatItSets({ monitoring, rules, node }: Mode): string {
  const parts = [
    monitoring.everyMs === undefined ? null : `collects each ${monitoring.everyMs / 1000} s`,
    rules.length === 0 ? null : `own alerts: ${rules.map(({ id }) => id).join(', ')}`,
    node.flags.length === 0 ? null : `flags: ${node.flags.join(' ')}`,
    Object.keys(node.env).length === 0 ? null : `variables: ${Object.keys(node.env).join(', ')}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? '' : `    ${visibleText(parts.join(' · '))}\n`;
}
