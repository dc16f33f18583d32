import * as assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import * as vscode from 'vscode';
import { writeFiles } from '../../support/repository.ts';
import { parts, pathOf, root, until, uriOf } from './extension.ts';
import { answer } from './recorded.ts';

const CONFIG = 'laptime.config.json';
const BURNING = 'watched/burning.js';
const SERVER = 'watched/server.js';

const files = {
  // Burns while it is told to.
  [BURNING]: `let isBurning = false;
process.stdin.on('data', (chunk) => { isBurning = String(chunk).includes('burn'); if (isBurning) turn(); });
function turn() {
  const end = Date.now() + 50;
  while (Date.now() < end) Math.sqrt(end);
  if (isBurning) setImmediate(turn);
}
console.log('ready');
`,
  [SERVER]: `require('node:http').createServer((request, response) => response.end('yes')).listen(0, '127.0.0.1');
`,
  'watched/package.json': JSON.stringify({ name: 'watched', private: true, type: 'commonjs' }),
};

const settings = () => vscode.workspace.getConfiguration('laptime.monitoring');
const set = (key: string, value: unknown) => settings().update(key, value, vscode.ConfigurationTarget.Workspace);

async function folderMonitor() {
  const { folders, monitoring } = await parts();
  return monitoring.of(folders.all[0]!);
}

/** What the status bar says that the watched program takes, in cores. */
const coresShown = async () => Number(/([\d.]+) cores/.exec((await parts()).monitorStatus.text ?? '')?.[1] ?? Number.NaN);

/** Stays in the terminal or debugger until it is told to end: the test does so by the end of its process. */
const running = async () => (await folderMonitor()).running;

async function noneRuns(): Promise<void> {
  await until('no program is watched', async () => (await running()).length === 0);
}

