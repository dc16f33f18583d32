import { existsSync, globSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { CONFIG_FILE as engineConfigFile } from '../engine/config/index.ts';
import { allCommands, internalCommands } from './commands/index.ts';
import {
  CONFIG_FILE,
  CONTROLLER_ID,
  contextKeys,
  DIFFERENCE_PANEL,
  EXTENSION_ID,
  HOT_FUNCTIONS_VIEW,
  MONITOR_VIEW,
  PANEL_TYPE,
  PROFILE_EDITOR,
  WALKTHROUGH_ID,
} from './names.ts';
import { settingDefaults } from './settings.ts';

vi.mock('vscode', async () => (await import('./vscode.fixture.ts')).vscodeForUnitTests);

interface Step {
  readonly id: string;
  readonly description: string;
  readonly media: { readonly svg: string };
}

interface Setting {
  readonly default: unknown;
  readonly scope: string;
  readonly markdownDescription: string;
}

interface Manifest {
  readonly publisher: string;
  readonly name: string;
  readonly icon: string;
  readonly main: string;
  readonly activationEvents: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category: string; readonly enablement?: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when: string }[]>>;
    readonly customEditors: readonly { readonly viewType: string; readonly priority: string }[];
    readonly viewsContainers: { readonly activitybar: readonly { readonly id: string; readonly icon: string }[] };
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly when: string }[];
    readonly colors: readonly { readonly id: string }[];
    readonly configuration: readonly { readonly properties: Readonly<Record<string, Setting>> }[];
    readonly jsonValidation: readonly { readonly fileMatch: string; readonly url: string }[];
    readonly walkthroughs: readonly { readonly id: string; readonly steps: readonly Step[] }[];
  };
}

const root = path.join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const manifest = JSON.parse(read('package.json')) as Manifest;
const texts = JSON.parse(read('package.nls.json')) as Record<string, string>;
const { commands, menus, colors, configuration, customEditors, jsonValidation, views, viewsContainers, viewsWelcome, walkthroughs } =
  manifest.contributes;
const contributed = commands.map(({ command }) => command);
const settings = Object.assign({}, ...configuration.map(({ properties }) => properties)) as Record<string, Setting>;
const sources = globSync('src/editor/**/*.ts', { cwd: root })
  .filter((file) => !/\.(?:test|fixture)\.ts$/.test(file))
  .map((file) => read(file))
  .join('\n');

describe('package.json and the code', () => {
  it('have the same commands', () => {
    const registered = Object.keys(allCommands({} as Parameters<typeof allCommands>[0]));
    expect([...contributed, ...internalCommands].toSorted()).toEqual(registered.toSorted());
    expect(commands.every(({ category }) => category === 'Laptime')).toBe(true);
  });

  it('have the same settings with the same defaults', () => {
    const inCode = Object.fromEntries(Object.entries(settingDefaults).map(([key, value]) => [`laptime.${key}`, value]));
    expect(Object.fromEntries(Object.entries(settings).map(([key, setting]) => [key, setting.default]))).toEqual(inCode);
  });

  it('have the same context keys', () => {
    const conditions = [...Object.values(menus).flat(), ...viewsWelcome, ...commands].map((entry) =>
      'when' in entry ? entry.when : (entry.enablement ?? ''),
    );
    // What stands behind `==` is the name of a view.
    const used = conditions.flatMap((when) => when.match(/(?<!== )laptime\.\w+/g) ?? []);
    expect([...new Set(used)].toSorted()).toEqual(contextKeys.toSorted());
  });

  it('name the same commands in menus, links and lenses as are there', () => {
    const known = new Set([...contributed, ...internalCommands]);
    const inMenus = Object.values(menus).flatMap((entries) => entries.map(({ command }) => command));
    const inCode = [...sources.matchAll(/(?:command: |executeCommand\(|commandLink\([^;]*?, )'(laptime\.\w+)'/g)].map(([, id]) => id!);
    const inWalkthrough = Object.values(texts).flatMap((text) => [...text.matchAll(/\(command:(laptime\.\w+)\)/g)].map(([, id]) => id!));
    expect(inCode.length).toBeGreaterThan(4);
    expect(inWalkthrough.length).toBeGreaterThan(3);
    expect([...inMenus, ...inCode, ...inWalkthrough].filter((id) => !known.has(id))).toEqual([]);
  });

  it('have the same names', () => {
    expect(EXTENSION_ID).toBe(`${manifest.publisher}.${manifest.name}`);
    expect(manifest.activationEvents).toContain(`onWebviewPanel:${PANEL_TYPE}`);
    expect(manifest.activationEvents).toContain(`onWebviewPanel:${DIFFERENCE_PANEL}`);
    expect(customEditors).toMatchObject([{ viewType: PROFILE_EDITOR, priority: 'option' }]);
    expect(Object.values(views).flatMap((all) => all.map(({ id }) => id))).toEqual(
      expect.arrayContaining([HOT_FUNCTIONS_VIEW, MONITOR_VIEW]),
    );
    expect(Object.keys(views)).toEqual(viewsContainers.activitybar.map(({ id }) => id));
    expect(walkthroughs.map(({ id }) => id)).toEqual([WALKTHROUGH_ID]);
    expect(menus['testing/item/context']?.every(({ when }) => when === `controllerId == '${CONTROLLER_ID}'`)).toBe(true);
    expect(jsonValidation.map(({ fileMatch }) => fileMatch)).toEqual([CONFIG_FILE]);
    expect(CONFIG_FILE).toBe(engineConfigFile);
  });

  it('have the same colours', () => {
    const looks = ['cool', 'warm', 'hot', 'hottest', 'stale'];
    const names = looks.flatMap((one) => [`${one}Foreground`, ...(one === 'cool' || one === 'stale' ? [] : [`${one}Background`])]);
    expect(colors.map(({ id }) => id).toSorted()).toEqual(names.map((name) => `laptime.heat.${name}`).toSorted());
  });

  it('keep workspaces from choosing what is executed before they are trusted', () => {
    expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toContain('laptime.node.executable');
    expect(settings['laptime.node.executable']?.scope).toBe('machine-overridable');
  });

  it('point at files that are there', () => {
    const media = walkthroughs.flatMap(({ steps }) => steps.map((step) => step.media.svg));
    const icons = [...viewsContainers.activitybar, ...Object.values(views).flat()].map(({ icon }) => icon);
    const named = [manifest.icon, ...icons, ...jsonValidation.map(({ url }) => url), ...media];
    expect(named.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
    // VS Code shows these under a policy that blocks styles: what needs them is black on black.
    expect(media.filter((file) => /<style|\s(?:style|class)=/.test(read(file)))).toEqual([]);
  });

  it('have a text for every placeholder, and no text that nothing uses', () => {
    const used = [...read('package.json').matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key!);
    expect([...new Set(used)].toSorted()).toEqual(Object.keys(texts).toSorted());
    expect(Object.values(texts).every((text) => text.trim() !== '')).toBe(true);
  });

  it('have every text of the code in the bundle for translators', async () => {
    const found = [...sources.matchAll(/l10n\.t\(\s*(['"])((?:(?!\1).)+)\1/g)].map(([, , text]) => text!);
    expect(found.length, 'every call has its text as a literal').toBe([...sources.matchAll(/l10n\.t\(/g)].length);
    const bundle = Object.fromEntries(found.toSorted().map((text) => [text, text]));
    await expect(`${JSON.stringify(bundle, null, 2)}\n`).toMatchFileSnapshot(path.join(root, 'l10n/bundle.l10n.json'));
  });
});
