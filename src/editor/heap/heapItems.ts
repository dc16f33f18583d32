import * as vscode from 'vscode';
import { formatBytes, formatCount } from '../../base/units.ts';
import type {
  AllocationPlace,
  HeapClass,
  HeapClassChange,
  HeapComparison,
  HeapSummary,
  Leak,
  LeakReport,
  RetainingPath,
} from '../../model/heap.ts';
import type { ProfiledFunction } from '../../model/profile.ts';
import { oneLine } from '../wording.ts';

/** What "Heap" shows. */
export type HeapSubject =
  | { readonly kind: 'snapshot'; readonly summary: HeapSummary }
  | { readonly kind: 'comparison'; readonly comparison: HeapComparison }
  /** `root`: the folder that its files are named from. */
  | { readonly kind: 'leaks'; readonly report: LeakReport; readonly root: string };

/** A row of "Heap", with those below it. */
export interface HeapItem {
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  readonly icon: string;
  /** What a click opens; null: nothing. */
  readonly place: ProfiledFunction | null;
  readonly children: readonly HeapItem[];
  readonly isOpen: boolean;
}

const MOST_CLASSES = 500;
const MOST_NAME = 200;

export function heapItems(subject: HeapSubject): readonly HeapItem[] {
  switch (subject.kind) {
    case 'snapshot':
      return subject.summary.classes.slice(0, MOST_CLASSES).map(classItem);
    case 'comparison':
      return subject.comparison.classes.slice(0, MOST_CLASSES).map((one) => changeItem(one, subject.comparison.sameNumbers));
    case 'leaks':
      return subject.report.leaks.map((leak) => leakItem(leak, subject.report.unit));
  }
}

/** One sentence over the rows. */
export function heapMessage(subject: HeapSubject): string {
  switch (subject.kind) {
    case 'snapshot': {
      const { objects, totalBytes } = subject.summary;
      return vscode.l10n.t('{0} in {1} objects: retained and own bytes by constructor.', formatBytes(totalBytes), formatCount(objects));
    }
    case 'comparison': {
      const { baseline, candidate, sameNumbers } = subject.comparison;
      const sizes = vscode.l10n.t(
        '{0} → {1}: what retains more comes first.',
        formatBytes(baseline.totalBytes),
        formatBytes(candidate.totalBytes),
      );
      return sameNumbers
        ? sizes
        : `${sizes} ${vscode.l10n.t('The snapshots number objects differently, as those of two processes do, and of two connections to one: which objects are new is not known.')}`;
    }
    case 'leaks':
      return leaksMessage(subject.report);
  }
}

function leaksMessage({ title, leaks, rounds, unit }: LeakReport): string {
  const work = formatCount(rounds.reduce((sum, round) => sum + round.work, 0));
  const seen = unit === 'iteration' ? vscode.l10n.t('{0} iterations', work) : vscode.l10n.t('{0} s', work);
  const name = oneLine(title, 80);
  if (leaks.length === 0) return vscode.l10n.t('Nothing leaks in {0}, as far as {1} can tell.', name, seen);
  if (leaks.length === 1) return vscode.l10n.t('One leak in {0}, seen in {1}.', name, seen);
  return vscode.l10n.t('{0} leaks in {1}, seen in {2}.', leaks.length, name, seen);
}

const leaf = (label: string, description: string, icon: string): HeapItem => ({
  label: oneLine(label, MOST_NAME),
  description,
  tooltip: description === '' ? oneLine(label, MOST_NAME) : `${oneLine(label, MOST_NAME)}\n${description}`,
  icon,
  place: null,
  children: [],
  isOpen: false,
});

function classItem({ name, count, shallowBytes, retainedBytes }: HeapClass): HeapItem {
  const objects = count === 1 ? vscode.l10n.t('1 object') : vscode.l10n.t('{0} objects', formatCount(count));
  const own = vscode.l10n.t('{0} own', formatBytes(shallowBytes));
  return leaf(name, [formatBytes(retainedBytes), own, objects].join(' · '), 'symbol-class');
}

const signed = (value: number, format: (value: number) => string): string => (value > 0 ? `+${format(value)}` : format(value));

function changeItem(one: HeapClassChange, sameNumbers: boolean): HeapItem {
  const { name, countChange, shallowChange, retainedChange, added, removed, path } = one;
  const parts = [signed(retainedChange, formatBytes), vscode.l10n.t('{0} objects', signed(countChange, formatCount))];
  const details = [
    vscode.l10n.t('{0} own', signed(shallowChange, formatBytes)),
    ...(sameNumbers ? [vscode.l10n.t('{0} new, {1} gone', formatCount(added), formatCount(removed))] : []),
  ];
  const icon = retainedChange > 0 ? 'arrow-up' : retainedChange < 0 ? 'arrow-down' : 'dash';
  return { ...leaf(name, [...parts, ...details].join(' · '), icon), children: path ? [pathItem(path, false)] : [] };
}

function leakItem(leak: Leak, unit: LeakReport['unit']): HeapItem {
  const { name, kind, count, countPerUnit, bytesPerUnit, retainedBytes, holds, places, path } = leak;
  const rate = String(Number(countPerUnit.toPrecision(2)));
  const bytes = formatBytes(bytesPerUnit);
  const [perIteration, perSecond] =
    kind === 'container'
      ? [vscode.l10n.t('{0} an iteration', bytes), vscode.l10n.t('{0} a second', bytes)]
      : [vscode.l10n.t('{0} an iteration, {1}', rate, bytes), vscode.l10n.t('{0} a second, {1}', rate, bytes)];
  const left = vscode.l10n.t('{0} left over, {1} retained', formatCount(count), formatBytes(retainedBytes));
  const children = [
    ...places.map(placeItem),
    pathItem(path, true),
    ...(holds.length > 0 ? [leaf(vscode.l10n.t('With {0}', holds.join(', ')), '', 'symbol-structure')] : []),
    leaf(left, '', 'graph'),
  ];
  const [first] = places;
  return {
    ...leaf(name, unit === 'iteration' ? perIteration : perSecond, 'flame'),
    place: first?.at ?? null,
    children,
    isOpen: true,
  };
}

function placeItem({ at, share, stack }: AllocationPlace): HeapItem {
  const where = `${at.file}:${at.line}`;
  const part = share < 1 ? ` · ${Math.round(share * 100)} %` : '';
  const callers = stack.slice(1).map((one) => ({
    ...leaf(one.name === '' ? vscode.l10n.t('(anonymous)') : one.name, `${oneLine(one.file, MOST_NAME)}:${one.line}`, 'symbol-method'),
    place: one,
  }));
  const name = at.name === '' ? vscode.l10n.t('(anonymous)') : at.name;
  const label = vscode.l10n.t('Allocated in {0}', name);
  return { ...leaf(label, `${oneLine(where, MOST_NAME)}${part}`, 'go-to-file'), place: at, children: callers };
}

function pathItem(path: RetainingPath, isOpen: boolean): HeapItem {
  // From the object outwards: what holds it directly says most.
  const steps = path.toReversed().map((step) => leaf(step.name, oneLine(step.edge, MOST_NAME), 'references'));
  const last = path.at(-2)?.name ?? path.at(-1)?.name ?? '';
  return { ...leaf(vscode.l10n.t('Held by'), oneLine(last, MOST_NAME), 'link'), children: steps, isOpen: isOpen && steps.length <= 12 };
}
