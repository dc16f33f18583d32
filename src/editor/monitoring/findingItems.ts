import * as path from 'node:path';
import * as vscode from 'vscode';
import { formatPercent } from '../../base/units.ts';
import type { BottleneckClass, Evidence, Finding, FindingSuggestion, SuggestionHint } from '../../model/finding.ts';
import { oneLine } from '../wording.ts';
import type { DiagnosedProgram } from './folderMonitor.ts';
import { plainItem, type MonitorItem } from './monitorItem.ts';

const WELL: ReadonlySet<BottleneckClass> = new Set(['healthy', 'idle']);

/** What holds a program up, with what it rests on, what is true as well, and what to do. `root`: where its files are named from. */
export function findingItem({ program, diagnosis }: DiagnosedProgram, root: string): MonitorItem {
  const id = `finding:${program.pid}`;
  const health = vscode.l10n.t('health {0} of 100', Math.round(diagnosis.score));
  const others = diagnosis.others.map((other, place) => ({ ...otherItem(other, root), id: `${id}:other:${place}` }));
  const suggestions = diagnosis.suggestions.map((one, place) => suggestionItem(one, `${id}:suggestion:${place}`, program.pid, root));
  const problems = diagnosis.problems.map((text, place) => ({
    ...plainItem,
    ...{ id: `${id}:problem:${place}`, label: oneLine(text, 200), description: '', icon: 'question', tooltip: oneLine(text, 500) },
  }));
  return {
    ...plainItem,
    id,
    label: oneLine(diagnosis.summary, 120),
    description: health,
    tooltip: [oneLine(program.title, 200), oneLine(diagnosis.summary, 500), `${sureText(diagnosis)} · ${health}`].join('\n'),
    icon: WELL.has(diagnosis.class) ? 'pass' : 'search-fuzzy',
    children: [...evidenceItems(diagnosis, id, root), ...others, ...suggestions, ...problems],
    isOpen: true,
  };
}

const sureText = ({ confidence }: Finding) => vscode.l10n.t('{0} sure', formatPercent(confidence));

const evidenceItems = ({ evidence }: Finding, id: string, root: string) =>
  evidence.map((one, place) => ({ ...evidenceItem(one, root), id: `${id}:evidence:${place}` }));

function evidenceItem({ text, place }: Evidence, root: string): MonitorItem {
  return {
    ...plainItem,
    id: '',
    label: oneLine(text, 200),
    description: place ? `${oneLine(path.basename(place.file), 60)}:${place.line}` : '',
    tooltip: oneLine(text, 500),
    icon: place ? 'code' : 'circle-small',
    place: place && placeOf(place.file, place.line, root),
  };
}

function otherItem(other: Finding, root: string): MonitorItem {
  return {
    ...plainItem,
    id: '',
    label: oneLine(other.summary, 120),
    description: sureText(other),
    icon: 'search',
    children: evidenceItems(other, `other:${other.class}`, root),
  };
}

function suggestionItem(
  { title, effort, impact, steps, hints, next }: FindingSuggestion,
  id: string,
  pid: number,
  root: string,
): MonitorItem {
  const most = impact === null ? [] : [vscode.l10n.t('up to {0}', formatPercent(impact))];
  return {
    ...plainItem,
    id,
    label: oneLine(title, 120),
    description: [...most, effortText(effort)].join(' · '),
    tooltip: steps.map((step, place) => `${place + 1}. ${oneLine(step, 300)}`).join('\n'),
    icon: 'lightbulb',
    children: [
      ...hints.map((hint, at) => ({ ...hintItem(hint, root), id: `${id}:hint:${at}` })),
      ...nextItems(next, pid, root).map((item) => ({ ...item, id: `${id}:next` })),
    ],
  };
}

function hintItem({ rule, file, line, message }: SuggestionHint, root: string): MonitorItem {
  return {
    ...plainItem,
    id: '',
    label: oneLine(message, 200),
    description: `${oneLine(path.basename(file), 60)}:${line}`,
    tooltip: `${oneLine(rule, 60)}\n${oneLine(message, 500)}`,
    icon: 'code',
    place: placeOf(file, line, root),
  };
}

/** What tells more of the program, while it runs. */
function nextItems(next: FindingSuggestion['next'], pid: number, root: string): readonly MonitorItem[] {
  if (next === 'profile') {
    const command = { id: 'laptime.attachToProcess', pid, root };
    return [{ ...plainItem, id: '', label: vscode.l10n.t('Profile Now'), description: '', icon: 'flame', command }];
  }
  if (next !== 'leak') return [];
  const command = { id: 'laptime.findLeakInProcess', pid, root };
  return [{ ...plainItem, id: '', label: vscode.l10n.t('Find the Leak Now'), description: '', icon: 'search', command }];
}

/** A name from a program must not reach for another machine. */
function placeOf(file: string, line: number, root: string): MonitorItem['place'] {
  const absolute = path.isAbsolute(file) ? file : path.join(root, file);
  return /^[\\/]{2}/u.test(absolute) ? null : { file: absolute, line };
}

function effortText(effort: FindingSuggestion['effort']): string {
  switch (effort) {
    case 'small':
      return vscode.l10n.t('small effort');
    case 'medium':
      return vscode.l10n.t('medium effort');
    case 'large':
      return vscode.l10n.t('large effort');
  }
}
