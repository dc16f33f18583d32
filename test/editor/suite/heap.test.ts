import * as assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { HeapItem } from '../../../src/editor/heap/heapItems.ts';
import { itemOf, open, parts, pathOf, until, uriOf } from './extension.ts';

const BENCH = 'bench/leaking.bench.ts';
const source = `import { bench } from 'laptime';

class Session {
  readonly id: number;
  constructor(id: number) {
    this.id = id;
  }
}
const sessions: Session[] = [];
let id = 0;

bench('leaks', () => {
  id += 1;
  sessions.push(new Session(id));
});
bench('does not', () => [id].length);
`;

const server = `
class Session { constructor(id) { this.id = id; } }
const sessions = [];
setInterval(() => { for (let id = 0; id < 50; id += 1) sessions.push(new Session(id)); }, 10);
console.log('ready');
`;

const labelled = (items: readonly HeapItem[], label: string): HeapItem | undefined => items.find((item) => item.label === label);

describe('the heap', () => {
  before(async () => {
    fs.writeFileSync(pathOf(BENCH), source);
    const { tree, folders } = await parts();
    await until('the bench file is listed', () => tree.entry(folders.all[0]!, BENCH));
  });
  after(async () => {
    fs.rmSync(pathOf(BENCH), { force: true });
    const { tree, folders, heapView } = await parts();
    await heapView.show(null);
    await until('the bench file is gone', () => !tree.entry(folders.all[0]!, BENCH));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('names what leaks in the benchmark at the cursor, and opens its line', async () => {
    const { heapView } = await parts();
    await itemOf(BENCH, 'leaks');
    const editor = await open(BENCH);
    editor.selection = new vscode.Selection(13, 3, 13, 3);
    await vscode.commands.executeCommand('laptime.findLeakAtCursor');
    assert.deepEqual(
      heapView.items.map(({ label }) => label),
      ['Session'],
    );
    assert.match(heapView.message, /^One leak in bench\/leaking\.bench\.ts/);
    const place = heapView.items[0]!.place;
    assert.deepEqual([place?.file, place?.line], [BENCH, 14]);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('laptime.openAllocation', place);
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, uriOf(BENCH).fsPath);
    assert.equal(vscode.window.activeTextEditor?.selection.active.line, 13);
  });

  it('finds nothing in one that does not leak', async () => {
    const { heapView } = await parts();
    await vscode.commands.executeCommand('laptime.findLeakItem', await itemOf(BENCH, 'does not'));
    assert.deepEqual(heapView.items, []);
    assert.match(heapView.message, /^Nothing leaks in/);
  });

  it('takes a snapshot of the process of a benchmark', async () => {
    const { heapView } = await parts();
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'laptime-heap-test-'));
    try {
      await vscode.commands.executeCommand('laptime.takeHeapSnapshot', await itemOf(BENCH, 'leaks'), path.join(folder, 'c.heapsnapshot'));
      assert.match(labelled(heapView.items, 'Session')?.description ?? '', / objects$/);
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });

  it('takes snapshots of a process, and compares two', async () => {
    const { heapView, folders } = await parts();
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'laptime-heap-test-'));
    fs.writeFileSync(path.join(folder, 'server.cjs'), server);
    const child = spawn(process.execPath, [path.join(folder, 'server.cjs')], { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      await new Promise((resolve) => child.stdout.once('data', resolve));
      const [first, second] = ['a', 'b'].map((name) => path.join(folder, `${name}.heapsnapshot`)) as [string, string];
      await vscode.commands.executeCommand('laptime.takeHeapSnapshot', child.pid, first);
      assert.ok(labelled(heapView.items, 'Session'), 'the snapshot is shown by constructor');
      const engine = await folders.all[0]!.engine();
      const later = { file: second, afterSeconds: 0.5 };
      await engine.takeHeapSnapshot({ pid: child.pid! }, first, new AbortController().signal, later);
      await vscode.commands.executeCommand('laptime.compareHeapSnapshots', vscode.Uri.file(first), vscode.Uri.file(second));
      const grown = labelled(heapView.items, 'Session');
      assert.match(grown?.description ?? '', /^\+.* · \+[\d,]+ objects/);
      const steps = grown?.children[0]?.children.map(({ label }) => label) ?? [];
      assert.equal(steps[0], 'Session');
      assert.ok(steps.includes('Array'), steps.join(', '));
      assert.equal(child.exitCode, null);
    } finally {
      child.kill();
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });
});
