import * as v from 'valibot';

// Fields of requests and answers. What a message says follows the name of the field: "`query.limit` must be …".

export const described = <T extends v.GenericSchema>(schema: T, description: string) => v.pipe(schema, v.description(description));
export const list = <T extends v.GenericSchema>(item: T, description: string) => described(v.array(item), description);
export const orNull = <T extends v.GenericSchema>(schema: T, description: string) => described(v.nullable(schema), description);
export const number = (description: string) => described(v.number(), description);
export const text = (description: string) => described(v.string(), description);
export const time = (description: string) => described(v.number(), `${description} Milliseconds since 1970-01-01 UTC.`);
export const count = (description: string) => described(v.pipe(v.number(), v.integer(), v.minValue(0)), description);
/** An object whose fields are described elsewhere. */
export const anyObject = (description: string) => described(v.record(v.string(), v.unknown()), description);

/** A text that somebody writes for people. */
export const words = (description: string, most = 500) =>
  v.pipe(
    v.string('must be text'),
    v.trim(),
    v.nonEmpty('must not be empty'),
    v.maxLength(most, `must have at most ${most} characters`),
    v.description(description),
  );

/** A whole number of a query, which comes as text. */
export function wholeNumber(least: number, most: number, description: string) {
  const message = `must be a whole number from ${least} to ${most}`;
  return v.pipe(
    v.string(message),
    v.regex(/^-?\d{1,16}$/u, message),
    v.transform(Number),
    v.number(),
    v.integer(),
    v.minValue(least, message),
    v.maxValue(most, message),
    v.description(description),
  );
}

/** A time of a query. */
export const timeText = (description: string) => wholeNumber(0, 8.64e15, `${description} Milliseconds since 1970-01-01 UTC.`);

export function oneOf<const T extends readonly [string, ...string[]]>(options: T, description: string) {
  return v.pipe(v.picklist(options, `must be one of ${options.join(', ')}`), v.description(description));
}

/** Words of a query with commas between them. */
export const commaList = (description: string, most = 200) =>
  v.pipe(
    v.string(),
    v.transform((value) => value.split(',').map((part) => part.trim())),
    v.array(v.pipe(v.string(), v.nonEmpty('must be words with commas between them'))),
    v.maxLength(most, `must have at most ${most} words`),
    v.description(description),
  );

/** What is asked for by a name. */
export const nameText = (description: string) =>
  v.pipe(v.string(), v.nonEmpty('must not be empty'), v.maxLength(300, 'must have at most 300 characters'), v.description(description));
