import { evaluate, parse, type DocumentNode, type ValueNode } from '@humanwhocodes/momoa';
import * as v from 'valibot';
import { messageOf } from '../../base/errors.ts';
import { nearest } from '../../base/nearest.ts';
import type { Budget } from '../../model/benchmark.ts';
import type { Config, ConfigProblem } from '../../model/config.ts';
import { toAlertConfig } from './alertsSection.ts';
import { configFile, type ConfigFile } from './configFile.ts';
import { toModes } from './modesSection.ts';

export const CONFIG_FILE = 'laptime.config.json';

type Path = readonly (string | number)[];
type Issue = v.InferIssue<typeof configFile>;

/** Checks the text of `laptime.config.json` (comments and trailing commas allowed). What is broken takes its default. */
export function readConfig(text: string): { config: Config; problems: readonly ConfigProblem[] } {
  let document: DocumentNode;
  try {
    // An empty file is what an editor leaves just after it was created.
    document = parse(text.trim() === '' ? '{}' : text.replace(/^\uFEFF/, ''), { mode: 'jsonc', allowTrailingCommas: true });
  } catch (error) {
    return { config: defaultConfig(), problems: [wholeFile(`is not valid JSON, so all defaults are used: ${messageOf(error)}`, error)] };
  }
  if (document.body.type !== 'Object') {
    return { config: defaultConfig(), problems: [wholeFile('must be an object: { … }. All defaults are used.', undefined)] };
  }
  const found = new Map<string, ConfigProblem>();
  const places = placesOf(document.body);
  // Checked again once the broken parts are out: of several unknown names in one object, the schema tells only the first.
  for (;;) {
    const result = v.safeParse(configFile, evaluate(document));
    if (result.success) return { config: toConfig(result.output), problems: inOrder(found) };
    for (const issue of result.issues) {
      const problem = toProblem(issue, document.body, places);
      if (!found.has(problem.field)) found.set(problem.field, problem);
    }
    // From the back, so that removing one entry of a list does not move those that are still to be removed.
    const removed = result.issues.toReversed().map((issue) => remove(document.body, pathOf(issue)));
    if (!removed.includes(true)) return { config: defaultConfig(), problems: inOrder(found) };
  }
}

