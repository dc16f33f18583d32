import * as vscode from 'vscode';
import { messageOf } from '../../base/errors.ts';
import { formatBytes } from '../../base/units.ts';
import type { ProfileOverview } from '../../engine/engine.ts';
import type { Folder, Folders } from '../folders.ts';
import { agoText, oneLine, withoutIcons, withoutLinks } from '../wording.ts';
import { fileNameOf } from './profileTexts.ts';

/** What dialogs suggest; any other file may be chosen as well. */
const KNOWN = ['cpuprofile', 'heapprofile', 'json', 'pprof', 'pb', 'gz', 'collapsed', 'folded'];

interface RecordedItem extends vscode.QuickPickItem {
  readonly recorded: { readonly folder: Folder; readonly overview: ProfileOverview };
}

/** Files that the user chooses, by absolute paths; none when they choose none. */
export async function pickFiles(): Promise<string[]> {
  const chosen = await vscode.window.showOpenDialog({ ...dialog(vscode.l10n.t('Open Profile')), canSelectMany: true });
  return (chosen ?? []).map(({ fsPath }) => fsPath);
}

function dialog(title: string): vscode.OpenDialogOptions {
  return { title, openLabel: vscode.l10n.t('Open'), filters: { [vscode.l10n.t('Profiles')]: KNOWN, [vscode.l10n.t('All files')]: ['*'] } };
}

/** Lists what was recorded, opens what is chosen, and removes what the user has done with. */
export async function pickRecorded(folders: Folders, open: (file: string) => Promise<void>): Promise<void> {
  const items = await recordedItems(folders);
  const box = vscode.window.createQuickPick<RecordedItem>();
  try {
    box.title = vscode.l10n.t('Recorded Profiles');
    box.placeholder = items.length === 0 ? vscode.l10n.t('No profile was recorded yet') : vscode.l10n.t('Which profile?');
    box.matchOnDescription = true;
    box.items = items;
    const chosen = await new Promise<RecordedItem | undefined>((resolve) => {
      box.onDidAccept(() => resolve(box.selectedItems[0]));
      box.onDidHide(() => resolve(undefined));
      box.onDidTriggerItemButton(async ({ item }) => {
        box.items = box.items.filter((one) => one !== item);
        await remove(item);
      });
      box.show();
    });
    box.hide();
    if (chosen) await open(chosen.recorded.overview.file);
  } finally {
    box.dispose();
  }
}

async function remove({ recorded: { folder, overview } }: RecordedItem): Promise<void> {
  try {
    await (await folder.engine()).removeRecordedProfile(overview.file);
  } catch (error) {
    void vscode.window.showErrorMessage(withoutLinks(messageOf(error)));
  }
}

/** What a profile is compared with: another one that was recorded, or a file. Undefined when the user chooses none. */
export async function pickOtherProfile(candidate: string, folders: Folders): Promise<string | undefined> {
  const others = (await recordedItems(folders)).filter(({ recorded }) => recorded.overview.file !== candidate);
  const aFile = { label: `$(folder-opened) ${vscode.l10n.t('Choose a File…')}`, recorded: null };
  const recorded = others.map(({ buttons: _buttons, ...item }) => item);
  const chosen =
    recorded.length === 0
      ? aFile
      : await vscode.window.showQuickPick([aFile, { label: '', kind: vscode.QuickPickItemKind.Separator, recorded: null }, ...recorded], {
          title: vscode.l10n.t('Compare {0} With…', fileNameOf(candidate)),
          placeHolder: vscode.l10n.t('The baseline: what it was before'),
          matchOnDescription: true,
        });
  if (!chosen) return undefined;
  if (chosen.recorded) return chosen.recorded.overview.file;
  const [file] = (await vscode.window.showOpenDialog(dialog(vscode.l10n.t('Choose the Baseline')))) ?? [];
  return file?.fsPath;
}

async function recordedItems(folders: Folders): Promise<RecordedItem[]> {
  const several = folders.all.length > 1;
  const found = new Map<string, RecordedItem['recorded']>();
  for (const folder of folders.all) {
    // Folders of one repository may keep theirs in one place.
    for (const overview of await (await folder.engine()).recordedProfiles()) {
      if (!found.has(overview.file)) found.set(overview.file, { folder, overview });
    }
  }
  return [...found.values()]
    .toSorted((a, b) => b.overview.recordedAtMs - a.overview.recordedAtMs)
    .map((recorded) => itemOf(recorded, several));
}

function itemOf(recorded: RecordedItem['recorded'], several: boolean): RecordedItem {
  const { folder, overview } = recorded;
  const { kind, title, recordedAtMs, bytes } = overview;
  const facts = [
    kind === 'cpu' ? vscode.l10n.t('CPU profile') : vscode.l10n.t('heap profile'),
    agoText(recordedAtMs, Date.now()),
    formatBytes(bytes),
    ...(several ? [folder.name] : []),
  ];
  return {
    label: `$(${kind === 'cpu' ? 'flame' : 'database'}) ${withoutIcons(oneLine(title, 80))}`,
    description: withoutIcons(facts.join(' · ')),
    recorded,
    buttons: [{ iconPath: new vscode.ThemeIcon('trash'), tooltip: vscode.l10n.t('Remove') }],
  };
}
