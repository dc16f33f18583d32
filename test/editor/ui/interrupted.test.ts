import { execFileSync } from 'node:child_process';
import { globSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { extensionHost, measuringProcesses, measuringProcessesLeft, until } from './support/processes.ts';
import { takePicture } from './support/session.ts';
import { sessionForTests } from './support/testSession.ts';
import { configure } from './support/workspace.ts';

const SHORT = `import { bench } from 'laptime';

const text = JSON.stringify(Array.from({ length: 50 }, (_, id) => ({ id })));

bench('parse', () => JSON.parse(text));
`;

// Takes all the time it is given, and starts processes that nobody waits for, in groups of their own.
const LONG = `import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { bench } from 'laptime';

spawn('sleep', ['600'], { detached: true, stdio: 'ignore' }).unref();

bench('long', () => sleep(50));
`;

const session = sessionForTests({
  source: 'test/editor/workspace',
  openFile: 'bench/b.bench.js:1',
  prepare(folder) {
    configure(folder, { preset: 'quick', time: '8 s', timeout: '30 s', benchmarks: ['bench/[ab].bench.js'] });
    writeFileSync(path.join(folder, 'bench/a.bench.js'), SHORT);
    writeFileSync(path.join(folder, 'bench/b.bench.js'), LONG);
  },
});

interface StoredRun {
  readonly state: string;
  readonly measurements: readonly { readonly state: string; readonly benchmark: { readonly id: string } }[];
}

/** Every run of the store, oldest first, as the command line of the same extension reads it. */
function storedRuns(): StoredRun[] {
  const { folder } = session();
  const [cli] = globSync(path.join(inject('extensions'), 'laptime.*/dist/cli.js'));
  if (cli === undefined) throw new Error('the extension has no command line');
  const lines = execFileSync(process.execPath, [cli, 'export', '--root', folder], { encoding: 'utf8' }).split('\n').filter(Boolean);
  return lines.map((line) => (JSON.parse(line) as { readonly run: StoredRun }).run);
}

const idsOf = ({ measurements }: StoredRun) => measurements.map(({ state, benchmark }) => `${state} ${benchmark.id}`);

/** Runs all until the first benchmark is finished and the second is being measured. */
async function runUntilSecond(): Promise<void> {
  const { workbench, server } = session();
  await workbench.command('Laptime: Run All Benchmarks');
  await workbench.status(/1\/2 · \d+ s left/).waitFor();
  const isStray = ({ commandLine }: { readonly commandLine: string }) => commandLine.startsWith('sleep');
  await until(
    'a block of the second has started a process',
    () => measuringProcesses(server),
    (all) => all.some(isStray),
  );
}

describe('a run', () => {
  it('shows its progress with the time left, and ends with all its processes within a second of Cancel', async () => {
    const { workbench } = session();
    await runUntilSecond();
    const notification = workbench.notification(/1\/2 · \d+ s left/);
    await notification.waitFor();
    await takePicture(session(), 'progress');
    await notification.getByRole('button', { name: 'Cancel' }).click();
    expect(await measuringProcessesLeft(session().server, 1000)).toEqual([]);
    await workbench.status(/1 benchmark.*cancelled/).waitFor();
    await workbench.notification(/left/).waitFor({ state: 'detached' });
    expect(storedRuns()).toMatchObject([{ state: 'cancelled' }]);
    expect(idsOf(storedRuns()[0]!)).toEqual(['measured bench/a.bench.js > parse']);
  });

  it('whose extension host is killed leaves no process, and a store with all that was finished', async () => {
    const { workbench, server } = session();
    await runUntilSecond();
    process.kill(extensionHost(server).pid, 'SIGKILL');
    expect(await measuringProcessesLeft(server, 2000)).toEqual([]);
    const runs = storedRuns();
    expect(runs).toMatchObject([{ state: 'cancelled' }, { state: 'interrupted' }]);
    expect(idsOf(runs[1]!)).toEqual(['measured bench/a.bench.js > parse']);

    await workbench.reload();
    await workbench.status('1 benchmark, interrupted').waitFor();
    await workbench.command('Laptime: Show Panel');
    await workbench.webview().getByText('interrupted', { exact: false }).first().waitFor();
    await workbench.webview().getByRole('button', { name: 'parse', exact: true }).waitFor();
    await takePicture(session(), 'after-kill');
  });
});
