import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as vscode from 'vscode';
import { open, parts, pathOf, root, until, uriOf } from './extension.ts';
import { answer } from './recorded.ts';

/** One of its own for each test: VS Code keeps what it knows of a file for a while. */
let file = '';
let tests = 0;
const SPREAD = 'no-accumulating-spread';
const REGEXP = 'prefer-starts-ends-with';
const sum = (name: string) => `export function ${name}(rows: { id: string }[]) {
  return rows.reduce((all, row) => ({ ...all, [row.id]: row }), {});
}
`;

const laptime = (uri: vscode.Uri) => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Laptime');
const ruleOf = ({ code }: vscode.Diagnostic) => (typeof code === 'object' ? String(code.value) : null);
const rulesAt = (uri: vscode.Uri) => laptime(uri).map(ruleOf);

/** Waits until these rules, and no others, have hints in a file. */
async function rulesAre(uri: vscode.Uri, ...rules: (string | null)[]): Promise<vscode.Diagnostic[]> {
  await until(`${uri.path} has hints of ${JSON.stringify(rules)}`, () => JSON.stringify(rulesAt(uri)) === JSON.stringify(rules)).catch(() =>
    assert.deepEqual(rulesAt(uri), rules),
  );
  return laptime(uri);
}

async function write(name: string, text: string): Promise<vscode.TextEditor> {
  fs.writeFileSync(pathOf(name), text);
  return open(name);
}

async function replaceAll(editor: vscode.TextEditor, text: string): Promise<void> {
  const { document } = editor;
  await editor.edit((edit) => edit.replace(new vscode.Range(0, 0, document.lineCount, 0), text));
}

const actionsAt = ({ range }: vscode.Diagnostic, uri: vscode.Uri, kind?: string) =>
  vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range, kind, 50);

async function apply(title: string | RegExp, hint: vscode.Diagnostic, uri: vscode.Uri): Promise<void> {
  const actions = await actionsAt(hint, uri);
  const action = actions.find((one) => (typeof title === 'string' ? one.title === title : title.test(one.title)));
  assert.ok(action?.edit, `there is an edit of ${String(title)} among ${actions.map((one) => one.title).join(', ')}`);
  assert.ok(await vscode.workspace.applyEdit(action.edit));
}

async function configure(hints: unknown): Promise<() => void> {
  const place = pathOf('laptime.config.json');
  const before = fs.readFileSync(place, 'utf8');
  const config = JSON.parse(before.replaceAll(/^\s*\/\/.*$/gm, '')) as object;
  fs.writeFileSync(place, JSON.stringify({ ...config, hints }));
  return () => fs.writeFileSync(place, before);
}

const level = (value: string | undefined) =>
  vscode.workspace.getConfiguration('laptime').update('hints.level', value, vscode.ConfigurationTarget.Workspace);

