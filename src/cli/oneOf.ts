import { usageError } from './arguments.ts';

/** The value of an option that takes one of these. */
export function oneOf<const Name extends string>(names: readonly Name[], text: string | undefined, option: string): Name | undefined {
  const found = names.find((each) => each === text);
  if (found === undefined && text !== undefined) {
    throw usageError(`${option} is ${names.slice(0, -1).join(', ')} or ${names.at(-1)}, not '${text}'`);
  }
  return found;
}
