import * as vscode from 'vscode';
import type { RevisionChoices } from '../../engine/engine.ts';
import type { RevisionItem } from '../commands/revisionItems.ts';
import { oneLine, withoutIcons } from '../wording.ts';

const LAST = [10, 50] as const;

/** Ranges that can be measured: what is mostly meant first. Each ends in HEAD. */
export function rangeItems({ recent, mergeBase, named }: RevisionChoices): RevisionItem[] {
  const line = firstParents(recent);
  const head = recent[0]?.hash;
  const tag = named.find(({ kind, hash }) => kind === 'tag' && hash !== head);
  const first = line.at(-1);
  return [
    ...(mergeBase
      ? [
          item(
            'git-merge',
            vscode.l10n.t('Since this branch left {0}', mergeBase.branch),
            `${mergeBase.commit.commit.slice(0, 12)}..HEAD`,
            mergeBase.commit.subject,
          ),
        ]
      : []),
    ...(tag ? [item('tag', vscode.l10n.t('Since {0}, the newest tag', tag.name), `${tag.name}..HEAD`, null)] : []),
    ...LAST.flatMap((count) => {
      const before = line[count];
      return before ? [item('git-commit', vscode.l10n.t('The last {0} commits', count), `HEAD~${count}..HEAD`, null)] : [];
    }),
    ...(first && first.parents.length === 0 && line.length > 1
      ? [item('history', vscode.l10n.t('All commits after the first'), `${first.hash.slice(0, 12)}..HEAD`, first.subject)]
      : []),
  ];
}

/** What was typed, for ranges that are in no list: `v1.0..main`. */
export function typedRange(text: string): RevisionItem {
  const description = vscode.l10n.t('a range as git has it, the older end first: v1.0..main');
  return { ...item('edit', text, text, null), description, alwaysShow: true };
}

function item(icon: string, name: string, range: string, detail: string | null): RevisionItem {
  const label = `$(${icon}) ${withoutIcons(oneLine(name, 80))}`;
  return { label, description: oneLine(range, 80), ...(detail && { detail: oneLine(detail) }), revision: range };
}

/** HEAD, and what this branch itself went through, as far as it is among the recent ones. */
function firstParents(recent: RevisionChoices['recent']): RevisionChoices['recent'][number][] {
  const byHash = new Map(recent.map((commit) => [commit.hash, commit]));
  const line: RevisionChoices['recent'][number][] = [];
  for (let commit = recent[0]; commit; commit = byHash.get(commit.parents[0] ?? '')) line.push(commit);
  return line;
}
