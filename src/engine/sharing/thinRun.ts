import type { Block, Failure, Measurement, Summary } from '../../model/measurement.ts';
import type { Run } from '../../model/run.ts';
import { median, sorted } from '../stats/index.ts';
import { withoutFolders } from './withoutFolders.ts';

/** Numbers of blocks and summaries are kept to a ten-millionth: more digits would be noise, and take half of the room. */
const DIGITS = 7;
const LONGEST_MESSAGE = 300;

/**
 * What of a run is shared. Of each block the median stands for its samples: intervals, comparisons and histories come out
 * the same. What was printed, stacks, and paths outside of the workspace stay on the machine where they arose.
 */
export function thinRun(run: Run): Run {
  return {
    ...run,
    environment: { ...run.environment, nodeFlags: run.environment.nodeFlags.map(withoutFolders) },
    measurements: run.measurements.map(thinMeasurement),
    fileFailures: run.fileFailures.map(({ file, failure }) => ({ file, failure: thinFailure(failure), output: '' })),
  };
}

function thinMeasurement(measurement: Measurement): Measurement {
  if (measurement.state === 'skipped') return { ...measurement, output: '' };
  const blocks = measurement.blocks.map(thinBlock);
  return measurement.state === 'measured'
    ? { ...measurement, output: '', blocks, summary: thinSummary(measurement.summary) }
    : {
        ...measurement,
        output: '',
        blocks,
        summary: measurement.summary && thinSummary(measurement.summary),
        failure: thinFailure(measurement.failure),
      };
}

function thinBlock(block: Block): Block {
  const last = block.sampleAtMs.at(-1);
  return {
    ...rounded(block),
    samplesNs: last === undefined ? [] : [round(median(sorted(block.samplesNs)))],
    sampleAtMs: last === undefined ? [] : [round(last)],
  };
}

const thinSummary = (summary: Summary): Summary => ({
  ...rounded(summary),
  intervalNs: summary.intervalNs && rounded(summary.intervalNs),
});

function thinFailure({ kind, message, location }: Failure): Failure {
  const isInside = location !== null && !/^(?:[/\\]|[a-z]:|\w+:)/i.test(location.file) && !location.file.split(/[/\\]/).includes('..');
  const said = withoutFolders(message.split('\n', 1)[0]!).slice(0, LONGEST_MESSAGE);
  return { kind, message: said, stack: '', location: isInside ? location : null };
}

const round = (value: number) => (Number.isFinite(value) && !Number.isInteger(value) ? Number(value.toPrecision(DIGITS)) : value);

/** The numbers among the fields, not those deeper in. */
function rounded<T extends object>(object: T): T {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]: [string, unknown]) => [name, typeof value === 'number' ? round(value) : value]),
  ) as T;
}
