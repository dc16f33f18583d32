import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { silentLog } from '../base/log.ts';
import { createEngine } from './engine.ts';

function workspace(config: object): string {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'laptime-mode-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));
  execFileSync('git', ['init', '-q'], { cwd: root });
  writeFileSync(path.join(root, 'laptime.config.json'), JSON.stringify(config));
  return root;
}

function open(root: string) {
  const engine = createEngine({
    ...{ root, distFolder: root, laptimeVersion: '0.0.0', source: 'cli', log: silentLog, clock: systemClock },
  });
  onTestFinished(() => engine.dispose());
  return engine;
}

const rule = { id: 'tick', metric: 'machine.memory.used', above: 0, for: '0 s' };

describe('switching the mode', () => {
  it('changes how often is collected at once, and leaves a mark', async () => {
    const engine = open(workspace({ modes: { near: { every: '250 ms' } } }));
    const seen: string[] = [];
    engine.onMode(({ name }) => seen.push(name));
    const need = engine.monitor.need({ subjects: ['machine'] });
    await expect.poll(() => engine.monitor.latest(), { timeout: 20_000 }).not.toBeNull();
    expect(engine.monitor.everyMs()).toBe(1000);
    await engine.switchMode('near');
    expect(engine.monitor.everyMs()).toBe(250);
    expect(seen).toEqual(['near']);
    expect(engine.monitor.marks().map(({ kind, title }) => [kind, title])).toEqual([['mode', 'Mode near']]);
    await expect(engine.switchMode('nearer')).rejects.toThrow("There is no mode 'nearer'");
    need.dispose();
  });

  it('is seen by other processes while they collect', async () => {
    const root = workspace({});
    const [one, other] = [open(root), open(root)];
    const seen: string[] = [];
    other.onMode(({ name }) => seen.push(name));
    other.monitor.need({ everyMs: 250, subjects: ['machine'] });
    await expect.poll(() => other.monitor.latest(), { timeout: 20_000 }).not.toBeNull();
    await one.switchMode('testing');
    await expect.poll(() => seen, { timeout: 20_000 }).toEqual(['testing']);
    expect((await other.modes()).current.name).toBe('testing');
  });

  it('has an open desk go on by the rules of the mode, with the alerts that go on', async () => {
    const engine = open(
      workspace({ alerts: { defaults: false, rules: [rule] }, modes: { strict: { alerts: [{ ...rule, id: 'more' }] } } }),
    );
    const desk = await engine.openAlertDesk({ watches: true });
    onTestFinished(() => desk.dispose());
    const idsOf = () =>
      desk
        .active()
        .map((alert) => alert.rule)
        .toSorted();
    await expect.poll(idsOf, { timeout: 20_000 }).toEqual(['tick']);
    await expect.poll(() => desk.active()[0]?.state, { timeout: 20_000 }).toBe('firing');
    const [{ id } = { id: '' }] = desk.active();
    await engine.switchMode('strict');
    await expect.poll(idsOf, { timeout: 20_000 }).toEqual(['more', 'tick']);
    expect(desk.active().find((alert) => alert.rule === 'tick')).toMatchObject({ id, state: 'firing' });
  });
});
