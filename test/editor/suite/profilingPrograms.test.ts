import * as assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import * as http from 'node:http';
import * as vscode from 'vscode';
import { writeFiles } from '../../support/repository.ts';
import { fileItem, parts, pathOf, root, until, uriOf } from './extension.ts';
import { answer, engine, hottest, kept, measuring, readCpu, recordedBy, settled, shown } from './recorded.ts';

const WORDS = 'bench/words.bench.ts';
const SERVER = 'profiled/server.js';
/** Where the server writes its port. */
const PORT = 'profiled/port.txt';
const ENDLESS = 'profiled/endless.ts';
const SECOND = { kind: 'cpu', seconds: 1 } as const;
const UNTIL_STOPPED = { kind: 'cpu', seconds: null } as const;

const files = {
  // A server that burns time where it is told to.
  [SERVER]: `const http = require('node:http');
function burn(ms) {
  const end = Date.now() + ms;
  let sum = 0;
  while (Date.now() < end) sum += Math.sqrt(sum + 1);
  return sum;
}
http.createServer((request, response) => response.end(String(burn(5)))).listen(0, '127.0.0.1', function () {
  console.log(this.address().port);
  require('node:fs').writeFileSync(__dirname + '/port.txt', String(this.address().port));
});
`,
  [ENDLESS]: `import { writeFileSync } from 'node:fs';

enum Size { Small = 1000 }
interface Work { readonly size: Size }

export function spin({ size }: Work): number {
  let sum = 0;
  for (let index = 0; index < size; index++) sum += Math.sqrt(index);
  return sum;
}

console.log('it begins');
writeFileSync(new URL('begun.txt', import.meta.url), '');
setInterval(() => { for (let turn = 0; turn < 1000; turn++) spin({ size: Size.Small }); }, 10);
`,
  'profiled/package.json': JSON.stringify({
    name: 'profiled',
    private: true,
    type: 'commonjs',
    scripts: { busy: 'node busy.js', fails: 'node -e "process.exit(3)"', dull: 'echo no node here' },
  }),
  'profiled/busy.js': `function hotLoop() {
  const end = Date.now() + 600;
  let sum = 0;
  while (Date.now() < end) sum += Math.sqrt(sum + 1);
  return sum;
}
console.log('busy', hotLoop() > 0);
`,
  'profiled/native.test.js': `const { it } = require('node:test');
function testedLoop() {
  const end = Date.now() + 400;
  while (Date.now() < end) Math.sqrt(end);
}
it('loops', () => testedLoop());
`,
  'profiled/fancy.test.ts': `import { expect, it } from 'vitest';
const loop = (ms: number): number => {
  const end = Date.now() + ms;
  let turns = 0;
  while (Date.now() < end) turns += Math.sqrt(1);
  return turns;
};
it('loops', () => expect(loop(400)).toBeGreaterThan(0));
`,
  'profiled/strange.js': `import test from 'some-other-runner';\n`,
} satisfies Record<string, string>;

function startServer(): Promise<{ readonly child: ChildProcess; readonly pid: number; readonly port: number }> {
  const child = spawn('node', [pathOf(SERVER)], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, VSCODE_INSPECTOR_OPTIONS: '' },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.stdout.once('data', (chunk: Buffer) => resolve({ child, pid: child.pid!, port: Number(chunk.toString()) }));
  });
}

const ask = (port: number) =>
  new Promise<string>((resolve, reject) => {
    http
      .get({ port, host: '127.0.0.1', agent: false }, (response) => {
        response.setEncoding('utf8').once('data', resolve);
      })
      .once('error', reject);
  });

/** Keeps a server busy until it is told to stop; resolves to how many requests were answered. */
function load(port: number): () => Promise<number> {
  let isOver = false;
  const served = (async () => {
    let count = 0;
    for (; !isOver; count++) await ask(port);
    return count;
  })();
  return () => {
    isOver = true;
    return served;
  };
}

