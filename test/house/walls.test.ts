// Every wall of src/README.md, proved by planting an import in a copy of the repository's lint set-up.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const repository = path.join(import.meta.dirname, '../..');

/** Who may import whom, written out once more: the rule is compared with this, not with its own table. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  base: [],
  model: [],
  protocol: ['base', 'model'],
  'engine/stats': ['base', 'model'],
  'engine/reports': ['base', 'model', 'engine/stats'],
  'engine/diagnosis': ['base', 'model', 'engine/stats'],
  'engine/hints/rules': ['base', 'model'],
  'engine/alerts/conditions': ['base', 'model', 'engine/stats'],
  'engine/harness': ['base', 'model', 'protocol'],
  'engine/store': ['base', 'model', 'protocol', 'engine/stats', 'engine/reports', 'engine/diagnosis', 'engine/harness'],
  server: ['base', 'model', 'protocol', 'engine/stats', 'engine/reports', 'engine/diagnosis', 'engine/harness', 'engine/store'],
  cli: ['base', 'model', 'server', 'engine/stats', 'engine/reports', 'engine/diagnosis', 'engine/harness', 'engine/store'],
  editor: ['base', 'model', 'protocol', 'server', 'engine/stats', 'engine/reports', 'engine/diagnosis', 'engine/harness', 'engine/store'],
  webview: ['base', 'model', 'protocol'],
};
/** Folders from which only types may be imported. */
const mayImportTypes: Readonly<Record<string, readonly string[]>> = { model: ['base'] };
const folders = Object.keys(mayImport);

const noNodeModules = [
  'base',
  'model',
  'protocol',
  'engine/stats',
  'engine/reports',
  'engine/diagnosis',
  'engine/hints/rules',
  'engine/alerts/conditions',
  'webview',
];
const noPackages = ['base', 'model', 'protocol'];

interface Plant {
  readonly file: string;
  readonly text: string;
  /** The rule that must complain; null when none may. */
  readonly rule: string | null;
  readonly what: string;
}

const relative = (from: string, to: string) => {
  const found = path.posix.relative(path.posix.dirname(from), to);
  return found.startsWith('.') ? found : `./${found}`;
};

let planted = 0;
const plants: Plant[] = [];
function plant(
  folder: string,
  what: string,
  text: (specifierOf: (file: string) => string) => string,
  rule: string | null,
  extension = 'ts',
): void {
  const file = `src/${folder}/planted${planted++}.${extension}`;
  plants.push({ file, what, rule, text: text((target) => relative(file, `src/${target}`)) });
}

const wall = 'laptime(walls)';
const globals = 'eslint(no-restricted-globals)';
for (const from of folders) {
  for (const to of folders) {
    if (from === to) continue;
    const value = mayImport[from]?.includes(to) ?? false;
    const type = value || (mayImportTypes[from]?.includes(to) ?? false);
    // What lies in a feature's sub-folder is not for other features.
    plant(from, `${from} imports ${to}`, (at) => `import { thing } from '${at(`${to}/index.ts`)}';\nthing();\n`, value ? null : wall);
    plant(
      from,
      `${from} imports a type of ${to}`,
      (at) => `import type { Thing } from '${at(`${to}/index.ts`)}';\nexport type Mine = Thing;\n`,
      type ? null : wall,
    );
  }
  plant(
    from,
    `${from} imports node:fs`,
    () => `import { existsSync } from 'node:fs';\nexistsSync('');\n`,
    noNodeModules.includes(from) ? wall : null,
  );
  plant(
    from,
    `${from} imports a package`,
    () => `import { Bench } from 'tinybench';\nexport const made = new Bench();\n`,
    noPackages.includes(from) ? wall : null,
  );
  plant(
    from,
    `${from} imports vscode`,
    () => `import { window } from 'vscode';\nvoid window.showInformationMessage('');\n`,
    from === 'editor' ? null : wall,
  );
  plant(
    from,
    `${from} imports a type of vscode`,
    () => `import type { Uri } from 'vscode';\nexport type Mine = Uri;\n`,
    from === 'editor' ? null : wall,
  );
}

// The other ways to write an import.
plant('webview', 'import()', (at) => `export const late = import('${at('engine/store/index.ts')}');\n`, wall);
plant('webview', 'export from', (at) => `export { thing } from '${at('engine/store/index.ts')}';\n`, wall);
plant('webview', 'export * from', (at) => `export * from '${at('engine/store/index.ts')}';\n`, wall);
plant('webview', 'typeof import()', (at) => `export type Late = typeof import('${at('engine/store/index.ts')}');\n`, wall);
plant('webview', 'a TSX file', (at) => `import { thing } from '${at('engine/store/index.ts')}';\nthing();\n`, wall, 'tsx');
plant('editor', 'a way round through the root', (at) => `import { thing } from '${at('../src/webview/index.ts')}';\nthing();\n`, wall);
plant(
  'engine/store',
  'past the index of another feature',
  (at) => `import { thing } from '${at('engine/stats/inner.ts')}';\nthing();\n`,
  wall,
);
plant('cli', 'past the index of a feature', (at) => `import { thing } from '${at('engine/stats/inner.ts')}';\nthing();\n`, wall);
plant('engine/store', 'engine.ts from a feature', (at) => `import { thing } from '${at('engine/engine.ts')}';\nthing();\n`, wall);
plant('cli', 'engine.ts from a face', (at) => `import { thing } from '${at('engine/engine.ts')}';\nthing();\n`, null);
plant('cli', 'a file outside of src', (at) => `import { thing } from '${at('../test/thing.ts')}';\nthing();\n`, wall);
plant('cli', 'no file extension', (at) => `import { thing } from '${at('base/index')}';\nthing();\n`, wall);
plant('engine/stats', 'a test with node:fs', () => `import { existsSync } from 'node:fs';\nexistsSync('');\n`, null, 'test.ts');
plant('engine/stats', 'a test past a wall', (at) => `import { thing } from '${at('editor/index.ts')}';\nthing();\n`, wall, 'test.ts');

