import * as v from 'valibot';

// What the published formats have in common. Their JSON Schemas are made from this, so every field has a description.

export const described = <S extends v.GenericSchema>(schema: S, description: string) => v.pipe(schema, v.description(description));

export const text = (description: string) => described(v.string(), description);
export const number = (description: string) => described(v.number(), description);
export const count = (description: string) => v.pipe(v.number(), v.integer(), v.minValue(0), v.description(description));
export const share = (description: string) => v.pipe(v.number(), v.minValue(0), v.maxValue(1), v.description(description));
export const flag = (description: string) => described(v.boolean(), description);
export const orNull = <S extends v.GenericSchema>(schema: S, description: string) => described(v.nullable(schema), description);
export const list = <S extends v.GenericSchema>(schema: S, description: string) => described(v.array(schema), description);

/** What a file is: the first fields of all. */
export const formatFields = <Name extends string>(name: Name) => ({
  format: described(v.literal(name), 'What this file is.'),
  version: described(v.literal(1), 'Raised by changes that could break a reader.'),
});

/** When it ran, and how far it came. */
export const runFields = {
  id: text('UUID.'),
  startedAt: text('ISO 8601, UTC.'),
  durationMs: number('Wall time, ms.'),
  state: described(v.picklist(['running', 'complete', 'cancelled', 'interrupted']), 'How far it came.'),
};

export const interval = v.strictObject({
  low: number('Low end.'),
  high: number('High end.'),
  confidence: share('0.99 for 99 %.'),
});

const location = v.strictObject({
  file: text('Relative to the workspace folder where inside it, with /.'),
  line: number('From 1.'),
  column: number('From 1.'),
});

export const failure = v.strictObject({
  kind: described(
    v.picklist(['load', 'threw', 'timeout', 'exited', 'out-of-memory', 'crashed', 'over-budget', 'expectation', 'vanished']),
    'What happened.',
  ),
  message: text('In words.'),
  stack: text('Mapped to the source that was written; empty when there is none.'),
  location: orNull(location, 'Where in the source; null when unknown.'),
});

export const environment = v.strictObject({
  id: text('Only results with equal ids compare.'),
  cpuModel: text('As the system names it.'),
  cores: count('Logical cores.'),
  memoryBytes: number('Of the machine, or of the container.'),
  os: text('Name and version.'),
  arch: text('As Node names it.'),
  nodeVersion: text('Of the Node that ran the benchmarks.'),
  v8Version: text('Of its engine.'),
  nodeFlags: list(v.string(), 'Flags it was started with.'),
  mode: v.exactOptional(text('The mode that gave some of them, or variables; left out where none did.')),
  onBattery: orNull(v.boolean(), 'Null where it cannot be read.'),
  cpuGovernor: orNull(v.string(), 'Null where it cannot be read.'),
  container: flag('True inside a container.'),
});

/** What the machine did meanwhile. */
export const machineFields = {
  otherLoad: orNull(v.number(), 'Mean share of all cores used by other processes; null where it cannot be read.'),
  cpuPressure: orNull(v.number(), 'Share of the run in which programs waited for a core; null where it cannot be read.'),
  throttled: orNull(v.boolean(), 'True when the processor was slowed down, by heat or a limit; null where it cannot be read.'),
  machineWarnings: orNull(
    v.array(
      v.strictObject({
        code: text(
          'Stable name of what happened: busy-machine, cpu-pressure, stolen-cpu, throttled-cpu, short-memory, swapping, slow-clock.',
        ),
        message: text('What happened, how much, for how long, and what to do.'),
        value: number('The mean while it lasted: a share; of swapping bytes; of slow-clock MHz.'),
        extreme: number('The most while it lasted; of slow-clock the least.'),
        startedAt: text('When it began, ISO 8601.'),
        durationMs: number('How long it lasted in all.'),
      }),
    ),
    'What the machine did while times were taken that may be in them; null where that was not recorded.',
  ),
};

export const revisionFields = {
  commit: orNull(v.string(), 'Full hash; null outside git.'),
  branch: orNull(v.string(), 'Null outside git and on a detached head.'),
  dirtyHash: orNull(v.string(), 'Hash over the uncommitted changes; null when there are none.'),
};

export const warnings = list(
  v.strictObject({
    code: text('Stable name of the kind of warning.'),
    message: text('Advice in words.'),
    timeSeconds: orNull(v.number(), 'Seconds for one benchmark (--time) that it advises; null where it does not.'),
  }),
  'What to know beside the numbers.',
);

export const skipped = orNull(v.picklist(['skip', 'todo', 'only-elsewhere']), 'Why it was skipped; null when it was not.');

export const benchmarkIdText = text('File and names, joined by " > "; stable over moves of lines.');

/** What a benchmark is, besides its id. */
export const benchmarkFields = {
  file: text('Relative to the workspace folder, with /.'),
  path: list(v.string(), 'Names of the groups around it and its own, outermost first.'),
  api: described(
    v.picklist(['vitest', 'tinybench', 'mitata', 'laptime', 'other']),
    'The library it is declared with; other for an imported result.',
  ),
  line: orNull(v.number(), 'Where it is declared, from 1; null when unknown.'),
  column: orNull(v.number(), 'Where it is declared, from 1; null when unknown.'),
  parameters: orNull(v.record(v.string(), v.string()), 'Its parameters as text; null when it has none.'),
};
