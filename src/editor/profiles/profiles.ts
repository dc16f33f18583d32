import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import { DIFFERENCE_PANEL, HOT_FUNCTIONS_VIEW, PROFILE_EDITOR } from '../names.ts';
import type { CurrentProfile } from './currentProfile.ts';
import type { HeatSource } from './heat/heat.ts';
import type { HotFunction } from './hotFunctions.ts';
import type { OpenProfiles, ProfileDocument, ProfilesParts } from './openProfiles.ts';

/** Profiles in the editor: pages, heat and lists. What shows them is loaded with the first one. */
export interface Profiles extends Disposable {
  /** The profile whose heat is on the lines; null without one. */
  readonly heatSource: HeatSource | null;
  /** When that may be another one. */
  readonly onDidChangeHeat: vscode.Event<void>;
  /** Opens a profile by its absolute path, selects the hottest path and lays its heat on the lines. */
  show(file: string): Promise<void>;
  /** Opens what differs between two profiles. */
  showDifference(baseline: string, candidate: string): Promise<void>;
  /** What is open; made at the first call. */
  opened(): Promise<OpenProfiles>;
}

export function registerProfiles(parts: ProfilesParts): Profiles {
  const owned = new DisposableStore();
  const changed = owned.add(new vscode.EventEmitter<void>());
  const heated = owned.add(new vscode.EventEmitter<void>());
  let current: CurrentProfile | undefined;
  let made: Promise<OpenProfiles> | undefined;

  async function make(): Promise<OpenProfiles> {
    const { OpenProfiles } = await import('./openProfiles.ts');
    const open = owned.add(new OpenProfiles(parts));
    owned.add(
      open.current.hotFunctions.onDidChange(() => {
        view.message = open.current.legend;
        changed.fire();
      }),
    );
    ({ current } = open);
    owned.add(current.heat.onDidChange(() => heated.fire()));
    return open;
  }

  const opened = (): Promise<OpenProfiles> =>
    (made ??= make().catch((error: unknown) => {
      // The next one tries again.
      made = undefined;
      throw error;
    }));

  const view = owned.add(
    vscode.window.createTreeView<HotFunction>(HOT_FUNCTIONS_VIEW, {
      treeDataProvider: {
        onDidChangeTreeData: changed.event,
        getChildren: async (parent) => (made ? (await made).current.hotFunctions.children(parent) : []),
        getTreeItem: async (one) => (await opened()).current.hotFunctions.item(one),
      },
    }),
  );
  const provider: vscode.CustomReadonlyEditorProvider<ProfileDocument> = {
    openCustomDocument: async (uri) => (await opened()).openDocument(uri),
    resolveCustomEditor: async (document, panel) => (await opened()).fill(document, panel),
  };
  owned.add(vscode.window.registerCustomEditorProvider(PROFILE_EDITOR, provider, { supportsMultipleEditorsPerDocument: false }));
  owned.add(
    vscode.window.registerWebviewPanelSerializer(DIFFERENCE_PANEL, {
      deserializeWebviewPanel: async (panel: vscode.WebviewPanel, state: unknown) => (await opened()).restoreDifference(panel, state),
    }),
  );
  return {
    get heatSource() {
      return current?.heat.source ?? null;
    },
    onDidChangeHeat: heated.event,
    opened,
    show: async (file) => (await opened()).show(file),
    showDifference: async (baseline, candidate) => (await opened()).showDifference(baseline, candidate),
    dispose: () => owned.dispose(),
  };
}
