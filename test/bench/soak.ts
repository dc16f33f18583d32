import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { formatBytes } from '../../src/base/units.ts';
import type { SoakResult } from '../server/support/soak.ts';
import type { Row, Section } from './section.ts';

const SECONDS = 600;
const MOST_GROWTH_BYTES = 5e6;

/** Ten minutes of what an editor that is left open does. */
export const soak: Section = {
  name: 'soak',
  title: 'Watching for long',
  method: `${SECONDS / 60} minutes of metrics at one a second in a process of their own, with rules that fire and end, the store, the local server and a client of its stream. Memory after forced garbage collections, from the second minute to the last.`,
  run: () => {
    const script = path.join(import.meta.dirname, '..', 'server', 'support', 'soak.ts');
    const { stdout, status } = spawnSync(process.execPath, ['--expose-gc', script, String(SECONDS), '1'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (status !== 0) throw new Error(`the soak ended with ${status}`);
    return Promise.resolve(rowsOf(JSON.parse(stdout) as SoakResult));
  },
};

function rowsOf({ ticks, streamed, sleeps, unexplainedGaps, growthBytes, left }: SoakResult): Row[] {
  const row = (label: string, value: string, target: string, met: boolean): Row => ({ label, value, interval: '', target, met });
  return [
    row(
      'growth of memory',
      formatBytes(Math.max(growthBytes, 0)),
      `under ${formatBytes(MOST_GROWTH_BYTES)}`,
      growthBytes < MOST_GROWTH_BYTES,
    ),
    row('collections, of those due', `${ticks} of ${SECONDS}`, '', true),
    row('messages of the stream that were lost', String(Math.max(ticks - streamed, 0)), 'at most 2, at its ends', ticks - streamed <= 2),
    row('gaps without a mark', String(unexplainedGaps), 'none', unexplainedGaps === 0),
    row('times that the machine slept or stood still', String(sleeps), '', true),
    row('timers and sockets left after the end', left.length === 0 ? 'none' : left.join(', '), 'none', left.length === 0),
  ];
}
