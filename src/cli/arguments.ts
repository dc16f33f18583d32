import { parseArgs } from 'node:util';
import { UserError } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';

export interface OptionSpec {
  /** What the help calls the value: `SECONDS`; null for a switch. */
  readonly value: string | null;
  readonly about: string;
  /** One letter: `t` for `-t`. */
  readonly short?: string;
}

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

export type OptionValues<Specs extends OptionSpecs> = {
  readonly [Name in keyof Specs]: (Specs[Name]['value'] extends string ? string : boolean) | undefined;
};

/** Errors in what was typed; the command line ends with 2 for them. */
export const usageError = (message: string): UserError => new UserError('usage', message);

/** Options may stand before, between and after the positional arguments; what follows `--` is positional. */
export function parseArguments<Specs extends OptionSpecs>(
  args: readonly string[],
  specs: Specs,
): { values: OptionValues<Specs>; positionals: readonly string[] } {
  const options = Object.fromEntries(
    Object.entries(specs).map(([name, { value, short }]) => {
      const type = value === null ? ('boolean' as const) : ('string' as const);
      return [name, short === undefined ? { type } : { type, short }];
    }),
  );
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    return { values: values as OptionValues<Specs>, positionals };
  } catch (error) {
    throw explain(error, args, options, specs);
  }
}

type ParseOptions = Record<string, { type: 'boolean' | 'string'; short?: string }>;

/** Node's own messages name neither the nearest option nor what the value is. */
function explain(error: unknown, args: readonly string[], options: ParseOptions, specs: OptionSpecs): unknown {
  const { tokens } = parseArgs({ args: [...args], options, allowPositionals: true, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const spec = Object.hasOwn(specs, token.name) ? specs[token.name] : undefined;
    if (!spec) {
      const near = nearest(
        token.rawName,
        Object.keys(specs).map((name) => `--${name}`),
        1,
      );
      return usageError(`unknown option ${token.rawName}${near.length > 0 ? `, did you mean ${near[0]}?` : ''}`);
    }
    if (spec.value === null && token.value !== undefined) return usageError(`${token.rawName} takes no value`);
    if (spec.value !== null && (token.value === undefined || (!token.inlineValue && /^-./.test(token.value)))) {
      return usageError(`${token.rawName} needs a value: ${token.rawName} ${spec.value}`);
    }
  }
  return error;
}
