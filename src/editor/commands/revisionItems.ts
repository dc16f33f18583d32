import * as vscode from 'vscode';
import type { RevisionChoices, SavedBaseline } from '../../engine/engine.ts';
import { BASELINE_PREFIX, WORK_TREE } from '../../model/comparison.ts';
import type { Revision } from '../../model/run.ts';
import { agoText, oneLine, withoutIcons } from '../wording.ts';

/** An entry of the revision picker; separators have no revision. */
export interface RevisionItem extends vscode.QuickPickItem {
  readonly revision?: string;
}

/** The newest run of what was on disk. */
export interface LastRun {
  readonly id: string;
  readonly startedAtMs: number;
  readonly revision: Revision;
}

export interface RevisionQuestion {
  /** What the last comparison compared with; null when there was none. */
  readonly last: string | null;
  /** Whether what is on disk can be picked. */
  readonly withWorkTree: boolean;
  /** The last run, where it can be picked. */
  readonly lastRun?: LastRun | null;
  /** Whether saved baselines can be picked. */
  readonly withBaselines?: boolean;
  /** What HEAD stands for where it is the usual answer: it is then the first one. */
  readonly head?: string;
  /** Whether HEAD can be picked; so it is unless false. */
  readonly withHead?: boolean;
}

/** What the `revision` of a run's entry begins with, before its id: git takes no such name for a commit. */
export const RUN_PREFIX = 'run:';

/** Long enough to be told from all others in any repository, and short enough to be read. */
const hashOf = (commit: string): string => commit.slice(0, 12);
const shortHash = (commit: string): string => commit.slice(0, 7);

/** An icon of VS Code's before a name that may hold anything. */
const label = (icon: string, name: string): string => `$(${icon}) ${withoutIcons(oneLine(name, 80))}`;

const separator = (name: string): RevisionItem => ({ label: name, kind: vscode.QuickPickItemKind.Separator });

/** All that can be picked: what is mostly meant first, then branches, tags and commits, newest first. */
export function revisionItems(choices: RevisionChoices, question: RevisionQuestion, nowMs: number): RevisionItem[] {
  const { named, recent, baselines } = choices;
  const branches = named.filter(({ kind }) => kind !== 'tag');
  const tags = named.filter(({ kind }) => kind === 'tag');
  const ofRef = (icon: string, { name, hash }: (typeof named)[number]): RevisionItem => ({
    label: label(icon, name),
    description: shortHash(hash),
    revision: name,
  });
  const sections: readonly (readonly [title: string, items: readonly RevisionItem[]])[] = [
    [vscode.l10n.t('suggested'), suggestions(choices, question, nowMs)],
    [vscode.l10n.t('saved baselines'), question.withBaselines === true ? baselines.map((each) => baselineItem(each, nowMs)) : []],
    [vscode.l10n.t('branches'), branches.map((ref) => ofRef('git-branch', ref))],
    [vscode.l10n.t('tags'), tags.map((ref) => ofRef('tag', ref))],
    [
      vscode.l10n.t('commits'),
      recent.map(({ hash, subject, authorName, authoredAtMs }) => ({
        label: label('git-commit', subject === '' ? shortHash(hash) : subject),
        description: [shortHash(hash), oneLine(authorName, 40), agoText(authoredAtMs, nowMs)].join(' · '),
        revision: hashOf(hash),
      })),
    ],
  ];
  return sections.flatMap(([title, items]) => (items.length === 0 ? [] : [separator(title), ...items]));
}

export function baselineItem({ name, commit, branch, isEdited, savedAtMs }: SavedBaseline, nowMs: number): RevisionItem {
  return {
    label: label('archive', name),
    description: [placeText({ commit, branch }, isEdited), agoText(savedAtMs, nowMs)].join(' · '),
    revision: `${BASELINE_PREFIX}${name}`,
  };
}

/** `main @ 89abcde + edits`. */
function placeText({ commit, branch }: Pick<Revision, 'commit' | 'branch'>, isEdited: boolean): string {
  const place = [branch, commit?.slice(0, 7) ?? null].filter((part) => part !== null).join(' @ ');
  return `${oneLine(place, 60)}${isEdited ? vscode.l10n.t(' + edits') : ''}`;
}

/** A run is measured again where a commit has its files; else only its results are left to be compared with. */
function lastRunItem({ id, startedAtMs, revision }: LastRun, nowMs: number): RevisionItem {
  const commit = revision.dirtyHash === null ? revision.commit : null;
  return {
    label: label('history', vscode.l10n.t('The last run')),
    description: [placeText(revision, revision.dirtyHash !== null), agoText(startedAtMs, nowMs)].join(' · '),
    detail:
      commit === null
        ? vscode.l10n.t('Its files are in no commit: what is on disk is run, and the two runs are compared, though not measured in turns.')
        : vscode.l10n.t('Its commit is measured again, in turns with what is on disk.'),
    revision: commit === null ? `${RUN_PREFIX}${id}` : hashOf(commit),
  };
}

/** What was typed, for names that are in no list: `HEAD~3`, `v1.0^2`, `@{upstream}`. */
export function typedItem(text: string): RevisionItem {
  return { label: label('edit', text), description: vscode.l10n.t('any name that git knows'), alwaysShow: true, revision: text };
}

function suggestions(
  { recent, isEdited, mergeBase }: RevisionChoices,
  { last, lastRun, withWorkTree, withHead = true, head: usualHead }: RevisionQuestion,
  nowMs: number,
): RevisionItem[] {
  const [head] = recent;
  const headItem: RevisionItem = {
    label: label('git-commit', 'HEAD'),
    description:
      usualHead ??
      (isEdited
        ? vscode.l10n.t('your uncommitted changes against the last commit')
        : vscode.l10n.t('the last commit; nothing on disk differs from it')),
    ...(head && { detail: oneLine(head.subject) }),
    revision: 'HEAD',
  };
  const ofHead = withHead ? [headItem] : [];
  const ofMergeBase: RevisionItem[] = mergeBase
    ? [
        {
          label: label('git-merge', vscode.l10n.t('Where this branch left {0}', mergeBase.branch)),
          description: shortHash(mergeBase.commit.commit),
          ...(mergeBase.commit.subject !== null && { detail: oneLine(mergeBase.commit.subject) }),
          revision: hashOf(mergeBase.commit.commit),
        },
      ]
    : [];
  const ofDisk: RevisionItem[] = withWorkTree
    ? [
        {
          label: label('files', WORK_TREE),
          description: vscode.l10n.t('what is on disk, uncommitted changes included'),
          revision: WORK_TREE,
        },
      ]
    : [];
  const ofLast: RevisionItem[] =
    // Names with spaces are ours: the work tree, a run.
    last === null || last === 'HEAD' || last.includes(' ')
      ? []
      : [{ label: label('history', last), description: vscode.l10n.t('as in the last comparison'), revision: last }];
  const ofRun = lastRun ? [lastRunItem(lastRun, nowMs)] : [];
  // With nothing uncommitted, HEAD is what is on disk, and the least likely to be meant.
  return isEdited || usualHead !== undefined
    ? [...ofDisk, ...ofHead, ...ofMergeBase, ...ofRun, ...ofLast]
    : [...ofDisk, ...ofMergeBase, ...ofRun, ...ofLast, ...ofHead];
}
