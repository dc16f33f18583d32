import type * as v from 'valibot';
import type { Clock } from '../../base/clock.ts';
import type { AlertDesk } from '../../engine/alerts/index.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Monitor } from '../../engine/monitoring/index.ts';

/** What of the engine is served. */
export type ServedEngine = Pick<
  Engine,
  | 'root'
  | 'config'
  | 'historyProblem'
  | 'notices'
  | 'runOverviews'
  | 'storedRun'
  | 'comparisonOverviews'
  | 'storedComparison'
  | 'compareRuns'
  | 'benchmarkHistory'
  | 'hints'
  | 'suggest'
  | 'modes'
  | 'switchMode'
  | 'diagnose'
>;

/** What operations work with. */
export interface ServedParts {
  readonly engine: ServedEngine;
  readonly monitor: Monitor;
  readonly alerts: AlertDesk;
  readonly clock: Clock;
  readonly laptimeVersion: string;
  readonly startedAtMs: number;
  /** Has metrics collected for a while; resolves when there are fresh ones, or none came in time. */
  readonly freshMetrics: (signal: AbortSignal) => Promise<void>;
  /** The last value of each metric that is not too old. */
  readonly currentValues: () => ReadonlyMap<string, number>;
}

type Entries = Readonly<Record<string, v.GenericSchema>>;
type Values<E extends Entries> = { readonly [K in keyof E]: v.InferOutput<E[K]> };

/** As a schema types what it takes, but nothing of it is going to be changed. */
type Unchanged<T> = T extends readonly (infer Item)[]
  ? readonly Unchanged<Item>[]
  : T extends object
    ? { readonly [Name in keyof T]: Unchanged<T[Name]> }
    : T;

interface Described<Path extends Entries, Query extends Entries, Body extends v.GenericSchema, Result extends v.GenericSchema> {
  /** Unique, in camelCase. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/api/v1`: `/metrics/{metric}/series`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly parameters?: Path;
  /** Of texts: what they become is what the operation sees. */
  readonly query?: Query;
  readonly body?: Body;
  /** Of what is answered; without one there is no answer but that it is done. */
  readonly result?: Result;
  /** 200 unless given. */
  readonly status?: 200 | 201 | 204;
  readonly run: (
    input: { readonly path: Values<Path>; readonly query: Values<Query>; readonly body: v.InferOutput<Body> },
    parts: ServedParts,
    signal: AbortSignal,
  ) => Unchanged<v.InferInput<Result>> | Promise<Unchanged<v.InferInput<Result>>>;
}

/** One row of the table that requests, documentation and tests are made from. */
export interface Operation {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly parameters: Entries;
  readonly query: Entries;
  readonly body: v.GenericSchema | null;
  readonly result: v.GenericSchema | null;
  readonly status: 200 | 201 | 204;
  readonly run: (input: OperationInput, parts: ServedParts, signal: AbortSignal) => unknown;
}

/** Checked by the schemas of its operation. */
export interface OperationInput {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** Types a row by its own schemas. */
export function operation<
  Path extends Entries = Readonly<Record<string, never>>,
  Query extends Entries = Readonly<Record<string, never>>,
  Body extends v.GenericSchema = v.UndefinedSchema<undefined>,
  Result extends v.GenericSchema = v.UndefinedSchema<undefined>,
>(row: Described<Path, Query, Body, Result>): Operation {
  const { parameters = {}, query = {}, body = null, result = null, status = 200, run, ...rest } = row;
  // What is checked by the schemas has their types.
  return { ...rest, parameters, query, body, result, status, run: run as Operation['run'] };
}
