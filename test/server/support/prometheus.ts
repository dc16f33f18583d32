import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { cacheFolders, writableCache } from '../../../.ci/setup/cache.mjs';
import { Problem, problemFrom } from '../../../.ci/setup/problem.mjs';
import { run } from '../../../.ci/setup/run.mjs';

const executable = 'prometheus/usr/bin/prometheus';

/** Prometheus, as `PROMETHEUS` names it, or from Debian's package, which is unpacked in the cache: nothing is installed or started. */
export async function ensurePrometheus(): Promise<string> {
  const named = process.env['PROMETHEUS'];
  if (named !== undefined && named !== '') return named;
  const found = cacheFolders()
    .map((folder) => path.join(folder, executable))
    .find(existsSync);
  if (found !== undefined) return found;
  const remedy = 'set PROMETHEUS to its executable, and run again.';
  if (!(await run('apt-get', ['--version'])).ok) throw new Problem(`No Prometheus was found: ${remedy}`);
  const cache = writableCache();
  const temporary = mkdtempSync(path.join(cache, '.new-'));
  try {
    console.error('Bringing Prometheus by apt-get (about 20 MB, once)');
    let downloaded = await run('apt-get', ['download', 'prometheus'], { cwd: temporary });
    // Lists of packages that are too old, or not there yet.
    if (!downloaded.ok && process.getuid?.() === 0) {
      await run('apt-get', ['update']);
      downloaded = await run('apt-get', ['download', 'prometheus'], { cwd: temporary });
    }
    if (!downloaded.ok) throw problemFrom('Prometheus', downloaded.output, cache);
    const unpacked = path.join(temporary, 'unpacked');
    mkdirSync(unpacked);
    const done = await run('sh', ['-c', 'dpkg-deb --extract prometheus_*.deb unpacked'], { cwd: temporary });
    if (!done.ok) throw problemFrom('Prometheus', done.output, cache);
    const folder = path.join(cache, 'prometheus');
    if (!existsSync(folder)) renameSync(unpacked, folder);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return path.join(cache, executable);
}