describe('hints in an editor', () => {
  before(async () => {
    await parts();
  });

  beforeEach(() => {
    tests += 1;
    file = `src/slow${tests}.ts`;
  });

  afterEach(async () => {
    await level(undefined);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    fs.rmSync(pathOf(file), { force: true });
  });

  it('come with an edit, without saving, and say what, why and where it is explained', async () => {
    const { document, ...editor } = await write(file, 'export {};\n');
    await rulesAre(document.uri);
    await vscode.window.activeTextEditor!.edit((edit) => edit.insert(new vscode.Position(1, 0), sum('byId')));
    const [hint] = await rulesAre(document.uri, SPREAD);
    assert.ok(document.isDirty, String(editor.viewColumn));
    assert.equal(document.getText(hint!.range), '...all');
    assert.equal(hint!.severity, vscode.DiagnosticSeverity.Information);
    assert.match(hint!.message, /copies the whole object.*\.$/su);
    const { target } = hint!.code as { readonly target: vscode.Uri };
    assert.deepEqual([target.scheme, target.path, target.query], ['command', 'laptime.openRulePage', JSON.stringify([SPREAD])]);
    await vscode.commands.executeCommand(target.path, ...(JSON.parse(target.query) as unknown[]));
    await until('the page is shown', () => vscode.window.tabGroups.activeTabGroup.activeTab?.label.includes(SPREAD));
  });

  it('stay for the sound parts of code that is half typed, and follow a file that is closed, renamed and deleted', async () => {
    const editor = await write(file, `${sum('one')}\nfunction half(a {\n  if (a.\n`);
    const { uri } = editor.document;
    await rulesAre(uri, SPREAD);
    await replaceAll(editor, `${sum('one')}\nconst x = \`\${`);
    await rulesAre(uri, SPREAD);
    await editor.document.save();
    const renamed = uriOf('src/renamed.ts');
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(uri, renamed);
    await vscode.workspace.applyEdit(edit);
    await rulesAre(renamed, SPREAD);
    await rulesAre(uri);
    const gone = new vscode.WorkspaceEdit();
    gone.deleteFile(renamed);
    await vscode.workspace.applyEdit(gone);
    await rulesAre(renamed);
  });

  it('are there for texts without a file, and for the scripts of pages', async () => {
    const untitled = await vscode.workspace.openTextDocument({
      language: 'javascriptreact',
      content: sum('f').replace(': { id: string }[]', ''),
    });
    await vscode.window.showTextDocument(untitled);
    await rulesAre(untitled.uri, SPREAD);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    const page = 'src/page.vue';
    const script = sum('f').replace('export ', '');
    const { document } = await write(page, `<template><p>{{ rows }}</p></template>\n<script setup lang="ts">\n${script}</script>\n`);
    const [hint] = await rulesAre(document.uri, SPREAD);
    assert.equal(hint!.range.start.line, 3);
    await apply(`Turn off ${SPREAD} for this line`, hint!, document.uri);
    await rulesAre(document.uri);
    assert.equal(document.lineAt(3).text, `  // laptime-disable-next-line ${SPREAD} -- why`);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    fs.rmSync(pathOf(page));
  });

  it('are mended by a preferred fix where it is safe, and by a suggestion that is named as one', async () => {
    const { document } = await write(file, 'export const isA = (rows: string[]) => rows.filter((row) => /^a/.test(row));\n');
    const [hint] = await rulesAre(document.uri, REGEXP);
    const actions = await actionsAt(hint!, document.uri, 'quickfix');
    const fix = actions.find(({ isPreferred }) => isPreferred);
    assert.ok(fix, JSON.stringify(actions.map(({ title }) => title)));
    assert.ok(await vscode.workspace.applyEdit(fix.edit!));
    await rulesAre(document.uri);
    assert.match(document.getText(), /row\.startsWith\('a'\)/);
  });

  it('are mended all at once on save, but for suggestions', async () => {
    const section = vscode.workspace.getConfiguration('editor');
    const first = '(row) => /^a/.test(row)';
    const text = `${sum('f')}export const a = (rows: string[]) => rows.filter(${first});\n\nexport const b = (rows: string[]) => rows.some(${first});\n`;
    const editor = await write(file, text);
    const { document } = editor;
    const [, hint] = await rulesAre(document.uri, SPREAD, REGEXP, REGEXP);
    const all = (await actionsAt(hint!, document.uri)).find(({ title }) => title === 'Fix all safe Laptime hints in this file');
    assert.deepEqual(
      all?.edit?.get(document.uri).map(({ range }) => [range.start.line, range.end.line]),
      [
        [3, 4],
        [5, 6],
      ],
    );
    await section.update('codeActionsOnSave', { 'source.fixAll.laptime': 'explicit' }, vscode.ConfigurationTarget.Workspace);
    try {
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '\n'));
      await document.save();
      await rulesAre(document.uri, SPREAD);
      const startsWith = "(row) => row.startsWith('a')";
      assert.equal(fs.readFileSync(pathOf(file), 'utf8'), `\n${text.replaceAll(first, startsWith)}`);
    } finally {
      await section.update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('are turned off by comments, and a comment that turns off nothing is removed by a click', async () => {
    const { document } = await write(file, sum('f'));
    const { uri } = document;
    const [hint] = await rulesAre(uri, SPREAD);
    await apply(`Turn off ${SPREAD} for this file`, hint!, uri);
    await rulesAre(uri);
    assert.equal(document.lineAt(0).text, `/* laptime-disable ${SPREAD} -- why */`);
    await replaceAll(vscode.window.activeTextEditor!, `// laptime-disable-next-line ${SPREAD} -- was slow\nexport const a = 1;\n`);
    const [unused] = await rulesAre(uri, null);
    assert.match(unused!.message, /finds nothing there/);
    assert.deepEqual(unused!.tags, [vscode.DiagnosticTag.Unnecessary]);
    await apply(`Remove ${SPREAD} from this comment`, unused!, uri);
    await rulesAre(uri);
    assert.equal(document.getText(), 'export const a = 1;\n');
  });

  it('are those of the level, which a command chooses', async () => {
    const { hints } = await parts();
    const { document } = await write(file, `${sum('f')}export const a = (b: string[]) => b.some((c) => /^a/.test(c));\n`);
    await rulesAre(document.uri, SPREAD, REGEXP);
    await level('conservative');
    await rulesAre(document.uri);
    assert.equal(hints.known(document)?.count, 0);
    const pick = vscode.window.showQuickPick;
    const offered: string[] = [];
    Object.assign(vscode.window, {
      showQuickPick: (items: readonly { readonly label: string; readonly choice: string }[]) => {
        offered.push(...items.map(({ label }) => label));
        return items.find(({ choice }) => choice === 'off');
      },
    });
    try {
      await vscode.commands.executeCommand('laptime.chooseHintLevel');
    } finally {
      Object.assign(vscode.window, { showQuickPick: pick });
    }
    assert.ok(offered.includes('$(check) conservative'), offered.join());
    assert.equal(vscode.workspace.getConfiguration('laptime').get('hints.level'), 'off');
    await rulesAre(document.uri);
    assert.equal(hints.known(document), undefined);
  });

  it('keep to the configuration file, and follow it', async () => {
    const { document } = await write(file, sum('f'));
    await rulesAre(document.uri, SPREAD);
    for (const hints of [{ rules: { [SPREAD]: false } }, { exclude: [file] }, { level: 'conservative' }]) {
      const restore = await configure(hints);
      try {
        await rulesAre(document.uri);
      } finally {
        restore();
      }
      await rulesAre(document.uri, SPREAD);
    }
    fs.writeFileSync(pathOf('.gitignore'), `${file}\n`);
    await rulesAre(document.uri);
    fs.rmSync(pathOf('.gitignore'));
    await rulesAre(document.uri, SPREAD);
  });

  it('leave out what the baseline has', async () => {
    const { document } = await write(file, sum('f'));
    const engine = await (await parts()).folders.all[0]!.engine();
    await rulesAre(document.uri, SPREAD);
    const baseline = pathOf('known.json');
    const request = { targets: { files: [], folders: [] }, baseline, updateBaseline: true };
    await engine.hints(request, new AbortController().signal);
    const restore = await configure({ baseline: 'known.json' });
    try {
      await rulesAre(document.uri);
      await vscode.window.activeTextEditor!.edit((edit) => edit.insert(new vscode.Position(3, 0), sum('g').replace('all,', 'all ,')));
      assert.equal((await rulesAre(document.uri, SPREAD))[0]!.range.start.line, 4);
    } finally {
      restore();
      fs.rmSync(baseline);
    }
  });

  it('say their share of the profile that is open, move with the text, and fade where it is nothing', async () => {
    const { profiles } = await parts();
    const { document } = await write(file, `${sum('f')}${sum('g')}`);
    await document.save();
    const profile = pathOf('slow.cpuprofile');
    fs.writeFileSync(profile, JSON.stringify(profileOf(pathOf(file), 2)));
    await level('aggressive');
    await rulesAre(document.uri, SPREAD, SPREAD);
    await profiles.show(profile);
    const shares = () => laptime(document.uri).map(({ message, severity }) => `${severity} ${/^.*?(?= · )/u.exec(message)?.[0]}`);
    const said = (...wanted: string[]) =>
      until(`hints say ${wanted.join()}`, () => wanted.join() === shares().join()).catch(() => assert.deepEqual(shares(), wanted));
    const { Warning, Information, Hint } = vscode.DiagnosticSeverity;
    const { hints } = await parts();
    // Only what was measured to gain something is a warning.
    const hot = (hints.known(document)?.hints[0]?.hint.measured.at(-1)?.ratio ?? 0) >= 1.2 ? Warning : Information;
    await said(`${hot} 91 % of the profile`, `${Hint} Nothing of the profile`);
    assert.deepEqual(laptime(document.uri)[1]!.tags, [vscode.DiagnosticTag.Unnecessary]);
    const editor = await open(file);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// one more line\n'));
    const older = ' (older than this text)';
    await said(`${hot} 91 % of the profile${older}`, `${Hint} Nothing of the profile${older}`);
    await vscode.commands.executeCommand('laptime.clearProfile');
    await said(`${Information} undefined`, `${Information} undefined`);
    fs.rmSync(profile);
  });

  it('have fixes that are measured, and applied to the text that was measured alone', async () => {
    const editor = await write(file, 'export const isA = (rows: string[]) => rows.filter((row) => /^a/.test(row));\n');
    const { document } = editor;
    const { hints } = await parts();
    const measure = async (decide: (offered: readonly string[]) => Promise<string>): Promise<string> => {
      await until('the text is known', () => hints.known(document)?.version === document.version);
      const [hint] = await rulesAre(document.uri, REGEXP);
      const { command } = (await actionsAt(hint!, document.uri)).find(({ title }) => title.startsWith('Measure this fix: '))!;
      let told: string | undefined;
      const original = vscode.window.showInformationMessage;
      Object.assign(vscode.window, {
        showInformationMessage: async (text: string, ...offered: readonly string[]) => {
          told = text;
          return decide(offered);
        },
      });
      try {
        await vscode.commands.executeCommand(command!.command, ...(command!.arguments as unknown[]));
        return await until('it is told', () => told);
      } finally {
        Object.assign(vscode.window, { showInformationMessage: original });
      }
    };
    const errors = answer('showErrorMessage', () => undefined);
    try {
      const told = await measure(async (offered) => {
        assert.deepEqual(offered, ['Benchmark This Function', 'Apply', 'Show Diff', 'Discard']);
        await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// edited\n'));
        return 'Apply';
      });
      assert.match(told, /^Use startsWith: Not measured\. /);
      await until('it is refused', () => errors.asked.some((text) => text.includes('The text has changed since the fix was measured')));
      assert.match(document.getText(), /^\/\/ edited\n.*\/\^a\//);
      await measure(async () => 'Apply');
      await rulesAre(document.uri);
      assert.match(document.getText(), /row\.startsWith\('a'\)/);
      await vscode.commands.executeCommand('laptime.measureFix', { uri: document.uri.toString(), rule: REGEXP });
      await until('it says so', () => errors.asked.some((text) => text.includes('This fix is not there any more')));
    } finally {
      errors.restore();
    }
  }).timeout(120_000);

  it('come for the settings of TypeScript, and follow what other files say once they are saved', async () => {
    const folder = `settings${tests}`;
    fs.mkdirSync(pathOf(folder));
    try {
      fs.writeFileSync(pathOf(`${folder}/package.json`), '{ "engines": { "node": ">=20" } }\n');
      const { document } = await write(`${folder}/tsconfig.json`, '{\n  "compilerOptions": {\n    "target": "ES5"\n  }\n}\n');
      const [hint] = await rulesAre(document.uri, 'ts-target-too-low');
      assert.deepEqual(hint!.range, new vscode.Range(2, 14, 2, 19));
      const titles = (await actionsAt(hint!, document.uri)).map(({ title }) => title);
      assert.ok(titles.includes('Compile for ES2022 (suggestion: judge it)'), titles.join(', '));
      const other = await open(`${folder}/package.json`);
      await replaceAll(other, '{ "engines": { "node": ">=8" } }\n');
      assert.ok(await other.document.save());
      await rulesAre(document.uri);
    } finally {
      fs.rmSync(pathOf(folder), { recursive: true });
    }
  }).timeout(60_000);

  it('answer while somebody types, without holding up the editor', async () => {
    const editor = await write(file, '');
    const { document } = editor;
    const whole = Array.from({ length: 400 }, (_, index) => sum(`f${index}`)).join('\n');
    await replaceAll(editor, whole);
    await until('there are hints', () => laptime(document.uri).length > 200);
    assert.match(laptime(document.uri)[0]!.message, /^200 of 400 hints are marked here/);
    for (const letter of 'const typed = 1;') await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), letter));
    const { hints } = await parts();
    await until('the newest text is known', () => hints.known(document)?.version === document.version);
    assert.equal(root().scheme, 'file');
  });
});

/** A CPU profile in which nine of ten samples fell on a line of a file. */
function profileOf(place: string, line: number): unknown {
  const callFrame = (functionName: string, url: string) => ({ functionName, scriptId: '1', url, lineNumber: 0, columnNumber: 0 });
  const nodes = [
    { id: 1, callFrame: callFrame('(root)', ''), hitCount: 0, children: [2, 3] },
    { id: 2, callFrame: callFrame('f', vscode.Uri.file(place).toString()), hitCount: 90, positionTicks: [{ line, ticks: 90 }] },
    {
      id: 3,
      callFrame: callFrame('other', vscode.Uri.file(`${place}x.js`).toString()),
      hitCount: 11,
      positionTicks: [{ line: 1, ticks: 10 }],
    },
  ];
  const samples = Array.from({ length: 100 }, (_, index) => (index < 90 ? 2 : 3));
  return { nodes, startTime: 0, endTime: 100_000, samples, timeDeltas: samples.map(() => 1000) };
}
