import * as path from 'node:path';
import * as vscode from 'vscode';
import type { ProfileForm } from '../../protocol/profilePage.ts';
import { filesOf, type OpenSubject } from './openSubject.ts';
import { fileNameOf } from './profileTexts.ts';

const extensions: Readonly<Record<ProfileForm, string>> = {
  cpuprofile: 'cpuprofile',
  speedscope: 'speedscope.json',
  collapsed: 'folded',
  svg: 'svg',
};

/** Asks for a place, and writes what is open there. */
export async function saveProfile({ opened, subject }: OpenSubject, form: ProfileForm): Promise<void> {
  const files = filesOf(subject);
  const extension = extensions[form];
  const stem = files.map((file) =>
    path.basename(file).replace(/(?:\.(?:[a-z]*profile|speedscope|trace|json|gz|pprof|pb|folded|collapsed|svg))+$/, ''),
  );
  const folder = savingFolder(files[0]!);
  const name = `${[...new Set(stem)].join('-')}.${extension}`;
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.file(path.join(folder, name)),
    filters: { [filterName(form)]: [extension] },
    title: vscode.l10n.t('Save Profile'),
  });
  if (!target) return;
  await opened.write(form, target.fsPath);
  void vscode.window.setStatusBarMessage(vscode.l10n.t('{0} was saved.', fileNameOf(target.fsPath)), 5000);
}

/** Beside the profile; recorded ones lie where nobody looks. */
function savingFolder(file: string): string {
  const folder = path.dirname(file);
  const isHidden = folder.split(path.sep).some((name) => name === '.git' || name === '.laptime');
  return (isHidden && vscode.workspace.workspaceFolders?.[0]?.uri.fsPath) || folder;
}

function filterName(form: ProfileForm): string {
  switch (form) {
    case 'cpuprofile':
      return vscode.l10n.t('V8 profile');
    case 'speedscope':
      return 'speedscope';
    case 'collapsed':
      return vscode.l10n.t('Collapsed stacks');
    case 'svg':
      return vscode.l10n.t('Picture with tool tips');
  }
}
