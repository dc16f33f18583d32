/**
 * A process that checks a revision out, for tests: `node checkOut.fixture.ts ROOT CACHE REVISION`. It tells each step on stdout
 * in a line, and at the end `done FOLDER` or `failed CODE`.
 */
import { writeSync } from 'node:fs';
import path from 'node:path';
import { systemClock } from '../../base/clock.ts';
import { isUserError } from '../../base/errors.ts';
import { silentLog } from '../../base/log.ts';
import { defaultConfig } from '../config/index.ts';
import { createRevisions } from './index.ts';

const [root, cacheFolder, name] = process.argv.slice(2) as [string, string, string];
const { signal } = new AbortController();
// Not a stream: a line must be out before the process can be killed.
const tell = (line: string): unknown => writeSync(1, `${line}\n`);

const distFolder = path.resolve(import.meta.dirname, '../../../dist');
const revisions = createRevisions({ root, distFolder, cacheFolder, log: silentLog, clock: systemClock });
const env = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
const node = { executable: process.execPath, version: process.versions.node, env, source: 'path' as const };
try {
  const request = { node, config: defaultConfig().revisions };
  const checkout = await revisions.checkOut(await revisions.resolve(name, signal), request, (step) => tell(step.kind), signal);
  tell(`done ${checkout.root}`);
} catch (error) {
  tell(`failed ${isUserError(error) ? error.code : String(error)}`);
}
