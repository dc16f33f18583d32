import { format } from 'node:util';
import type { BenchMode } from '../../../model/benchmark.ts';
import { isThenable } from '../work.ts';
import { valueText } from './names.ts';

type Hook = (...args: never[]) => unknown;
export type HookName = 'beforeAll' | 'afterAll' | 'beforeEach' | 'afterEach';

/** A `describe`, or the file itself. */
export interface Suite {
  readonly name: string | null;
  readonly mode: BenchMode;
  readonly parent: Suite | null;
  readonly hooks: Readonly<Record<HookName, Hook[]>>;
  /** What `beforeAll` returned, to be called at the end. */
  readonly cleanups: unknown[];
  begun: boolean;
}

export function createSuite(name: string | null, mode: BenchMode, parent: Suite | null): Suite {
  return { name, mode, parent, hooks: { beforeAll: [], afterAll: [], beforeEach: [], afterEach: [] }, cleanups: [], begun: false };
}

/** Outermost first. */
export function chainOf(suite: Suite): Suite[] {
  return suite.parent ? [...chainOf(suite.parent), suite] : [suite];
}

export const pathOf = (suite: Suite): string[] => chainOf(suite).flatMap(({ name }) => name ?? []);
export const modesOf = (suite: Suite): BenchMode[] => chainOf(suite).map(({ mode }) => mode);

async function callAll(functions: readonly unknown[], context: unknown): Promise<unknown[]> {
  const results: unknown[] = [];
  for (const fn of functions) {
    if (typeof fn !== 'function') continue;
    const result: unknown = (fn as (context: unknown) => unknown)(context);
    results.push(isThenable(result) ? await result : result);
  }
  return results;
}

/** Runs `beforeAll` of the suites around that have not begun yet. */
export async function beginSuites(suite: Suite): Promise<void> {
  for (const each of chainOf(suite)) {
    if (each.begun) continue;
    each.begun = true;
    each.cleanups.push(...(await callAll(each.hooks.beforeAll, {})));
  }
}

/** Runs `afterAll` of the suites that have begun, innermost first. */
export async function endSuites(suites: readonly Suite[]): Promise<void> {
  for (const each of suites.toReversed()) {
    if (!each.begun) continue;
    each.begun = false;
    await callAll([...each.hooks.afterAll.toReversed(), ...each.cleanups.splice(0).toReversed()], {});
  }
}

/** Runs something between `beforeEach` and `afterEach` of the suites around. */
export async function aroundEach(suite: Suite, context: unknown): Promise<() => Promise<void>> {
  const chain = chainOf(suite);
  const cleanups: unknown[] = [];
  for (const each of chain) cleanups.push(...(await callAll(each.hooks.beforeEach, context)));
  return async () => {
    for (const each of chain.toReversed()) await callAll(each.hooks.afterEach.toReversed(), context);
    await callAll(cleanups.toReversed(), context);
  };
}

/** A name as vitest reads it: a text, or a function or class by its name. */
export function nameOf(name: unknown): string {
  return typeof name === 'function' ? name.name || '<anonymous>' : String(name);
}

/** The name of one case of `.each` or `.for`: `%s` and the like, `%#` for the index, `$key.path` for a member. */
export function caseName(template: string, values: readonly unknown[], index: number): string {
  const [first] = values;
  let name = template.replaceAll('%#', String(index)).replaceAll('%$', String(index + 1));
  if (typeof first === 'object' && first !== null) {
    name = name.replace(/\$([A-Za-z_$][\w$]*(?:\.[\w$]+)*)/gu, (whole, path: string) => {
      let value: unknown = first;
      for (const key of path.split('.'))
        value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
      return value === undefined ? whole : valueText(value);
    });
  }
  const holes = name.match(/%[sdifjoO]/gu)?.length ?? 0;
  return holes === 0 ? name : format(name, ...values.slice(0, holes));
}

/** The cases of `.each(cases)` or of its tagged-template form, each as the arguments of the function. */
export function casesOf(cases: readonly unknown[], values: readonly unknown[]): unknown[][] {
  if (!('raw' in cases)) return cases.map((one) => (Array.isArray(one) ? one : [one]));
  const headings = String(cases[0])
    .trim()
    .split('|')
    .map((heading) => heading.trim());
  const rows: unknown[][] = [];
  for (let at = 0; at + headings.length <= values.length; at += headings.length) {
    rows.push([Object.fromEntries(headings.map((heading, column) => [heading, values[at + column]]))]);
  }
  return rows;
}
