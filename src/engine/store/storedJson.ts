import * as v from 'valibot';

/* What stored and exported JSON is made of, whatever it tells of. */

const NOT_FINITE = ['Infinity', '-Infinity', 'NaN'];

/** JSON has no infinity and no NaN: `toJson` writes them as text. */
export const number = v.union([v.number(), v.pipe(v.picklist(NOT_FINITE), v.transform(Number))]);
export const orNull = <T extends v.GenericSchema>(schema: T) => v.nullable(schema);
export const text = v.string();
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** One of the members of a union; a member that is missing here is a compile error. */
export const oneOf = <T extends string>(members: Record<T, true>) => v.picklist(Object.keys(members) as T[]);

/** Relative to the workspace folder and inside it, so that opening it cannot lead anywhere else. */
export const benchFile = v.pipe(
  text,
  v.nonEmpty(),
  v.check((file) => !/^([/\\]|[a-z]:)/i.test(file) && !file.split(/[/\\]/).includes('..'), 'is not inside the workspace folder'),
);

/** A loop instead of a schema for each number: there are hundreds of thousands. */
export const numbers = v.pipe(
  v.custom<readonly (number | string)[]>(
    (value) => Array.isArray(value) && value.every((entry) => typeof entry === 'number' || NOT_FINITE.includes(entry)),
    'must be a list of numbers',
  ),
  v.transform((entries) => entries.map(Number)),
);

/** `JSON.stringify`, with infinities and NaN as text. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, entry: unknown) => (typeof entry === 'number' && !Number.isFinite(entry) ? String(entry) : entry));
}

/** The first thing that is wrong, with its place: `measurements.0.summary.medianNs: …`. */
export function describeIssues(issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): string {
  const place = v.getDotPath(issues[0]);
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return `${place === null ? '' : `${place}: `}${issues[0].message}${more}`;
}