describe('profiles of what runs', () => {
  before(() => writeFiles(root().fsPath, files));
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    fs.rmSync(pathOf('profiled'), { recursive: true, force: true });
  });
  afterEach(settled);

  describe('of programs', () => {
    it('records an npm script to its end, with its output in a terminal', async () => {
      const file = await recordedBy(() => vscode.commands.executeCommand('laptime.profileScript', 'busy', UNTIL_STOPPED));
      assert.equal(hottest(file), 'hotLoop');
      assert.deepEqual(readCpu(file).laptime.recording.source.kind, 'program');
      assert.ok(shown().includes(file));
      assert.ok(
        vscode.window.terminals.some(({ name }) => name === 'npm run busy'),
        'its terminal stays',
      );
      await until('no process is left', () => measuring().length === 0);
    });

    it('says what a program without Node lacks', async () => {
      const before = await kept();
      const errors = answer('showErrorMessage', () => undefined);
      await vscode.commands.executeCommand('laptime.profileScript', 'dull', UNTIL_STOPPED);
      await vscode.commands.executeCommand('laptime.profileScript', 'gone', UNTIL_STOPPED);
      errors.restore();
      assert.equal(errors.asked.length, 2);
      assert.match(errors.asked[0]!, /Node/);
      assert.match(errors.asked[1]!, /has a script gone/);
      assert.deepEqual(await kept(), before);
    });

    it('records TypeScript with an enum until it is stopped, and ends it', async () => {
      const { recordings } = await parts();
      const file = await recordedBy(async () => {
        const ended = vscode.commands.executeCommand('laptime.profileFile', uriOf(ENDLESS), UNTIL_STOPPED);
        await until('it is recorded', () => recordings.all[0]?.phase === 'recording');
        await until('it works', () => fs.existsSync(pathOf('profiled/begun.txt')));
        await new Promise((resolve) => setTimeout(resolve, 1500));
        await vscode.commands.executeCommand('laptime.stopRecording');
        await ended;
      });
      assert.equal(hottest(file), 'spin');
      await until('the program has ended', () => measuring().length === 0, 5000);
    });

    it('leaves no process and no file when it is cancelled', async () => {
      const { recordings } = await parts();
      const before = await kept();
      const ended = vscode.commands.executeCommand('laptime.profileFile', uriOf(ENDLESS), UNTIL_STOPPED);
      await until('it is recorded', () => recordings.all[0]?.phase === 'recording');
      await until('it runs', () => measuring().length > 0);
      await vscode.commands.executeCommand('laptime.cancelRecording');
      await ended;
      await until('the program has ended', () => measuring().length === 0, 5000);
      assert.deepEqual(await kept(), before);
    });

    it('records a bench file by its benchmarks', async () => {
      const { recordings } = await parts();
      await fileItem(WORDS);
      const before = await kept();
      const ended = vscode.commands.executeCommand('laptime.profileFile', uriOf(WORDS), UNTIL_STOPPED);
      await until('it is recorded', () => recordings.all[0]?.phase === 'recording');
      await vscode.commands.executeCommand('laptime.cancelRecording');
      await ended;
      assert.deepEqual(await kept(), before);
    });

    it('runs a test file with what its project is tested with', async () => {
      const native = await recordedBy(() =>
        vscode.commands.executeCommand('laptime.profileTestFile', uriOf('profiled/native.test.js'), UNTIL_STOPPED),
      );
      assert.equal(hottest(native), 'testedLoop');
      const before = new Set(await kept());
      await vscode.commands.executeCommand('laptime.profileTestFile', uriOf('profiled/fancy.test.ts'), UNTIL_STOPPED);
      const ofVitest = (await kept()).filter((file) => !before.has(file));
      assert.ok(
        ofVitest.some((file) => hottest(file) === 'loop'),
        `${ofVitest.length} profiles of vitest`,
      );
      const errors = answer('showErrorMessage', () => undefined);
      await vscode.commands.executeCommand('laptime.profileTestFile', uriOf('profiled/strange.js'), UNTIL_STOPPED);
      errors.restore();
      assert.match(errors.asked[0]!, /it knows node:test, vitest, jest and mocha/);
    });
  });

  describe('of processes', () => {
    let server: Awaited<ReturnType<typeof startServer>>;
    beforeEach(async () => {
      server = await startServer();
    });
    afterEach(() => server.child.kill('SIGKILL'));

    it('asks before it opens an inspector, and attaches to a server that goes on', async () => {
      const refused = answer('showWarningMessage', () => undefined);
      const before = await kept();
      await vscode.commands.executeCommand('laptime.attachToProcess', server.pid, SECOND);
      refused.restore();
      assert.match(refused.asked[0]!, new RegExp(`inspector of process ${server.pid}`));
      assert.deepEqual(await kept(), before);

      const stop = load(server.port);
      const agreed = answer('showWarningMessage', (items) => items.find((item) => item === 'Attach'));
      const file = await recordedBy(() => vscode.commands.executeCommand('laptime.attachToProcess', server.pid, SECOND));
      agreed.restore();
      assert.equal(agreed.asked.length, 1);
      assert.ok((await stop()) > 5, 'it served all the while');
      assert.equal(hottest(file, 'file'), 'server.js');
      assert.ok(Number(await ask(server.port)) >= 0, 'it goes on');
      const listed = (await (await engine()).nodeProcesses()).find(({ pid }) => pid === server.pid);
      assert.equal(listed?.inspector, null, 'its inspector is closed again');
      assert.deepEqual(listed.ports, [server.port]);
    });

    it('does not ask again where it was told not to', async () => {
      const asked = answer('showWarningMessage', (items) => items.find((item) => item.includes("Don't Ask Again")));
      await recordedBy(() => vscode.commands.executeCommand('laptime.attachToProcess', server.pid, SECOND));
      await recordedBy(() => vscode.commands.executeCommand('laptime.attachToProcess', server.pid, SECOND));
      asked.restore();
      assert.equal(asked.asked.length, 1);
    });

    it('keeps nothing of what is cancelled, and the server goes on', async () => {
      const { recordings } = await parts();
      const before = await kept();
      const agreed = answer('showWarningMessage', (items) => items.find((item) => item === 'Attach'));
      const ended = vscode.commands.executeCommand('laptime.attachToProcess', server.pid, UNTIL_STOPPED);
      await until('it is recorded', () => recordings.all[0]?.phase === 'recording');
      await vscode.commands.executeCommand('laptime.cancelRecording');
      await ended;
      agreed.restore();
      assert.deepEqual(await kept(), before);
      assert.ok(Number(await ask(server.port)) >= 0);
    });

    it('says why a process cannot be profiled', async () => {
      const agreed = answer('showWarningMessage', (items) => items[0]);
      const errors = answer('showErrorMessage', () => undefined);
      await vscode.commands.executeCommand('laptime.attachToProcess', 999_999_999, SECOND);
      await vscode.commands.executeCommand('laptime.attachToProcess', 'not an address', SECOND);
      errors.restore();
      agreed.restore();
      assert.match(errors.asked[0]!, /no process 999999999/);
      assert.match(errors.asked[1]!, /is no address of an inspector/);
    });
  });

  describe('of a debug session', () => {
    it('says where nothing of Node is debugged', async () => {
      const errors = answer('showErrorMessage', () => undefined);
      await vscode.commands.executeCommand('laptime.profileDebugSession', SECOND);
      errors.restore();
      assert.match(errors.asked[0]!, /No Node program is being debugged/);
    });

    it('records what is debugged, and leaves it to the debugger', async () => {
      const stops: unknown[] = [];
      const tracking = vscode.debug.registerDebugAdapterTrackerFactory('*', {
        createDebugAdapterTracker: () => ({
          onDidSendMessage(message: { readonly event?: string; readonly body?: { readonly reason?: string } }) {
            if (message.event === 'stopped') stops.push(message.body?.reason);
          },
        }),
      });
      fs.rmSync(pathOf(PORT), { force: true });
      const started = await vscode.debug.startDebugging(vscode.workspace.workspaceFolders![0], {
        ...{ type: 'node', request: 'launch', name: 'Debugged server', program: pathOf(SERVER), console: 'internalConsole' },
      });
      assert.ok(started, 'the debugger starts');
      await until('a process is debugged', () => vscode.debug.activeDebugSession?.parentSession);
      try {
        const port = Number(await until('it listens', () => fs.existsSync(pathOf(PORT)) && fs.readFileSync(pathOf(PORT), 'utf8')));
        const stop = load(port);
        const file = await recordedBy(() => vscode.commands.executeCommand('laptime.profileDebugSession', SECOND));
        assert.ok((await stop()) > 5);
        assert.equal(hottest(file, 'file'), 'server.js');
        assert.equal(readCpu(file).laptime.recording.source.kind, 'debugSession');
        // The debugger still has it: a breakpoint stops it.
        const breakpoint = new vscode.SourceBreakpoint(new vscode.Location(uriOf(SERVER), new vscode.Position(2, 0)));
        vscode.debug.addBreakpoints([breakpoint]);
        // It is set some time later.
        await until('it stops at the breakpoint', () => {
          void ask(port).catch(() => {});
          return stops.includes('breakpoint');
        });
        vscode.debug.removeBreakpoints([breakpoint]);
      } finally {
        tracking.dispose();
        await vscode.debug.stopDebugging();
      }
    });
  });
});
