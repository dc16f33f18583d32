import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './cache.mjs';

const folder = path.join(root, '.laptime-cache/setup.lock');
const pidFile = path.join(folder, 'pid');

function holderIsAlive() {
  try {
    process.kill(Number(readFileSync(pidFile, 'utf8')), 0);
    return true;
  } catch (error) {
    // No pid yet: just taken, unless whoever took it died in between.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') return false;
    try {
      return Date.now() - statSync(folder).mtimeMs < 5000;
    } catch {
      return false;
    }
  }
}

/**
 * Runs `work` while no other set-up of this repository runs. A lock whose holder died is taken over.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(work) {
  mkdirSync(path.dirname(folder), { recursive: true });
  for (let told = false; ;) {
    try {
      mkdirSync(folder);
      break;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    }
    if (!holderIsAlive()) rmSync(folder, { recursive: true, force: true });
    else {
      if (!told) console.error(`Waiting for another set-up of this folder (if there is none, remove ${folder})`);
      told = true;
      await sleep(100);
    }
  }
  const release = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', release);
  writeFileSync(pidFile, String(process.pid));
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}