// Globals that an import rule does not see.
plant('base', 'process in base', () => `export const pid = process.pid;\n`, globals);
plant('base', 'document in base', () => `export const title = document.title;\n`, globals);
plant('engine/stats', 'Buffer in stats', () => `export const empty = Buffer.alloc(0);\n`, globals);
plant('webview', 'process in the webview', () => `export const pid = process.pid;\n`, globals);
plant('cli', 'process in the command line', () => `export const pid = process.pid;\n`, null);

// Beyond the walls.
plant('engine/store', 'a cycle', () => `import { b } from './cycleB.ts';\nexport const a = () => b();\n`, 'import(no-cycle)', 'cycle.ts');
plant(
  'engine/store',
  'a cycle of types',
  () => `import type { B } from './typeCycleB.ts';\nexport type A = B | null;\n`,
  'import(no-cycle)',
  'types.ts',
);
plant('cli', 'a floating promise', () => `export function start() {\n  Promise.resolve(1);\n}\n`, 'typescript(no-floating-promises)');
plant('cli', 'a default export', () => `const made = 1;\nexport default made;\n`, 'import(no-default-export)');
plant('cli', 'any', () => `export const made = (x: any) => String(x);\n`, 'typescript(no-explicit-any)');
plant('editor', 'console in the editor', () => `console.log(1);\n`, 'eslint(no-console)');

interface Diagnostic {
  readonly code: string;
  readonly filename: string;
}

describe('the walls between the folders', () => {
  let copy: string;
  let diagnostics: readonly Diagnostic[];

  beforeAll(() => {
    copy = mkdtempSync(path.join(tmpdir(), 'laptime-walls-'));
    for (const file of ['oxlint.config.ts', 'tsconfig.json', 'package.json', '.ci/lint']) {
      cpSync(path.join(repository, file), path.join(copy, file), { recursive: true });
    }
    symlinkSync(path.join(repository, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
    const write = (file: string, text: string) => {
      mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
      writeFileSync(path.join(copy, file), text);
    };
    const thing = `export interface Thing {\n  readonly name: string;\n}\nexport function thing(): void {}\n`;
    for (const folder of folders) write(`src/${folder}/index.ts`, thing);
    for (const file of ['src/engine/stats/inner.ts', 'src/engine/engine.ts', 'test/thing.ts']) write(file, thing);
    const cycle = plants.find((each) => each.what === 'a cycle')?.file ?? '';
    const typeCycle = plants.find((each) => each.what === 'a cycle of types')?.file ?? '';
    write('src/engine/store/cycleB.ts', `import { a } from './${path.basename(cycle)}';\nexport const b = (): unknown => a();\n`);
    write(
      'src/engine/store/typeCycleB.ts',
      `import type { A } from './${path.basename(typeCycle)}';\nexport interface B {\n  readonly a: A;\n}\n`,
    );
    for (const { file, text } of plants) write(file, text);
    const { stdout, stderr } = spawnSync(process.execPath, [path.join(repository, 'node_modules/oxlint/bin/oxlint'), '--format=json'], {
      cwd: copy,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    if (stderr !== '') throw new Error(stderr);
    diagnostics = (JSON.parse(stdout) as { diagnostics: Diagnostic[] }).diagnostics;
  });

  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  /** Of these plants, what was complained about, and by which rule. */
  const complaints = (some: readonly Plant[]) =>
    some.flatMap(({ file, what, rule }) => {
      const codes = diagnostics.filter(({ filename }) => filename === file).map(({ code }) => code);
      const code = codes.find((each) => each === (rule ?? wall) || each === globals);
      return code === undefined ? [] : [`${what}: ${code}`];
    });
  const expected = (some: readonly Plant[]) => some.flatMap(({ what, rule }) => (rule === null ? [] : [`${what}: ${rule}`]));

  it.each(folders)('of src/%s', (folder) => {
    const here = plants.filter(({ what }) => what.startsWith(`${folder} imports`));
    expect(here.length).toBeGreaterThan(folders.length * 2);
    expect(complaints(here)).toEqual(expected(here));
  });

  it.each(plants.filter(({ what }) => !what.includes(' imports ')))('$what: $rule', (each) => {
    expect(complaints([each])).toEqual(expected([each]));
  });
});
