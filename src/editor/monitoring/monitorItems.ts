import * as vscode from 'vscode';
import { aboutText, type Alert } from '../../model/alert.ts';
import type { Metric } from '../../model/metric.ts';
import type { WatchedProgram } from '../../model/watchedProgram.ts';
import { agoText, oneLine } from '../wording.ts';
import { alertColor, alertIcon, stateText } from './alertTexts.ts';
import { findingItem } from './findingItems.ts';
import type { DiagnosedProgram } from './folderMonitor.ts';
import { beginsWith, metricRow, metricRows, type MetricRow, type MetricSource } from './metricRows.ts';
import { plainItem, type MonitorItem } from './monitorItem.ts';
import { programName } from './programWords.ts';

/** What of one folder is shown. */
export interface ShownFolder {
  readonly source: MetricSource & { prefixOf(programId: string): string };
  readonly programs: readonly WatchedProgram[];
  readonly alerts: readonly Alert[];
  readonly diagnosed: DiagnosedProgram | null;
  /** Absolute path. */
  readonly root: string;
}

const GROUP_ICONS: Readonly<Record<Metric['group'], string>> = {
  cpu: 'chip',
  memory: 'server',
  disk: 'database',
  network: 'globe',
  processes: 'layers',
  eventLoop: 'sync',
  gc: 'trash',
  heap: 'package',
  handles: 'plug',
  threadPool: 'list-ordered',
  http: 'arrow-swap',
  database: 'database',
  custom: 'symbol-numeric',
};

/** What calls for somebody, then the machine, of the first folder, and the programs of all, which are long. */
export function monitorItems(folders: readonly ShownFolder[], nowMs: number): readonly MonitorItem[] {
  const [first] = folders;
  if (!first) return [];
  return [
    ...alertsItem(folders, nowMs),
    ...folders.flatMap(({ diagnosed, root }, place) => (diagnosed ? ofFolder(place, [findingItem(diagnosed, root)]) : [])),
    machineItem(first.source),
    ...folders.flatMap((folder, place) => ofFolder(place, programItems(folder))),
    ...hostItem(first.source),
  ];
}

/** Programs of several folders have the same metrics, and may have the same pid. */
function ofFolder(place: number, items: readonly MonitorItem[]): readonly MonitorItem[] {
  if (place === 0) return items;
  return items.map((item) => ({ ...item, id: `${place}:${item.id}`, children: ofFolder(place, item.children) }));
}

function machineItem(source: MetricSource): MonitorItem {
  const now = [metricRow(source, 'machine.cpu'), metricRow(source, 'machine.memory.used')];
  return {
    ...plainItem,
    id: 'machine',
    label: vscode.l10n.t('Machine'),
    description: now.flatMap((row) => (row ? [row.value] : [])).join(' · '),
    icon: 'device-desktop',
    children: metricRows(source, ({ subject }) => subject === 'machine').map(metricItem),
    isOpen: true,
  };
}

/** Ended ones stay, without values, for as long as the engine remembers them. */
function programItems({ source, programs }: ShownFolder): MonitorItem[] {
  return programs.map((program): MonitorItem => {
    const { ended, id, pid, title, nodeVersion, by } = program;
    const prefix = source.prefixOf(id);
    const now = ended ? [] : [metricRow(source, `${prefix}.cpu`), metricRow(source, `${prefix}.memory`)];
    const version = nodeVersion === null ? [] : [`Node.js ${oneLine(nodeVersion, 20)}`];
    return {
      ...plainItem,
      id: `program:${id}`,
      label: programName(program),
      description: [String(pid), ...now.flatMap((row) => (row ? [row.value] : [])), ...(ended ? [endText(ended)] : [])].join(' · '),
      tooltip: [oneLine(title, 500), ...version, sourceText(by)].join('\n'),
      icon: ended ? 'circle-slash' : 'vm-running',
      context: ended ? null : 'program',
      programId: id,
      children: ended ? [] : metricRows(source, beginsWith(prefix)).map(metricItem),
      isOpen: !ended,
    };
  });
}

function sourceText(by: WatchedProgram['by']): string {
  return by === 'outside'
    ? vscode.l10n.t('Seen from outside: what the system says of its processes.')
    : vscode.l10n.t('Seen from within: it reports its event loop, garbage collection, heap and requests.');
}

function endText({ exitCode, signal }: NonNullable<WatchedProgram['ended']>): string {
  if (signal !== null) return vscode.l10n.t('ended by {0}', oneLine(signal, 20));
  return exitCode === null ? vscode.l10n.t('not watched any more') : vscode.l10n.t('exit code {0}', exitCode);
}

function metricItem({ metric, value, trend }: MetricRow): MonitorItem {
  return {
    ...plainItem,
    id: metric.id,
    label: oneLine(metric.title, 60),
    description: `${value}  ${trend}`,
    // The value once more: a narrow view cuts it.
    tooltip: `${oneLine(metric.title, 60)}: ${value}\n${oneLine(metric.description, 300)}\n${oneLine(metric.id)}`,
    icon: GROUP_ICONS[metric.group],
  };
}

function hostItem(source: MetricSource): MonitorItem[] {
  const rows = metricRows(source, ({ subject }) => subject === 'extensionHost');
  if (rows.length === 0) return [];
  const label = vscode.l10n.t('Extension host');
  return [{ ...plainItem, id: 'extensionHost', label, description: rows[0]!.value, icon: 'extensions', children: rows.map(metricItem) }];
}

function alertsItem(folders: readonly ShownFolder[], nowMs: number): MonitorItem[] {
  const alerts = folders.flatMap((folder) => folder.alerts);
  if (alerts.length === 0) return [];
  const firing = alerts.filter(({ state }) => state === 'firing').length;
  return [
    {
      ...plainItem,
      id: 'alerts',
      label: vscode.l10n.t('Alerts'),
      description: firing > 0 ? vscode.l10n.t('{0} firing', firing) : '',
      icon: firing > 0 ? 'bell-dot' : 'bell',
      children: alerts.map((alert) => alertItem(alert, nowMs)),
      isOpen: true,
    },
  ];
}

const CONTEXTS = { firing: 'alertFiring', acknowledged: 'alertAcknowledged', pending: 'alertPending', resolved: null } as const;

function alertItem(alert: Alert, nowMs: number): MonitorItem {
  const { acknowledged, id, muted, sinceMs, state, text, title } = alert;
  const by = acknowledged && vscode.l10n.t('Acknowledged by {0}.', oneLine(acknowledged.by, 60));
  const note = acknowledged && acknowledged.note !== '' ? oneLine(acknowledged.note, 300) : null;
  const silent = muted === null ? null : vscode.l10n.t('Nobody is told: {0}.', oneLine(muted, 200));
  return {
    ...plainItem,
    id: `alert:${id}`,
    label: oneLine(title, 80),
    description: `${stateText(state)} · ${agoText(sinceMs, nowMs)}`,
    tooltip: [oneLine(text + aboutText(alert), 500), by, note, silent].filter((line) => line !== null).join('\n'),
    icon: alertIcon(alert),
    color: alertColor(alert),
    context: CONTEXTS[state],
    alertId: id,
  };
}
