import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import type { HotFunction } from '../../../src/editor/profiles/hotFunctions.ts';
import type { OpenProfiles } from '../../../src/editor/profiles/openProfiles.ts';
import { open, parts, pathOf, root, until, uriOf } from './extension.ts';

const WORDS = 'src/words.ts';
const HOT = 'hot.cpuprofile';

interface Frame {
  readonly name: string;
  /** As V8 has it. */
  readonly url: string;
  /** From 1. */
  readonly line: number;
  /** Samples, by the line that they were taken in, from 1. */
  readonly ticks: Readonly<Record<number, number>>;
  readonly calls?: readonly Frame[];
}

/** A profile as V8 writes it, with a sample each millisecond. */
function cpuProfile(...calls: readonly Frame[]): string {
  const nodes: unknown[] = [];
  const samples: number[] = [];
  function add({ name, url, line, ticks, calls = [] }: Frame): number {
    const id = nodes.length + 1;
    const node = { id, callFrame: { functionName: name, scriptId: '1', url, lineNumber: line - 1, columnNumber: 0 } };
    const lines = Object.entries(ticks).map(([at, count]) => ({ line: Number(at), ticks: count }));
    for (const { ticks: count } of lines) samples.push(...Array<number>(count).fill(id));
    const place = nodes.push(node) - 1;
    const children = calls.map(add);
    nodes[place] = { ...node, hitCount: lines.reduce((sum, one) => sum + one.ticks, 0), children, positionTicks: lines };
    return id;
  }
  add({ name: '(root)', url: '', line: 0, ticks: {}, calls });
  const timeDeltas = samples.map(() => 1000);
  return JSON.stringify({ nodes, startTime: 0, endTime: samples.length * 1000, samples, timeDeltas });
}

/** `joinWithLoop` took most of the time, in the line that adds; a quarter is of nobody. */
function hotProfile(url: string, adding = 60): string {
  const join: Frame = { name: 'joinWithLoop', url, line: 3, ticks: { 5: adding, 6: 10 } };
  return cpuProfile(
    { name: 'main', url: 'file:///elsewhere/main.js', line: 1, ticks: { 2: 5 }, calls: [join] },
    { name: '(idle)', url: '', line: 0, ticks: { 1: 25 } },
  );
}

const wordsUrl = () => pathToFileURL(pathOf(WORDS)).href;

function write(name: string, text: string): string {
  fs.writeFileSync(pathOf(name), text);
  return pathOf(name);
}

const profiles = async (): Promise<OpenProfiles> => (await parts()).profiles.opened();

/** Shares behind the text of a document, by the line, from 1. */
async function heatOf(document: vscode.TextDocument): Promise<Record<number, string>> {
  const lines = (await profiles()).current.heat.of(document)?.decorated() ?? [];
  return Object.fromEntries(lines.map(({ range, text, level }) => [range.start.line + 1, `${text} ${level}`]));
}

const staleness = async (document: vscode.TextDocument) => (await profiles()).current.heat.of(document)?.stale;

const heated = (document: vscode.TextDocument) => until('the heat is there', async () => Object.keys(await heatOf(document)).length > 0);

async function hover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.MarkdownString | undefined> {
  const found = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, position);
  return found.flatMap(({ contents }) => contents as vscode.MarkdownString[]).find(({ value }) => value.includes('laptime.hideHeat'));
}

/** What a reader sees of Markdown in which every sign is escaped. */
const shown = ({ value }: vscode.MarkdownString) =>
  value.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code))).replaceAll('&nbsp;', ' ');

function idOf(one: HotFunction | undefined): number {
  assert.ok(one && one.kind !== 'others');
  return one.functionId;
}

const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs);
const isProfile = ({ input }: vscode.Tab) => input instanceof vscode.TabInputCustom && input.viewType === 'laptime.profile';
const isDifference = ({ input }: vscode.Tab) =>
  input instanceof vscode.TabInputWebview && input.viewType.endsWith('laptime.profileDifference');

