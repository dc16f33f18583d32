import * as vscode from 'vscode';
import type { Alert } from '../../model/alert.ts';
import type { WatchedProgram } from '../../model/watchedProgram.ts';
import { commandLink, escapeMarkdown, markdownTable } from '../markdown.ts';
import type { Shown } from '../statusTexts.ts';
import { oneLine, withoutIcons } from '../wording.ts';
import { alertCountText, stateText } from './alertTexts.ts';
import { metricRow, type MetricRow, type MetricSource } from './metricRows.ts';
import { programName } from './programWords.ts';

/** Commands that the tooltip links to. */
export const MONITOR_LINKED = [
  'laptime.showMonitor',
  'laptime.diagnose',
  'laptime.watchProgram',
  'laptime.stopWatching',
  'laptime.chooseMode',
];

const TREND_COLUMNS = 6;
const MOST_ALERTS = 5;

const MACHINE = ['machine.cpu', 'machine.cpu.pressure', 'machine.memory.used', 'machine.disk.write', 'machine.network.received'];
const PROGRAM = [
  'cpu',
  'memory',
  'eventLoop.utilization',
  'eventLoop.blocked',
  'gc.share',
  'heap.used',
  'http.server.rate',
  'http.server.p99',
];

export interface ShownProgram {
  readonly program: WatchedProgram;
  /** What its metrics begin with. */
  readonly prefix: string;
  readonly source: MetricSource;
  /** URI of the folder that it was watched for. */
  readonly folder: string;
}

export interface MonitorState {
  readonly source: MetricSource;
  /** The one that is shown; null where none runs. */
  readonly program: ShownProgram | null;
  readonly alerts: readonly Alert[];
}

const cells = (rows: readonly (MetricRow | null)[]) =>
  rows.flatMap((row) => (row ? [[row.metric.title, row.value, row.trend] as const] : []));

/** `CPU 34 % ▁▂▅ 2.64 GB`, and beside it what the watched program takes. */
export function monitorShown({ source, program, alerts }: MonitorState): Shown {
  const firing = alerts.filter(({ state }) => state === 'firing');
  const cpu = metricRow(source, 'machine.cpu', TREND_COLUMNS);
  const memory = metricRow(source, 'machine.memory.used');
  const machine = [cpu && `${cpu.value} ${cpu.trend}`, memory?.value].filter((text) => text != null).join(' ');
  const texts = [machine === '' ? vscode.l10n.t('Monitor') : machine];
  if (program) {
    const own = metricRow(program.source, `${program.prefix}.cpu`, TREND_COLUMNS);
    const resident = metricRow(program.source, `${program.prefix}.memory`);
    texts.push(
      [programName(program.program), own && `${own.value} ${own.trend}`, resident?.value].filter((text) => text != null).join(' '),
    );
  }
  if (firing.length > 0) texts.push(alertCountText(firing.length));
  const spoken = texts.map((text) => text.replaceAll(/[▁-█]+ ?/gu, '')).join(', ');
  return {
    icon: firing.length > 0 ? 'bell-dot' : 'pulse',
    text: withoutIcons(texts.join(' · ')),
    label: vscode.l10n.t('Laptime monitor: {0}', spoken),
    tooltip: tooltipOf({ source, program, alerts }),
    isWarning: firing.some(({ severity }) => severity !== 'info'),
  };
}

function tooltipOf({ source, program, alerts }: MonitorState): string {
  const columns = (title: string) => [
    { title },
    { title: vscode.l10n.t('now'), align: 'right' as const },
    { title: vscode.l10n.t('lately') },
  ];
  const machine = cells(MACHINE.map((id) => metricRow(source, id)));
  const parts = machine.length > 0 ? [markdownTable(columns(vscode.l10n.t('Machine')), machine)] : [vscode.l10n.t('Measuring…')];
  if (program) {
    const rows = cells(PROGRAM.map((id) => metricRow(program.source, `${program.prefix}.${id}`)));
    const { pid, title } = program.program;
    const name = `${oneLine(title, 60)} (${pid})`;
    parts.push(rows.length > 0 ? markdownTable(columns(name), rows) : escapeMarkdown(name));
  }
  const told = alerts.slice(0, MOST_ALERTS).map(({ state, title }) => escapeMarkdown(`${title}: ${stateText(state)}`));
  if (told.length > 0) parts.push(told.join('  \n'));
  const links = [
    commandLink(vscode.l10n.t('Monitor'), 'laptime.showMonitor', program ? [program.folder] : []),
    ...(program ? [commandLink(vscode.l10n.t('Diagnose'), 'laptime.diagnose')] : []),
    commandLink(vscode.l10n.t('Watch Program…'), 'laptime.watchProgram'),
    ...(program ? [commandLink(vscode.l10n.t('Stop Watching'), 'laptime.stopWatching')] : []),
    commandLink(vscode.l10n.t('Mode…'), 'laptime.chooseMode'),
  ];
  return [...parts, links.join(' · ')].join('\n\n');
}
