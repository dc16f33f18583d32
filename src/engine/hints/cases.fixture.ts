/** Code that a rule must find, and code that it must leave alone. TypeScript with JSX, unless it begins with `// name.js`. */
export interface RuleCases {
  readonly hits: readonly string[];
  readonly silent: readonly string[];
  /** What a fix makes of code: the first fix of each hint, all of them applied. */
  readonly fixed?: readonly (readonly [before: string, after: string])[];
}
