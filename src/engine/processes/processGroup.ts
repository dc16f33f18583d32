import { execFile, spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { Disposable } from '../../base/lifecycle.ts';
import type { Log } from '../../base/log.ts';

/** Ends a process and all that it started, at once. On POSIX the process must lead a group of its own. */
export function killGroup(pid: number): void {
  if (process.platform === 'win32') {
    execFile('taskkill', ['/PID', String(pid), '/T', '/F'], { windowsHide: true }, () => {});
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nobody of the group is left.
  }
}

/** Knows the groups that must not outlive this process. */
export interface Keeper extends Disposable {
  /** `mark` is in the environment of the process: what it starts in other groups is found by it. */
  add(pid: number, mark: string): void;
  remove(pid: number): void;
}

/**
 * Starts the process that ends the groups when this one is gone, also by `kill -9`. Should it die itself, it is started
 * again with the groups that there are.
 */
export function startKeeper(options: { readonly distFolder: string; readonly nodeExecutable: string; readonly log: Log }): Keeper {
  const groups = new Map<number, string>();
  let disposed = false;
  let child: ChildProcess | undefined = start();

  function start(): ChildProcess {
    const started = spawn(options.nodeExecutable, [path.join(options.distFolder, 'keeper.js')], {
      stdio: ['pipe', 'ignore', 'ignore'],
      // Out of the group of the terminal, whose signals would end it first.
      detached: true,
      windowsHide: true,
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    started.stdin?.on('error', () => {});
    started.on('error', (error) => options.log.error(error));
    started.on('exit', (code, signal) => {
      if (disposed) return;
      options.log.warn(`keeper ended with ${signal ?? `code ${code}`}`);
      // The next group starts another, so that one that cannot live is not started for ever.
      child = undefined;
    });
    started.unref();
    for (const [pid, mark] of groups) started.stdin?.write(`+${pid} ${mark}\n`);
    return started;
  }

  return {
    add(pid, mark) {
      groups.set(pid, mark);
      if (child) child.stdin?.write(`+${pid} ${mark}\n`);
      else child = start();
    },
    remove(pid) {
      groups.delete(pid);
      child?.stdin?.write(`-${pid}\n`);
    },
    dispose() {
      disposed = true;
      for (const pid of groups.keys()) killGroup(pid);
      child?.stdin?.end();
    },
  };
}
