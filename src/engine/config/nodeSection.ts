import * as v from 'valibot';
import { orNull, text } from './configFields.ts';

export const nodeFlags = v.pipe(
  v.array(text('A flag.'), 'must be a list of texts, like ["--expose-gc"]'),
  v.description('Flags for the Node.js processes that run benchmarks, like ["--expose-gc"].'),
);

export const nodeEnv = v.pipe(
  v.record(
    v.pipe(
      v.string(),
      v.check((name) => /^[^=\0]+$/.test(name), 'is not a name that an environment variable can have'),
    ),
    v.pipe(
      v.string('must be text'),
      v.check((value) => !value.includes('\0'), 'must not contain a null character'),
    ),
    'must be an object of names and texts',
  ),
  v.description('Environment variables for the processes that run benchmarks, added to those of your shell.'),
);

export const node = v.pipe(
  v.strictObject(
    {
      executable: v.optional(
        orNull(
          text('A path.'),
          'Path of the Node.js executable, relative to the workspace folder or absolute. Null: `node` as your shell finds it.',
        ),
        null,
      ),
      flags: v.optional(nodeFlags, []),
      env: v.optional(nodeEnv, {}),
    },
    'must be an object with "executable", "flags" or "env"',
  ),
  v.description('The Node.js that runs the benchmarks: 20 or later.'),
);
