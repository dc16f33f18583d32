import * as v from 'valibot';
import { messageOf } from '../../base/errors.ts';

/* What the fields of `laptime.config.json` are made of. What a message says follows the name of the field: "`timeout` must be …". */

/** A quantity with its unit, as a number in base units. */
export function quantity(parse: (text: string) => number, description: string, example: string) {
  return v.pipe(
    v.string(`must be text with a unit, like "${example}"`),
    v.description(description),
    v.examples([example]),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      try {
        return parse(dataset.value);
      } catch (error) {
        addIssue({ message: `is wrong: ${messageOf(error)}` });
        return NEVER;
      }
    }),
  );
}

/** The quantity between two limits, both written as the user would. */
export function between(parse: (text: string) => number, least: string, most: string): (text: string) => number {
  return (text) => {
    const value = parse(text);
    if (value < parse(least) || value > parse(most)) throw new RangeError(`'${text}' is not between ${least} and ${most}.`);
    return value;
  };
}

export function text(description: string) {
  return v.pipe(
    v.string('must be text'),
    v.nonEmpty('must not be empty'),
    v.check((value) => !value.includes('\0'), 'must not contain a null character'),
    v.description(description),
  );
}

/** The description goes around the choice between the value and null, where editors look for it. */
export function orNull<T extends v.GenericSchema>(schema: T, description: string) {
  return v.pipe(v.nullable(schema), v.description(description));
}

export function choice<const T extends readonly [string, ...string[]]>(options: T, description: string) {
  return v.pipe(v.picklist(options, `must be one of ${options.map((option) => `"${option}"`).join(', ')}`), v.description(description));
}

export const insideRoot = v.check<string, string>(
  (glob) => !/^([/\\]|[a-z]:)/i.test(glob) && !glob.split(/[/\\]/).includes('..'),
  'must stay inside the workspace folder: no leading "/" and no ".."',
);
export const flag = (description: string) => v.pipe(v.boolean('must be true or false'), v.description(description));

const wholeNumber = 'must be a whole number from 1, or null for no limit';
export const count = v.pipe(v.number(wholeNumber), v.integer(wholeNumber), v.minValue(1, wholeNumber));
