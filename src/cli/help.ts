import type { OptionSpecs } from './arguments.ts';
import type { Command, CommandEntry } from './command.ts';

const PREAMBLE = 'Laptime runs benchmarks where they are written, and says how far each number can be trusted.';

const EXIT_CODES = [
  ['0', 'all went well'],
  ['1', 'a benchmark failed, is over its budget or became slower, there are too many hints, or something needed is missing'],
  ['2', 'the command was not understood'],
  ['130', 'interrupted; what was finished is kept'],
] as const;

export function mainHelp(commands: readonly CommandEntry[]): string {
  return sections(
    PREAMBLE,
    section('Usage', [['laptime COMMAND [options]', '']]),
    section(
      'Commands',
      commands.map((command) => [command.name, command.summary]),
    ),
    section('Options', [
      ['--help', 'show this, or the help of the command before it'],
      ['--version', "show Laptime's version"],
    ]),
    section('Exit codes', EXIT_CODES),
  );
}

export function commandHelp(command: Command): string {
  return sections(
    command.about,
    section('Usage', [[`laptime ${command.usage}`, '']]),
    section('Options', optionRows({ ...command.options, help: { value: null, about: 'show this' } })),
    section('Examples', command.examples),
    section('Exit codes', EXIT_CODES),
  );
}

const optionRows = (options: OptionSpecs) =>
  Object.entries(options).map(([name, { short, value, about }]) => {
    const names = short === undefined ? `--${name}` : `-${short}, --${name}`;
    return [value === null ? names : `${names} ${value}`, about] as const;
  });

const sections = (...parts: readonly string[]) => parts.join('\n\n') + '\n';

function section(title: string, rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return [`${title}:`, ...rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd())].join('\n');
}
