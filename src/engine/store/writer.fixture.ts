/**
 * A process that measures, for tests: `node writer.fixture.ts FOLDER RUNS MEASUREMENTS [SAMPLES [COMPARISONS]]`. It tells on stdout, in one
 * line each, what is stored when the call has returned: `stored RUN BENCHMARK`, `finished RUN`, `compared COMPARISON`
 * for the comparisons after each run; and `problem …` where there is one.
 */
import { writeSync } from 'node:fs';
import { systemClock } from '../../base/clock.ts';
import { silentLog } from '../../base/log.ts';
import { wholeComparison } from './comparison.fixture.ts';
import { openStore } from './index.ts';
import { headerOf, measuredOf, nativeLoader, quietMachine } from './run.fixture.ts';

const [folder, runs, measurements, samples = '50', comparisons = '0'] = process.argv.slice(2) as [string, string, string, string?, string?];
// Not a stream: a line must be out before the process can be killed.
const tell = (line: string): unknown => writeSync(1, `${line}\n`);

const store = openStore({ folder, log: silentLog, clock: systemClock });
for (let run = 0; run < Number(runs); run++) {
  const header = headerOf({ startedAtMs: Date.now() });
  store.begin(header);
  for (let index = 0; index < Number(measurements); index++) {
    store.addMeasurement(header.id, measuredOf(`b${index}`, index + 1, Number(samples)), nativeLoader);
    if (store.problem() === null) tell(`stored ${header.id} b${index}`);
  }
  store.finish(header.id, { state: 'complete', durationMs: 5, machine: quietMachine });
  const problem = store.problem();
  tell(problem === null ? `finished ${header.id}` : `problem ${problem.code} ${problem.message}`);
  for (let index = 0; index < Number(comparisons); index++) {
    const comparison = wholeComparison({ startedAtMs: Date.now() });
    store.addComparison(comparison);
    if (store.problem() === null) tell(`compared ${comparison.id}`);
  }
}
store.dispose();
