import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadConfig, readChosenMode, writeChosenMode } from './index.ts';
import { readConfig } from './readConfig.ts';

function workspace(config?: object, { git = true } = {}): string {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'laptime-modes-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  if (git) execFileSync('git', ['init', '-q'], { cwd: root });
  if (config !== undefined) writeFileSync(path.join(root, 'laptime.config.json'), JSON.stringify(config));
  return root;
}

const load = async (config: object, mode?: string) => (await loadConfig(workspace(config), mode)).config;
const limitOf = ({ alerts }: Awaited<ReturnType<typeof load>>, id: string) => {
  const condition = alerts.rules.find((rule) => rule.id === id)?.condition;
  return condition?.kind === 'threshold' ? condition.above : undefined;
};

describe('modes', () => {
  it('are four that Laptime brings, of which the usual one changes nothing', async () => {
    const config = await load({ node: { env: { A: '1' } }, monitoring: { every: '3 s', points: 200 } });
    expect(config.modes.map(({ name }) => name)).toEqual(['development', 'testing', 'production', 'high-load']);
    expect(config.mode.name).toBe('development');
    expect(config.node).toMatchObject({ flags: [], env: { A: '1' } });
    expect(config.monitoring).toEqual({ everyMs: 3000, points: 200, minutesMaxAgeDays: 7, hoursMaxAgeDays: 365 });
  });

  it('change how often is collected, how long is kept, alerts, variables and flags', async () => {
    const file = { node: { flags: ['--expose-gc'], env: { NODE_ENV: 'mine', A: '1' } } };
    const production = await load(file, 'production');
    expect(production.monitoring).toMatchObject({ everyMs: 5000, points: 10_000, minutesMaxAgeDays: 30 });
    expect(production.node.env).toEqual({ NODE_ENV: 'production', A: '1' });
    expect([limitOf(await load(file), 'event-loop-blocked'), limitOf(production, 'event-loop-blocked')]).toEqual([0.25, 0.1]);
    const high = await load(file, 'high-load');
    expect(high.node).toMatchObject({ flags: ['--expose-gc', '--max-semi-space-size=64'], env: { UV_THREADPOOL_SIZE: '16' } });
  });

  it('are changed, added and chosen in the file', async () => {
    const file = {
      mode: 'staging',
      modes: {
        production: { every: '2 s', env: {} },
        staging: {
          about: 'Like it.',
          every: '250 ms',
          hoursMaxAgeDays: null,
          alerts: [{ id: 'cpu', metric: 'machine.cpu', above: '50 %' }],
        },
      },
    };
    const staging = await load(file);
    expect(staging.mode).toMatchObject({ name: 'staging', about: 'Like it.' });
    expect(staging.monitoring).toMatchObject({ everyMs: 250, hoursMaxAgeDays: null, minutesMaxAgeDays: 7 });
    expect(limitOf(staging, 'cpu')).toBe(0.5);
    const production = await load(file, 'production');
    expect(production.monitoring).toMatchObject({ everyMs: 2000, minutesMaxAgeDays: 30 });
    expect(production.node.env).toEqual({});
    expect(limitOf(production, 'cpu')).toBeUndefined();
  });

  it('leave rules alone that the file has, unless it says so of the mode', async () => {
    const rules = [{ id: 'event-loop-blocked', metric: 'program.eventLoop.blocked', above: 0.9 }];
    expect(limitOf(await load({ alerts: { rules } }, 'production'), 'event-loop-blocked')).toBe(0.9);
    const own = { production: { alerts: [{ ...rules[0], above: 0.05 }] } };
    expect(limitOf(await load({ alerts: { rules }, modes: own }, 'production'), 'event-loop-blocked')).toBe(0.05);
    expect((await load({ alerts: { defaults: false } }, 'production')).alerts.rules).toEqual([]);
  });

  it('tell what is wrong in the file, and go by the rest', () => {
    const { config, problems } = readConfig(
      '{ "mode": "fast", "modes": { "production": { "evry": "2 s" }, "1st": {}, "mine": { "every": "1 h" } } }',
    );
    expect(problems.map(({ message }) => message)).toEqual(
      [
        expect.stringContaining(
          '`modes.production.evry` (line 1) is not a field of laptime.config.json and is ignored; did you mean `every`?',
        ),
        expect.stringContaining('`modes.1st`'),
        expect.stringContaining("'1 h' is not"),
        expect.stringContaining("`mode` (line 1) is 'fast', which is no mode: development, testing, production, high-load"),
      ].map((text) => text as unknown as string),
    );
    expect(config.mode.name).toBe('development');
  });

  it('are switched for all who use the history of the workspace, and back', async () => {
    const root = workspace({ mode: 'testing' });
    expect(readChosenMode(root)).toBeNull();
    writeChosenMode(root, 'production');
    expect((await loadConfig(root)).config.mode.name).toBe('production');
    expect(existsSync(path.join(root, '.git', 'laptime', 'mode'))).toBe(true);
    expect(execFileSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' })).toBe('?? laptime.config.json\n');
    writeChosenMode(root, null);
    expect((await loadConfig(root)).config.mode.name).toBe('testing');
  });

  it('go back to that of the file, with a word, when the one that was switched to is gone', async () => {
    const root = workspace({ mode: 'testing' }, { git: false });
    writeChosenMode(root, 'staging');
    const { config, problems } = await loadConfig(root);
    expect(config.mode.name).toBe('testing');
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining("'staging' was switched to, and there is none")]);
    await expect(loadConfig(root, 'staging')).rejects.toThrow("There is no mode 'staging': choose one of development,");
  });

  it('are not kept where a link leads elsewhere', () => {
    const root = workspace(undefined, { git: false });
    const elsewhere = workspace(undefined, { git: false });
    symlinkSync(elsewhere, path.join(root, '.laptime'));
    expect(() => writeChosenMode(root, 'production')).toThrow('is a symbolic link');
    expect(existsSync(path.join(elsewhere, 'mode'))).toBe(false);
  });
});
