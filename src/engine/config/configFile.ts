import * as v from 'valibot';
import { parseBytes, parseDuration, parsePercent, parseRate } from '../../base/units.ts';
import { USUAL_MODE } from '../../model/mode.ts';
import { alerts } from './alertsSection.ts';
import { between, choice, count, flag, insideRoot, orNull, quantity, text } from './configFields.ts';
import { defaultModes } from './defaultModes.ts';
import { modes } from './modesSection.ts';
import { monitoring } from './monitoringSection.ts';
import { node } from './nodeSection.ts';

/*
 * `laptime.config.json` as users write it. The JSON Schema in docs/ is made from this, so every field has a description;
 * what a message says follows the name of the field: "`timeout` must be …".
 */

const globs = (description: string) =>
  v.pipe(
    v.array(v.pipe(text('A glob relative to the workspace folder.'), insideRoot), 'must be a list of globs'),
    v.description(description),
  );

const budget = v.pipe(
  v.strictObject(
    {
      median: v.optional(quantity(parseDuration, 'The most that the median of one iteration may take.', '2 ms')),
      p99: v.optional(quantity(parseDuration, 'The most that 99 of 100 iterations may take.', '5 ms')),
      heap: v.optional(quantity(parseBytes, 'The most that one iteration may allocate on the JavaScript heap.', '1 MB')),
      ops: v.optional(quantity(parseRate, 'The fewest operations per second.', '50 k ops/s')),
    },
    'must be an object like { "median": "2 ms" }',
  ),
  v.description('Limits. One is broken only when the whole interval is over it, not just the measured value.'),
);

const budgets = v.pipe(
  v.array(
    v.strictObject(
      { match: text('A glob over bench files, or over the ids of benchmarks ("src/sort.bench.ts > sort > *").'), budget },
      'must be an object with "match" and "budget"',
    ),
    'must be a list of objects with "match" and "budget"',
  ),
  v.description('Limits that benchmarks must keep. A budget in the bench file wins over one given here; a broken one fails the run.'),
);

const retention = v.pipe(
  v.strictObject(
    {
      maxRuns: v.optional(orNull(count, 'How many runs are kept; the oldest are removed first. Null keeps all.'), 500),
      maxComparisons: v.optional(orNull(count, 'How many comparisons are kept; the oldest are removed first. Null keeps all.'), 100),
      maxAgeDays: v.optional(orNull(count, 'How many days a run or a comparison is kept. Null keeps it for ever.'), null),
    },
    'must be an object with "maxRuns", "maxComparisons" or "maxAgeDays"',
  ),
  v.description('How much history is kept. Older runs and comparisons are removed when a new one is stored.'),
);

const days = 'must be a whole number of days, from 1';

const revisions = v.pipe(
  v.strictObject(
    {
      build: v.optional(
        orNull(
          text('A command.'),
          'A shell command that builds a commit before it is measured, like "npm run build". It runs in the workspace folder of the checkout, never in yours. Null: nothing is to be built.',
        ),
        null,
      ),
      installScripts: v.optional(
        flag(
          'Whether the packages that a commit depends on may run their install scripts, where they are installed because yours are others. Without them some packages with native parts do not work.',
        ),
        false,
      ),
      maxCacheSize: v.optional(
        quantity(
          between(parseBytes, '10 MB', '10 TB'),
          'The most that the checkouts of this repository may take on the disk, their dependencies included, from "10 MB" to "10 TB". Those used longest ago are removed first.',
          '5 GB',
        ),
        '5 GB',
      ),
      maxCacheAgeDays: v.optional(
        v.pipe(
          v.number(days),
          v.integer(days),
          v.minValue(1, days),
          v.description('How many days a checkout is kept after it was last used.'),
        ),
        30,
      ),
    },
    'must be an object with "build", "installScripts", "maxCacheSize" or "maxCacheAgeDays"',
  ),
  v.description('How commits are made ready to be measured: in folders of their own in the cache of your system.'),
);

const margin = (description: string) => quantity(between(parsePercent, '0.1 %', '50 %'), `${description} From "0.1 %" to "50 %".`, '2 %');

const compare = v.pipe(
  v.strictObject(
    {
      time: v.optional(
        quantity(
          between(parseDuration, '1 s', '60 min'),
          'The most time for the comparison of one benchmark, from "1 s" to "60 min". It ends earlier with a verdict.',
          '10 s',
        ),
        '10 s',
      ),
      margin: v.optional(margin('Changes up to this share do not matter: within it, two revisions are the same.'), '2 %'),
      margins: v.optional(
        v.pipe(
          v.array(
            v.strictObject(
              {
                match: text('A glob over bench files, or over the ids of benchmarks ("src/sort.bench.ts > sort > *").'),
                margin: margin('Changes of these benchmarks up to this share do not matter.'),
              },
              'must be an object with "match" and "margin"',
            ),
            'must be a list of objects with "match" and "margin"',
          ),
          v.description('Margins of some benchmarks; the last that matches counts.'),
        ),
        [],
      ),
    },
    'must be an object with "time", "margin" or "margins"',
  ),
  v.description('How revisions are compared.'),
);

const bisect = v.pipe(
  v.strictObject(
    {
      time: v.optional(
        quantity(
          between(parseDuration, '100 ms', '60 min'),
          'Of one run at one commit, from "100 ms" to "60 min". More tells more where the machine is noisy.',
          '5 s',
        ),
        '5 s',
      ),
      threshold: v.optional(
        quantity(between(parsePercent, '0.1 %', '1000 %'), 'The smallest slowdown that is looked for, from "0.1 %" to "1000 %".', '5 %'),
        '5 %',
      ),
    },
    'must be an object with "time" or "threshold"',
  ),
  v.description('How the commit that made a benchmark slower is searched.'),
);

