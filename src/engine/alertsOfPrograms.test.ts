import { spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { silentLog } from '../base/log.ts';
import { createEngine } from './engine.ts';

it.runIf(process.platform === 'linux')('a rule on programs fires for each of two that run, and is over for one that ends', async () => {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'laptime-alerts-of-programs-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));
  const rule = { id: 'memory', title: 'Memory', metric: 'program.memory', above: 0, for: '0 s' };
  writeFileSync(path.join(root, 'laptime.config.json'), JSON.stringify({ alerts: { defaults: false, groupWait: '0 s', rules: [rule] } }));
  const engine = createEngine({
    ...{ root, distFolder: root, laptimeVersion: '0.0.0', source: 'cli', log: silentLog, clock: systemClock },
  });
  onTestFinished(() => engine.dispose());
  const start = (name: string) => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', name], { stdio: 'ignore' });
    onTestFinished(() => void child.kill('SIGKILL'));
    return child;
  };
  const [web, worker] = [start('web'), start('worker')];
  const programs = await engine.programs();
  for (const { pid } of [web, worker]) await programs.attach(pid!, 'outside', new AbortController().signal);
  const desk = await engine.openAlertDesk({ watches: true });
  onTestFinished(() => desk.dispose());
  const told: string[] = [];
  desk.onMessage(({ notices }) => told.push(...notices.map(({ alert, kind }) => `${kind} ${alert.labels['pid']}`)));
  const firing = () => desk.active().filter(({ state }) => state === 'firing');
  await expect.poll(() => firing().map(({ labels }) => labels['pid'])).toEqual(expect.arrayContaining([`${web.pid}`, `${worker.pid}`]));
  expect(firing()).toHaveLength(2);
  expect(firing().find(({ labels }) => labels['pid'] === `${worker.pid}`)!.labels['program']).toMatch(/worker$/);
  worker.kill('SIGKILL');
  await expect.poll(() => firing().map(({ labels }) => labels['pid'])).toEqual([`${web.pid}`]);
  expect(told.toSorted()).toEqual([`fired ${web.pid}`, `fired ${worker.pid}`, `resolved ${worker.pid}`].toSorted());
});