function inOrder(problems: ReadonlyMap<string, ConfigProblem>): readonly ConfigProblem[] {
  return [...problems.values()].toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

export function defaultConfig(): Config {
  return toConfig(v.parse(configFile, {}));
}

/** Without what the mode says: that is for `inMode`. */
function toConfig(file: ConfigFile): Config {
  const modes = toModes(file.modes, file.alerts);
  return {
    benchmarks: file.benchmarks,
    exclude: file.exclude,
    preset: file.preset,
    timeSeconds: file.time === null ? null : file.time / 1e9,
    loader: file.loader,
    node: file.node,
    timeoutMs: file.timeout / 1e6,
    memoryLimitBytes: file.memoryLimit,
    budgets: file.budgets.map(({ match, budget }) => ({ match, budget: toBudget(budget) })),
    retention: file.retention,
    bisect: { runMs: file.bisect.time / 1e6, threshold: file.bisect.threshold },
    compare: { budgetMs: file.compare.time / 1e6, margin: file.compare.margin, margins: file.compare.margins },
    profiling: {
      benchmarkMs: file.profiling.time / 1e6,
      intervalUs: Math.round(file.profiling.interval / 1e3),
      heapIntervalBytes: Math.round(file.profiling.heapInterval),
    },
    hints: {
      level: file.hints.level,
      rulesOff: Object.entries(file.hints.rules).flatMap(([id, isOn]) => (isOn ? [] : [id])),
      files: file.hints.files,
      exclude: file.hints.exclude,
      baseline: file.hints.baseline,
    },
    monitoring: toMonitoring(file.monitoring),
    alerts: toAlertConfig(file.alerts),
    mode: modes.find(({ name }) => name === file.mode)!,
    modes,
    revisions: {
      build: file.revisions.build,
      installScripts: file.revisions.installScripts,
      maxCacheBytes: file.revisions.maxCacheSize,
      maxCacheAgeDays: file.revisions.maxCacheAgeDays,
    },
  };
}

const toMonitoring = ({ every, ...kept }: ConfigFile['monitoring']): Config['monitoring'] => ({ everyMs: every, ...kept });

function toBudget(budget: ConfigFile['budgets'][number]['budget']): Budget {
  return {
    ...(budget.median !== undefined && { medianNs: budget.median }),
    ...(budget.p99 !== undefined && { p99Ns: budget.p99 }),
    ...(budget.heap !== undefined && { heapBytes: budget.heap }),
    ...(budget.ops !== undefined && { opsPerSecondMin: budget.ops }),
  };
}

function wholeFile(message: string, error: unknown): ConfigProblem {
  const line = error instanceof Error && 'line' in error && typeof error.line === 'number' ? error.line : 1;
  return { file: CONFIG_FILE, field: '', line, message: `${CONFIG_FILE} (line ${line}) ${message}` };
}

function pathOf(issue: Issue): Path {
  return (issue.path ?? []).map((item) => item.key as string | number);
}

function toProblem(issue: Issue, body: ValueNode, places: Places): ConfigProblem {
  const path = pathOf(issue);
  const field = nameOf(path, body, places);
  const line = lineOf(body, path);
  return { file: CONFIG_FILE, field, line, message: `\`${field}\` (line ${line}) ${explain(issue, path, body)}` };
}

function explain(issue: Issue, path: Path, body: ValueNode): string {
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const known = Object.keys(fieldsBeside(path)).filter((name) => name !== '$schema');
    const [near] = nearest(String(path.at(-1)), known, 1);
    return `is not a field of ${CONFIG_FILE} and is ignored; ${near === undefined ? `known here: ${known.join(', ')}` : `did you mean \`${near}\`?`}`;
  }
  const missing = find(body, path) === undefined;
  const inList = path.some((key) => typeof key === 'number');
  const isNeeded = inList && (fieldsBeside(path)[path.at(-1)!]?.type ?? 'optional') !== 'optional';
  const effect =
    missing || isNeeded || typeof path.at(-1) === 'number' ? 'This entry is left out.' : inList ? 'It is ignored.' : 'Its default is used.';
  return `${missing ? 'is missing' : issue.message.replace(/\.$/, '')}. ${effect}`;
}

interface Schema {
  readonly type: string;
  readonly wrapped?: Schema;
  readonly item?: Schema;
  readonly value?: Schema;
  readonly entries?: Readonly<Record<string, Schema>>;
}

/** What the schema knows in the object that the last key of `path` is in. */
function fieldsBeside(path: Path): Readonly<Record<string, Schema>> {
  const unwrap = (schema: Schema | undefined): Schema | undefined => (schema?.wrapped === undefined ? schema : unwrap(schema.wrapped));
  let schema = unwrap(configFile);
  for (const key of path.slice(0, -1)) schema = unwrap(typeof key === 'number' ? schema?.item : (schema?.entries?.[key] ?? schema?.value));
  return schema?.entries ?? {};
}

/** Where each entry of a list was written, from 0: taking broken ones out moves the others. */
type Places = ReadonlyMap<ValueNode, number>;

function placesOf(node: ValueNode, places = new Map<ValueNode, number>()): Places {
  if (node.type === 'Object') for (const member of node.members) placesOf(member.value, places);
  if (node.type === 'Array') {
    for (const [index, { value }] of node.elements.entries()) placesOf(value, places.set(value, index));
  }
  return places;
}

/** `budgets[0].budget.median` */
function nameOf(path: Path, body: ValueNode, places: Places): string {
  let name = '';
  for (const [depth, key] of path.entries()) {
    const node = find(body, path.slice(0, depth + 1));
    if (typeof key === 'number') name += `[${(node && places.get(node)) ?? key}]`;
    else name += name === '' ? key : `.${key}`;
  }
  return name;
}

function find(node: ValueNode | undefined, path: Path): ValueNode | undefined {
  let current = node;
  for (const key of path) {
    if (current?.type === 'Array' && typeof key === 'number') current = current.elements[key]?.value;
    // The last of equal names counts, as in JSON.parse.
    else if (current?.type === 'Object') current = current.members.findLast((member) => evaluate(member.name) === key)?.value;
    else return undefined;
  }
  return current;
}

/** The line of the value, or of the nearest thing around it where the value is missing. */
function lineOf(body: ValueNode, path: Path): number {
  for (let length = path.length; length >= 0; length--) {
    const node = find(body, path.slice(0, length));
    if (node !== undefined) return node.loc.start.line;
  }
  return 1;
}

/** Takes the value out of the tree; where it is missing, what it is missing from. False when there was nothing to take out. */
function remove(body: ValueNode, path: Path): boolean {
  const key = path.at(-1);
  if (key === undefined) return false;
  const parent = find(body, path.slice(0, -1));
  // Taken out already, together with what it was in.
  if (parent === undefined) return false;
  if (find(parent, [key]) === undefined) return remove(body, path.slice(0, -1));
  if (parent.type === 'Array') parent.elements.splice(Number(key), 1);
  else if (parent.type === 'Object') parent.members = parent.members.filter((member) => evaluate(member.name) !== key);
  return true;
}
