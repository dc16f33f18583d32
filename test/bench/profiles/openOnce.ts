// node openOnce.ts FILE: opens a profile as the editor does, in a process of its own, and prints what that took as JSON.
import path from 'node:path';
import { openProfile } from '../../../src/engine/profiling/opening/openProfile.ts';
import type { FlameView, FunctionQuery } from '../../../src/protocol/profile.ts';
import { distFolder } from '../dist.ts';
import type { OpenedOnce } from './profiles.ts';

const [COLUMNS, ROWS, TABLE_ROWS] = [1400, 50, 40];
/** As they are typed, letter after letter: some find much, some little. */
const typed = ['v', 'vi', 'vis', 'visi', 'c', 'ch', 'che', 'check', 'layer4', '.js'];

const file = process.argv[2]!;
const never = new AbortController().signal;
const view: FlameView = { kind: 'heavy', range: null };
const strip: FlameView = { kind: 'time' };
const query: FunctionQuery = { range: null, sortBy: 'self', descending: true, text: '', offset: 0, limit: TABLE_ROWS };

const beganAt = performance.now();
const opened = await openProfile(
  { workerFile: path.join(distFolder, 'workers/profile.js'), lifetime: never },
  { file, baseline: null, root: path.dirname(file) },
  never,
);
const { session } = opened;
// What a page asks before it shows anything: the graph, and the strip above it, which is in the order of time.
const [summary, size, time] = await Promise.all([session.summary(null), session.size(view), session.size(strip)]);
const [tile] = await Promise.all([
  session.tile(view, { from: 0, to: size.end, firstRow: 0, endRow: ROWS, columns: COLUMNS }),
  session.tile(strip, { from: 0, to: time.end, firstRow: 0, endRow: time.rows, columns: COLUMNS }),
]);
await Promise.all([session.functions(tile.functionIds), session.table(query), session.packages(null), session.hottestPath(null)]);
const usableMs = performance.now() - beganAt;
const usableRssBytes = process.resourceUsage().maxRSS * 1024;

const filterMs: number[] = [];
for (const text of typed) {
  const startedAt = performance.now();
  const [{ functions }] = await Promise.all([session.search(text), session.table({ ...query, text })]);
  filterMs.push(performance.now() - startedAt);
  if (!Number.isInteger(functions)) throw new Error(`nothing was answered for ${text}`);
}
if (tile.nodes.length === 0 || summary.samples === 0) throw new Error('nothing was drawn');
opened.dispose();

const result: OpenedOnce = {
  usableMs,
  peakBytes: usableRssBytes,
  filterMs: Math.max(...filterMs),
  samples: summary.samples,
  rows: size.rows,
};
process.stdout.write(JSON.stringify(result));
