import type { OtherFiles } from './facts/otherFiles.ts';

/** Code that a rule must find, and code that it must leave alone. TypeScript with JSX, unless it begins with `// name.js`. */
export interface RuleCases {
  readonly hits: readonly string[];
  readonly silent: readonly string[];
  /** What a fix makes of code: the first fix of each hint, all of them applied. */
  readonly fixed?: readonly (readonly [before: string, after: string])[];
  /** Files that are beside all of them, by their names. */
  readonly others?: Readonly<Record<string, string>>;
}

export function othersOf({ others = {} }: RuleCases): OtherFiles {
  const names = Object.keys(others);
  return {
    has: (name) => names.some((one) => one === name || one.startsWith(`${name}/`)),
    textOf: (file) => (Object.hasOwn(others, file) ? others[file]! : null),
  };
}