async function replaceText(document: vscode.TextDocument, range: vscode.Range, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

describe('profiles that are open', () => {
  let file: string;

  beforeEach(() => {
    file = write(HOT, hotProfile(wordsUrl()));
  });
  afterEach(async () => {
    (await profiles()).clear();
    // Of what was edited, lest closing it asks whether to save.
    await open(WORDS);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const name of fs.readdirSync(root().fsPath)) if (name.endsWith('profile')) fs.rmSync(pathOf(name));
  });

  it('open in a tab of their own, and lay heat on the lines', async () => {
    const { document } = await open(WORDS);
    assert.deepEqual(await heatOf(document), {});
    await (await parts()).profiles.show(file);
    assert.equal(tabs().filter(isProfile).length, 1);
    await until('the page was told', async () => (await profiles()).readyPages === 1);
    await heated(document);
    // What was idle does not count: 60 and 10 of 75.
    assert.deepEqual(await heatOf(document), { 5: '80 % hottest', 6: '13 % cool' });
    assert.equal(await staleness(document), null);
  });

  it('lay heat on files that are opened later, and none on others', async () => {
    await (await parts()).profiles.show(file);
    const { document } = await open(WORDS);
    await heated(document);
    const other = await open('bench/words.bench.ts');
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.deepEqual(await heatOf(other.document), {});
  });

  it('say what a line and its function cost over the share, and only there', async () => {
    const { document } = await open(WORDS);
    await (await parts()).profiles.show(file);
    await heated(document);
    const markdown = await until('the hover is there', () => hover(document, document.lineAt(4).range.end));
    assert.deepEqual(markdown.isTrusted, { enabledCommands: ['laptime.showInFlameGraph', 'laptime.hideHeat'] });
    const text = shown(markdown);
    assert.match(text, /this line \|\s+80 % \(60\.0 ms\) \|\s+\|\s+60 samples/);
    assert.match(text, /joinWithLoop \|\s+93 % \(70\.0 ms\) \|\s+93 % \(70\.0 ms\) \|\s+70 samples/);
    assert.match(text, /Called by main \(100 %, \/elsewhere\/main\.js:1\)/);
    assert.match(text, /hot\.cpuprofile/);
    assert.doesNotMatch(text, /Stale/);
    assert.equal(await hover(document, new vscode.Position(4, 4)), undefined);
    const name = document.positionAt(document.getText().indexOf('joinWithLoop') + 3);
    assert.match(shown(await until('the function has one', () => hover(document, name))), /joinWithLoop \|\s+93 %/);
  });

  it('go stale with an edit, and move with the text', async () => {
    const { document } = await open(WORDS);
    await (await parts()).profiles.show(file);
    await heated(document);
    await replaceText(document, new vscode.Range(0, 0, 0, 0), '// one\n// two\n');
    assert.deepEqual(await heatOf(document), { 7: '80 % hottest', 8: '13 % cool' });
    assert.equal(await staleness(document), 'edited');
    const text = shown(await until('the hover is there', () => hover(document, document.lineAt(6).range.end)));
    assert.match(text, /Stale.*edited after the profile was recorded/);
    assert.match(text, /joinWithLoop/);
    await replaceText(document, new vscode.Range(6, 0, 7, 0), '');
    assert.deepEqual(await heatOf(document), { 7: '13 % cool' });
  });

  it('are not read again where nothing was written that was not read', async () => {
    const { document } = await open(WORDS);
    const writtenAt = Math.ceil(Date.now() / 1000);
    fs.utimesSync(file, writtenAt, writtenAt);
    await (await parts()).profiles.show(file);
    await heated(document);
    await replaceText(document, new vscode.Range(0, 0, 0, 0), '// one\n');
    fs.writeFileSync(file, fs.readFileSync(file));
    fs.utimesSync(file, writtenAt, writtenAt);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.deepEqual(await heatOf(document), { 6: '80 % hottest', 7: '13 % cool' });
  });

  it('are stale on a file that was written after they were recorded', async () => {
    fs.utimesSync(file, 1000, 1000);
    const { document } = await open(WORDS);
    await (await parts()).profiles.show(file);
    await heated(document);
    assert.equal(await staleness(document), 'changed');
  });

  it('show no heat when it is hidden, or when the setting says so', async () => {
    const { document } = await open(WORDS);
    await (await parts()).profiles.show(file);
    await heated(document);
    await vscode.commands.executeCommand('laptime.hideHeat');
    assert.deepEqual(await heatOf(document), {});
    await vscode.commands.executeCommand('laptime.showHeat');
    assert.equal(Object.keys(await heatOf(document)).length, 2);
    await vscode.commands.executeCommand('laptime.clearProfile');
    assert.deepEqual(await heatOf(document), {});
    assert.equal((await profiles()).current.shown, null);
    const section = vscode.workspace.getConfiguration('laptime');
    await section.update('heat.enabled', false, vscode.ConfigurationTarget.Workspace);
    try {
      await (await parts()).profiles.show(file);
      await until('it is read', async () => (await profiles()).current.heat.source);
      assert.deepEqual(await heatOf(document), {});
    } finally {
      await section.update('heat.enabled', undefined, vscode.ConfigurationTarget.Workspace);
    }
    await heated(document);
  });

  it('have totals over functions for those who turned that on', async () => {
    const { document } = await open(WORDS);
    await (await parts()).profiles.show(file);
    await heated(document);
    const titles = async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 10);
      return lenses.map(({ command }) => command?.title ?? '').filter((title) => title.includes('joinWithLoop'));
    };
    assert.deepEqual(await titles(), []);
    const section = vscode.workspace.getConfiguration('laptime');
    await section.update('heat.functionLens', true, vscode.ConfigurationTarget.Workspace);
    try {
      const found = await until('the lens is there', async () => ((await titles()).length > 0 ? titles() : undefined));
      assert.deepEqual(found, ['joinWithLoop: 93 % total, 93 % self']);
    } finally {
      await section.update('heat.functionLens', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('lead from one hot line to the next, and round', async () => {
    await (await parts()).profiles.show(file);
    const editor = await open(WORDS);
    await heated(editor.document);
    const lines: number[] = [];
    for (const command of ['nextHotLine', 'nextHotLine', 'nextHotLine', 'previousHotLine']) {
      await vscode.commands.executeCommand(`laptime.${command}`);
      lines.push(vscode.window.activeTextEditor!.selection.active.line + 1);
    }
    assert.deepEqual(lines, [5, 6, 5, 6]);
  });

  it('list the hottest functions with who called them', async () => {
    await (await parts()).profiles.show(file);
    const { hotFunctions } = (await profiles()).current;
    const items = async (parent?: HotFunction) => {
      const children = await hotFunctions.children(parent);
      const made = await Promise.all(children.map((child) => hotFunctions.item(child)));
      return made.map(({ label, description }) => `${label as string} ${description as string}`);
    };
    await until('they are there', async () => (await items()).length > 0);
    assert.deepEqual(await items(), ['joinWithLoop 93 % · 93 % · src/words.ts:3', 'main 6.7 % · 100 % · /elsewhere/main.js:1']);
    await vscode.commands.executeCommand('laptime.sortHotFunctionsByTotal');
    assert.deepEqual(await items(), ['main 100 % · 6.7 % · /elsewhere/main.js:1', 'joinWithLoop 93 % · 93 % · src/words.ts:3']);
    await vscode.commands.executeCommand('laptime.sortHotFunctionsBySelf');
    const [join] = await hotFunctions.children();
    assert.deepEqual(await items(join), ['main 100 % · /elsewhere/main.js:1']);
    const [main] = await hotFunctions.children(join);
    assert.deepEqual(await items(main), []);
    const { command } = await hotFunctions.item(join!);
    await vscode.commands.executeCommand(command!.command, ...command!.arguments!);
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, pathOf(WORDS));
    assert.equal(vscode.window.activeTextEditor.selection.active.line, 2);
    await assert.rejects((await profiles()).openFunction(idOf(main)), {
      code: 'no-source',
      message: /\/elsewhere\/main\.js:1 is not on this machine/,
    });
  });

  it('show the function at the cursor in the flame graph', async () => {
    await (await parts()).profiles.show(file);
    await until('it is read', async () => (await profiles()).current.heat.source);
    const editor = await open(WORDS);
    editor.selection = new vscode.Selection(4, 2, 4, 2);
    await (await profiles()).showInFlameGraph();
    await until('the page is in front', () => tabs().some((tab) => isProfile(tab) && tab.isActive));
    const again = await open(WORDS);
    again.selection = new vscode.Selection(0, 0, 0, 0);
    await assert.rejects((await profiles()).showInFlameGraph(), { code: 'not-in-profile' });
  });

  it('are read again when their file is written again', async () => {
    const { document } = await open(WORDS);
    await (await parts()).profiles.show(file);
    await heated(document);
    write(HOT, hotProfile(wordsUrl(), 5));
    await until('the heat is that of the new one', async () => (await heatOf(document))[6]?.startsWith('50 %'));
  });

  it('say at which byte a file is broken, and are well when it is whole', async () => {
    const text = hotProfile(wordsUrl());
    const broken = write('broken.cpuprofile', text.slice(0, 100));
    await (await parts()).profiles.show(broken);
    const { shown } = (await profiles()).current;
    assert.equal(shown?.state.kind, 'failed');
    assert.match(shown.state.kind === 'failed' ? shown.state.message : '', /broken\.cpuprofile.*byte \d+/);
    const { document } = await open(WORDS);
    assert.deepEqual(await heatOf(document), {});
    write('broken.cpuprofile', text);
    await heated(document);
  });

  it('open that were recorded on another machine', async () => {
    const other = write('other.cpuprofile', hotProfile('file:///home/somebody/project/src/words.ts'));
    await (await parts()).profiles.show(other);
    const { hotFunctions, shown } = (await profiles()).current;
    assert.equal(shown?.state.kind, 'open');
    const [join] = await until('they are listed', async () => {
      const found = await hotFunctions.children();
      return found.length > 0 ? found : undefined;
    });
    assert.equal((await hotFunctions.item(join!)).label, 'joinWithLoop');
    await assert.rejects((await profiles()).openFunction(idOf(join)), { code: 'no-source' });
  });

  it('of the heap heat the lines that functions begin in, in bytes', async () => {
    const frame = (functionName: string, url: string, lineNumber: number) => ({
      functionName,
      scriptId: '1',
      url,
      lineNumber,
      columnNumber: 0,
    });
    const join = { callFrame: frame('joinWithLoop', wordsUrl(), 2), selfSize: 3000, id: 2, children: [] };
    const other = { callFrame: frame('other', wordsUrl(), 0), selfSize: 1000, id: 3, children: [] };
    const head = { callFrame: frame('(root)', '', -1), selfSize: 0, id: 1, children: [join, other] };
    const { document } = await open(WORDS);
    await (await parts()).profiles.show(write('words.heapprofile', JSON.stringify({ head, samples: [] })));
    await heated(document);
    assert.deepEqual(await heatOf(document), { 1: '25 % warm', 3: '75 % hottest' });
    const markdown = await until('the hover is there', () => hover(document, document.lineAt(2).range.end));
    assert.match(shown(markdown), /joinWithLoop \|\s+75 % \(3\.00 kB\)/);
  });

  it('are compared: the difference opens in a tab of its own', async () => {
    const before = write('before.cpuprofile', hotProfile(wordsUrl(), 20));
    await (await parts()).profiles.showDifference(before, file);
    await until('it has a tab', () => tabs().some((tab) => isDifference(tab) && tab.label === 'before.cpuprofile ↔ hot.cpuprofile'));
    fs.utimesSync(before, 1000, 1000);
    await vscode.commands.executeCommand('laptime.compareSelectedProfiles', uriOf(HOT), [uriOf(HOT), uriOf('before.cpuprofile')]);
    await until('and one more', () => tabs().filter(isDifference).length === 2);
    assert.ok(tabs().every((tab) => !isDifference(tab) || tab.label === 'before.cpuprofile ↔ hot.cpuprofile'));
  });

  it('follow the tab that is looked at', async () => {
    const other = write('other.cpuprofile', hotProfile(wordsUrl(), 5));
    const { document } = await open(WORDS);
    await (await parts()).profiles.show(file);
    await (await parts()).profiles.show(other);
    await until('the newer one', async () => (await heatOf(document))[6]?.startsWith('50 %'));
    await (await parts()).profiles.show(file);
    await until('the older one', async () => (await heatOf(document))[6]?.startsWith('13 %'));
    assert.equal(path.basename((await profiles()).current.file), HOT);
    assert.equal(tabs().filter(isProfile).length, 2);
  });
});
