import * as vscode from 'vscode';
import type { RevisionChoices } from '../../engine/engine.ts';
import type { Folder } from '../folders.ts';
import { revisionItems, typedItem, type RevisionItem, type RevisionQuestion } from './revisionItems.ts';

interface Asked {
  readonly title: string;
  readonly placeholder: string;
}

/** Asks for a revision of the folder's repository: one of a list, or any name that git knows. Undefined when the user picks none. */
export function pickRevision(folder: Folder, { title, placeholder, ...question }: RevisionQuestion & Asked): Promise<string | undefined> {
  const itemsOf = (choices: RevisionChoices) => revisionItems(choices, question, Date.now());
  return pickByName(folder, { title, placeholder, itemsOf, typedItem });
}

/** Asks for something that git knows by a name: one of a list, or what is typed. Undefined when the user picks none. */
export async function pickByName(
  folder: Folder,
  asked: Asked & {
    readonly itemsOf: (choices: RevisionChoices) => readonly RevisionItem[];
    readonly typedItem: (text: string) => RevisionItem;
  },
): Promise<string | undefined> {
  const { title, placeholder } = asked;
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
      const known = asked.itemsOf(choices);
      const showItems = () => {
        const typed = picker.value.trim();
        // Last, so that Enter takes what matches as long as something does.
        picker.items = typed === '' ? known : [...known, asked.typedItem(typed)];
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