describe('monitoring', () => {
  let config = '';
  const writeConfig = (rules: readonly object[]) => {
    const alerts = { defaults: false, groupWait: '1 s', rules };
    fs.writeFileSync(pathOf(CONFIG), JSON.stringify({ ...(JSON.parse(config) as object), alerts }));
  };

  before(async () => {
    config = fs.readFileSync(pathOf(CONFIG), 'utf8');
    writeFiles(root().fsPath, files);
    // What this machine does besides is no matter here.
    writeConfig([]);
    await set('everySeconds', 0.5);
  });
  after(async () => {
    fs.writeFileSync(pathOf(CONFIG), config);
    for (const key of ['everySeconds', 'statusBar', 'debugSessions']) await set(key, undefined);
    fs.rmSync(pathOf('watched'), { recursive: true, force: true });
  });

  describe('of a process', () => {
    let child: ChildProcess;

    before(async () => {
      // The usual port of inspectors may be taken by what is tested beside.
      child = spawn('node', ['--inspect-port=0', pathOf(BURNING)], {
        stdio: ['pipe', 'pipe', 'ignore'],
        env: { ...process.env, VSCODE_INSPECTOR_OPTIONS: '' },
      });
      await new Promise((resolve) => child.stdout!.once('data', resolve));
    });
    after(async () => {
      child.kill();
      await noneRuns();
    });

    it('shows the machine in the status bar', async () => {
      await until('the machine is shown', async () => /\d %/.test((await parts()).monitorStatus.text ?? ''));
    });

    it('moves in the status bar when the process burns', async () => {
      await vscode.commands.executeCommand('laptime.watchProcess', child.pid);
      const [program] = await running();
      assert.deepEqual([program?.pid, program?.by], [child.pid, 'attached']);
      await until('it rests', async () => (await coresShown()) < 0.1);
      child.stdin!.write('burn');
      // Others may have most of the cores.
      await until('it is seen to burn', async () => (await coresShown()) > 0.1);
      child.stdin!.write('rest');
      await until('it rests again', async () => (await coresShown()) < 0.1);
    });

    it('lists it with what it does within itself, and where it can be acted on', async () => {
      const { monitorView } = await parts();
      const item = await until('its metrics are listed', () =>
        monitorView.items.find(({ context, children }) => context === 'program' && children.some(({ id }) => id.includes('eventLoop'))),
      );
      assert.match(item.label, /burning\.js/);
      assert.match(item.description, new RegExp(`^${child.pid} · [\\d.]+ cores · .*B$`));
      assert.ok(monitorView.items.some(({ id }) => id === 'machine'));
    });

    it('says what holds it up, where the user lets its inspector be asked', async () => {
      const { monitorView } = await parts();
      const consent = answer('showWarningMessage', (items) => items.find((item) => item === 'Attach'));
      const told = answer('showInformationMessage', () => undefined);
      const errors = answer('showErrorMessage', () => undefined);
      child.stdin!.write('burn');
      try {
        await vscode.commands.executeCommand('laptime.diagnose');
        assert.deepEqual(errors.asked, []);
        const finding = monitorView.items.find(({ id }) => id === `finding:${child.pid}`);
        assert.match(finding?.description ?? '', /^health \d+ of 100$/);
        assert.ok(finding!.children.length > 0);
        assert.equal(consent.asked.length, 1);
        assert.equal(told.asked.length, 1);
      } finally {
        child.stdin!.write('rest');
        errors.restore();
        consent.restore();
        told.restore();
      }
    });

    it('leaves it, and it goes on', async () => {
      const { monitorView } = await parts();
      const item = monitorView.items.find(({ context }) => context === 'program');
      await vscode.commands.executeCommand('laptime.stopWatching', item);
      await noneRuns();
      assert.equal(child.exitCode, null);
    });
  });

  it('watches what a command starts in a terminal', async () => {
    await vscode.commands.executeCommand('laptime.watchCommand', `node ${SERVER}`);
    const terminal = vscode.window.terminals.find(({ name }) => name === `Watched: node ${SERVER}`);
    assert.ok(terminal);
    try {
      const program = await until('it reports', async () => (await running()).find(({ by }) => by === 'preload'));
      const { engine } = await folderMonitor();
      const prefix = engine.monitor.prefixOf(program.id);
      await until('its metrics come', () => engine.monitor.latest()?.values.has(`${prefix}.eventLoop.utilization`));
    } finally {
      terminal.dispose();
    }
    await noneRuns();
  });

  it('watches a debug session where the setting says so, and leaves it to the debugger', async () => {
    const launch = { type: 'node', request: 'launch', name: 'Debugged', program: pathOf(SERVER), console: 'internalConsole' };
    const { debugWatching } = await parts();
    assert.deepEqual(await debugWatching.resolve(vscode.workspace.workspaceFolders![0], launch), launch, 'not unless it is wanted');
    await set('debugSessions', 'always');
    const npm = { ...launch, runtimeExecutable: 'npm', runtimeArgs: ['run', 'dev'] };
    assert.deepEqual(await debugWatching.resolve(vscode.workspace.workspaceFolders![0], npm), npm, 'npm has other arguments');
    assert.ok(await vscode.debug.startDebugging(vscode.workspace.workspaceFolders![0], launch));
    try {
      const program = await until('it reports', async () => (await running()).find(({ by }) => by === 'preload'));
      assert.match(program.title, /server\.js/);
      assert.doesNotMatch(program.title, /watch\.cjs/);
    } finally {
      await vscode.debug.stopDebugging();
    }
    await noneRuns();
  });

  describe('alerts', () => {
    let value = 5;
    let timer: NodeJS.Timeout;

    before(async () => {
      const { engine } = await folderMonitor();
      timer = setInterval(() => engine.monitor.record('queue', value, 'count'), 100);
    });
    after(() => clearInterval(timer));

    it('fires after its time, tells once, is acknowledged there, and is over', async () => {
      const { engine } = await folderMonitor();
      const warnings = answer('showWarningMessage', (items) => items.find((item) => item === 'Acknowledge'));
      const others = answer('showInformationMessage', () => undefined);
      const rule = {
        id: 'long-queue',
        title: 'The queue is long',
        metric: 'program.custom.queue',
        above: 3,
        clear: 1,
        for: '3 s',
        clearFor: '1 s',
      };
      try {
        writeConfig([rule]);
        const desk = await until('the rule is watched', async () => {
          const { desk: open } = await folderMonitor();
          return open?.rules().some(({ id }) => id === 'long-queue') ? open : undefined;
        });
        const fired = await until('it fires', () => desk.active().find(({ firedAtMs }) => firedAtMs !== null));
        assert.ok(fired.firedAtMs! - fired.sinceMs >= 2900, `it fired after ${fired.firedAtMs! - fired.sinceMs} ms`);
        await until('it is acknowledged', () => desk.active().some(({ state }) => state === 'acknowledged'));
        assert.equal(warnings.asked.length, 1, warnings.asked.join('\n'));
        assert.match(warnings.asked[0]!, /The queue is long/);
        const { monitorView } = await parts();
        const listed = monitorView.items.find(({ id }) => id === 'alerts')?.children[0];
        assert.deepEqual([listed?.label, listed?.context], ['The queue is long', 'alertAcknowledged']);
        assert.ok(engine.monitor.marks().some(({ kind, title }) => kind === 'alert' && title === 'The queue is long'));
        value = 0;
        await until('it is over', () => desk.active().length === 0);
        assert.equal(desk.history({ limit: 1, rule: 'long-queue' })[0]?.state, 'resolved');
        await until('that it is over is told', () => others.asked.some((text) => text.includes('Resolved')));
        assert.equal(warnings.asked.length, 1);
      } finally {
        warnings.restore();
        others.restore();
        writeConfig([]);
      }
      await until('rules that are not there are not watched', async () => (await folderMonitor()).desk === null);
    });
  });

  it('marks what is saved', async () => {
    const { engine } = await folderMonitor();
    const document = await vscode.workspace.openTextDocument(uriOf(SERVER));
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// saved\n'));
    await document.save();
    await until('it is marked', () => engine.monitor.marks().some(({ kind, title }) => kind === 'save' && title === SERVER));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('serves at an address of this machine to who has the token, until it is stopped', async () => {
    const { folders, localServers } = await parts();
    const told = answer('showInformationMessage', () => undefined);
    try {
      await vscode.commands.executeCommand('laptime.startServer');
      const { url, token } = localServers.serverOf(folders.all[0]!)!;
      assert.match(told.asked[0] ?? '', /Laptime serves at http:\/\/127\.0\.0\.1:\d+/);
      assert.ok(!told.asked.join('').includes(token));
      const ask = (headers: Record<string, string>) => fetch(`${url}/api/v1/status`, { headers });
      assert.equal((await ask({})).status, 401);
      const answered = await ask({ Authorization: `Bearer ${token}` });
      assert.equal(answered.status, 200);
      await answered.json();
      await vscode.commands.executeCommand('laptime.stopServer');
      await assert.rejects(ask({ Authorization: `Bearer ${token}` }));
    } finally {
      told.restore();
    }
  });

  it('reads nothing where nobody looks', async () => {
    const { monitorStatus } = await parts();
    const { engine } = await folderMonitor();
    await vscode.commands.executeCommand('workbench.view.explorer');
    await set('statusBar', 'never');
    await until('nothing is shown', async () => monitorStatus.text === null && (await folderMonitor()).desk === null);
    let ticks = 0;
    const listening = engine.monitor.onTick(() => ticks++);
    // Three times as long as it would take at the shortest.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    listening.dispose();
    assert.equal(ticks, 0);
    await set('statusBar', undefined);
    await until('it is shown again', () => monitorStatus.text !== null);
  });
});
