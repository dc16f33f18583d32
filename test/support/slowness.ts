import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** What starting and ending a Node process takes on a machine that does nothing else. */
const USUAL_MS = 50;

/**
 * How many times slower than usual this machine is now, at least 1: the slowest of some starts of Node. What must be over within a second
 * may take so many seconds on a machine that does much else.
 */
export function slowness(): number {
  let slowestMs = USUAL_MS;
  for (let start = 0; start < 5; start++) {
    const beganMs = performance.now();
    spawnSync(process.execPath, ['-e', '0'], { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } });
    slowestMs = Math.max(slowestMs, performance.now() - beganMs);
  }
  return slowestMs / USUAL_MS;
}

/** Waits until something is over, for so long on a machine that does nothing else. */
export async function waitWithin(ms: number, isOver: () => boolean): Promise<void> {
  const beganMs = performance.now();
  let limitMs = ms;
  while (!isOver()) {
    const passedMs = performance.now() - beganMs;
    if (passedMs > limitMs && passedMs > (limitMs = ms * slowness())) return;
    await sleep(20);
  }
}
