// Leaves a trace when it is executed, beside the workspace, which tests copy: finding and reading benchmarks must not.
import { writeFileSync } from 'node:fs';
import { bench } from 'laptime';

writeFileSync(new URL('../../executed.txt', import.meta.url), 'executed\n');

bench('trace', () => 1);
