import type { BenchApi, BenchMode } from '../../model/benchmark.ts';
import { UNKNOWN, type Callee, type ModifierCall, type Role, type Value } from './values.ts';

const ROLES: Readonly<Record<BenchApi, Readonly<Record<string, Role>>>> = {
  vitest: { bench: 'benchmark', describe: 'group', suite: 'group', test: 'test', it: 'test' },
  // `Bench` is a class: see `memberOfModule`.
  tinybench: {},
  mitata: {
    bench: 'benchmark',
    // mitata 0.1 had it beside `bench`.
    baseline: 'benchmark',
    group: 'group',
    summary: 'wrapper',
    compact: 'wrapper',
    boxplot: 'wrapper',
    barplot: 'wrapper',
    lineplot: 'wrapper',
  },
  laptime: { bench: 'benchmark', group: 'group' },
};

const MODES: Readonly<Record<string, BenchMode>> = { skip: 'skip', only: 'only', todo: 'todo' };
/** They change how vitest runs the entries, not which there are. */
const TRANSPARENT = new Set(['concurrent', 'sequential', 'shuffle', 'fails']);
const MODIFIER_CALLS: readonly ModifierCall['name'][] = ['each', 'for', 'skipIf', 'runIf', 'extend'];

export function memberOfModule(api: BenchApi, name: string): Value {
  if (name === 'default') return { kind: 'module', api };
  if (api === 'tinybench' && name === 'Bench') return { kind: 'bench-class' };
  const role = Object.hasOwn(ROLES[api], name) ? ROLES[api][name] : undefined;
  if (role === undefined) return UNKNOWN;
  return { kind: 'callee', api, role, mode: 'run', many: false, contextParameter: role === 'test' ? 0 : null, owner: null };
}

/** `bench.skip`, `describe.each`, `test.describe`. */
export function memberOfCallee(callee: Callee, name: string): Value {
  const mode = Object.hasOwn(MODES, name) ? MODES[name] : undefined;
  if (callee.role === 'fixture' || callee.role === 'wrapper' || callee.api === 'mitata') return UNKNOWN;
  // vitest and Laptime let `only` win over `skip`, and `skip` over `todo`, in whatever order they are chained.
  if (mode !== undefined) return { ...callee, mode: strongest(callee.mode, mode) };
  if (callee.api !== 'vitest') return UNKNOWN;
  if (TRANSPARENT.has(name)) return callee;
  if (callee.role === 'test' && (name === 'describe' || name === 'suite')) return memberOfModule('vitest', name);
  const modifier = MODIFIER_CALLS.find((known) => known === name);
  return modifier === undefined ? UNKNOWN : { kind: 'modifier', name: modifier, callee };
}

/** `describe.skipIf(condition)`: `condition` is undefined where the source does not tell it. */
export function applyModifier({ name, callee }: ModifierCall, condition: boolean | undefined): Callee {
  if (name === 'extend') return callee;
  if (name === 'each') return { ...callee, many: true, contextParameter: null };
  // vitest's `for` passes the case first and the test context second.
  if (name === 'for') return { ...callee, many: true, contextParameter: callee.role === 'test' ? 1 : null };
  const skipped = condition === (name === 'skipIf');
  return skipped ? { ...callee, mode: strongest(callee.mode, 'skip') } : callee;
}

const STRENGTH: readonly BenchMode[] = ['run', 'todo', 'skip', 'only'];

const strongest = (a: BenchMode, b: BenchMode): BenchMode => (STRENGTH.indexOf(a) > STRENGTH.indexOf(b) ? a : b);
