import * as vscode from 'vscode';
import type { Folder } from '../folders.ts';
import { revisionItems, typedItem, type RevisionItem, type RevisionQuestion } from './revisionItems.ts';

/** Asks for a revision of the folder's repository: one of a list, or any name that git knows. Undefined when the user picks none. */
export async function pickRevision(
  folder: Folder,
  { title, placeholder, ...question }: RevisionQuestion & { readonly title: string; readonly placeholder: string },
): Promise<string | undefined> {
  const stop = new AbortController();
  const picker = vscode.window.createQuickPick<RevisionItem>();
  const answered = new Promise<string | undefined>((resolve) => {
    picker.onDidAccept(() => {
      // Before the list is there, what was typed is all that there is.
      const revision = picker.selectedItems[0]?.revision ?? picker.value.trim();
      if (revision !== '') resolve(revision);
    });
    picker.onDidHide(() => resolve(undefined));
  });
  Object.assign(picker, { title, placeholder, busy: true, matchOnDescription: true, matchOnDetail: true });
  picker.show();
  try {
    const engine = await folder.engine();
    const listed = engine.revisionChoices(stop.signal).then((choices) => {
      const known = revisionItems(choices, question, Date.now());
      const showItems = () => {
        const typed = picker.value.trim();
        // Last, so that Enter takes what matches as long as something does.
        picker.items = typed === '' ? known : [...known, typedItem(typed)];
      };
      picker.onDidChangeValue(showItems);
      showItems();
      picker.busy = false;
    });
    // A list that cannot be had ends the question, an answer ends the wait for the list.
    return await Promise.race([answered, listed.then(() => answered)]);
  } finally {
    stop.abort();
    picker.dispose();
  }
}