const profiling = v.pipe(
  v.strictObject(
    {
      time: v.optional(
        quantity(
          between(parseDuration, '100 ms', '10 min'),
          'How long a benchmark is recorded, from "100 ms" to "10 min". One that takes few samples in that time is recorded for longer.',
          '2 s',
        ),
        '2 s',
      ),
      interval: v.optional(
        quantity(
          between(parseDuration, '100 us', '1 ms'),
          'The time from one sample of a CPU profile to the next, from "100 us" to "1 ms". Shorter tells more and slows more.',
          '200 us',
        ),
        '200 us',
      ),
      heapInterval: v.optional(
        quantity(
          between(parseBytes, '1 KiB', '16 MiB'),
          'How much is allocated from one sample of a heap profile to the next, from "1 KiB" to "16 MiB".',
          '32 KiB',
        ),
        '32 KiB',
      ),
    },
    'must be an object with "time", "interval" or "heapInterval"',
  ),
  v.description('How profiles are recorded.'),
);

const hints = v.pipe(
  v.strictObject(
    {
      level: v.optional(
        choice(
          ['conservative', 'balanced', 'aggressive', 'maximum'],
          'Which hints are shown. "conservative": only on lines that a profile says are hot; "balanced": also what is slow wherever it stands; "aggressive": also where a profile says that it hardly matters; "maximum": also what gains little.',
        ),
        'balanced',
      ),
      rules: v.optional(
        v.pipe(
          v.record(v.string(), flag('Whether the rule is looked at.'), 'must be an object like { "no-await-in-loop": false }'),
          v.description('Rules by their ids: false turns one off, like { "no-await-in-loop": false }.'),
        ),
        {},
      ),
      files: v.optional(globs('Globs of the files that are looked at. What git ignores never is.'), [
        '**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx,vue,svelte}',
        '**/tsconfig*.json',
      ]),
      exclude: v.optional(globs('Globs of files that are not looked at although `files` matches them.'), []),
      baseline: v.optional(
        orNull(
          v.pipe(text('A path.'), insideRoot),
          'Path of a file with hints that are known and not shown, relative to the workspace folder. `laptime hints --update-baseline` writes it. Null: all are shown.',
        ),
        null,
      ),
    },
    'must be an object with "level", "rules", "files", "exclude" or "baseline"',
  ),
  v.description('What in the code is told to be slow.'),
);

export const configFile = v.pipe(
  v.strictObject(
    {
      $schema: v.optional(v.pipe(v.string('must be text'), v.description('Where the JSON Schema of this file is.'))),
      benchmarks: v.optional(globs('Globs of the bench files.'), ['**/*.bench.{js,mjs,cjs,jsx,ts,mts,cts,tsx}']),
      exclude: v.optional(globs('Globs of files that are not bench files although `benchmarks` matches them.'), []),
      preset: v.optional(
        choice(['quick', 'standard', 'thorough'], 'How long and how exactly to measure, unless a run says otherwise.'),
        'standard',
      ),
      time: v.optional(
        orNull(
          quantity(between(parseDuration, '100 ms', '60 min'), 'A time.', '20 s'),
          'Time for one benchmark, process starts included, from "100 ms" to "60 min". Null: what the preset says.',
        ),
        null,
      ),
      loader: v.optional(
        choice(
          ['auto', 'native', 'vite'],
          'How the modules of the workspace are loaded: by Node.js itself, by the Vite of the workspace, or by Vite only where a file needs its aliases or plugins.',
        ),
        'auto',
      ),
      node: v.optional(node, {}),
      timeout: v.optional(
        quantity(
          between(parseDuration, '100 ms', '600 min'),
          'A benchmark that says nothing for so long is ended and fails alone; starting Node.js and loading the file may take 30 s in any case. From "100 ms" to "600 min".',
          '30 s',
        ),
        '30 s',
      ),
      memoryLimit: v.optional(
        quantity(
          between(parseBytes, '16 MB', '1 TB'),
          'The most that a benchmark may have on the JavaScript heap, from "16 MB" to "1 TB".',
          '2 GB',
        ),
        '2 GB',
      ),
      budgets: v.optional(budgets, []),
      retention: v.optional(retention, {}),
      compare: v.optional(compare, {}),
      bisect: v.optional(bisect, {}),
      revisions: v.optional(revisions, {}),
      profiling: v.optional(profiling, {}),
      hints: v.optional(hints, {}),
      alerts: v.optional(alerts, {}),
      monitoring: v.optional(monitoring, {}),
      mode: v.optional(text('The mode that counts where nobody has switched to another one with `laptime mode`.'), USUAL_MODE),
      modes: v.optional(modes, {}),
    },
    'must be an object',
  ),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const { mode, modes: own } = dataset.value;
    const known = [...new Set([...defaultModes.map(({ name }) => name), ...Object.keys(own)])];
    if (known.includes(mode)) return;
    const path = { type: 'object', origin: 'value', input: dataset.value, key: 'mode', value: mode } as const;
    addIssue({ message: `is '${mode}', which is no mode: ${known.join(', ')}`, path: [path] });
  }),
  v.title('Laptime'),
  v.description('What changes the results of benchmarks in this workspace, for the editor and the command line alike.'),
);

export type ConfigFile = v.InferOutput<typeof configFile>;
