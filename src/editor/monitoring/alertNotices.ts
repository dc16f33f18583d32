import { userInfo } from 'node:os';
import * as vscode from 'vscode';
import type { AlertDesk, AlertMessage } from '../../engine/engine.ts';
import { aboutText, type Alert } from '../../model/alert.ts';
import type { Failures } from '../failures.ts';
import type { Folder } from '../folders.ts';
import { oneLine, withoutLinks } from '../wording.ts';

const HOUR_MS = 3_600_000;

/** Who acknowledges and silences here. */
export const ownName = (): string => userInfo().username;

/** Nobody is told of the rule of an alert for an hour. */
export function silenceForAnHour(desk: AlertDesk, { rule }: Alert, reason: string): void {
  const nowMs = Date.now();
  desk.silence({ rule, labels: {}, fromMs: nowMs, untilMs: nowMs + HOUR_MS, by: ownName(), reason });
}

/** Shows what the channel `editor` has to say: one notification, with what can be done about it. */
export async function showAlertMessage(message: AlertMessage, desk: AlertDesk, folder: Folder, failures: Failures): Promise<void> {
  const text = withoutLinks(textOf(message));
  const going = message.notices.flatMap(({ alert, kind }) => (kind === 'resolved' ? [] : [alert]));
  const [gravest] = going;
  const show = vscode.l10n.t('Show');
  const showMonitor = () => vscode.commands.executeCommand('laptime.showMonitor', folder.uri.toString());
  if (!gravest) {
    const shown = await vscode.window.showInformationMessage(text, ...(message.kind === 'test' ? [] : [show]));
    if (shown === show) await showMonitor();
    return;
  }
  const acknowledge = vscode.l10n.t('Acknowledge');
  const silence = vscode.l10n.t('Silence for 1 Hour');
  const chosen = await openFor(gravest)(text, acknowledge, show, silence);
  await failures.guard(vscode.l10n.t('answering an alert'), async () => {
    if (chosen === show) await showMonitor();
    // Some may have ended, or been acknowledged elsewhere, since this was shown.
    const open = new Set(desk.active().flatMap(({ id, state }) => (state === 'firing' ? [id] : [])));
    const left = going.filter(({ id }) => open.has(id));
    if (chosen === acknowledge) for (const { id } of left) desk.acknowledge(id, ownName(), '');
    if (chosen === silence) for (const alert of going) silenceForAnHour(desk, alert, vscode.l10n.t('silenced in the editor'));
  });
}

function textOf({ kind, title, notices }: AlertMessage): string {
  if (kind === 'test') return vscode.l10n.t('This is a test of Laptime: alerts will come here. There is nothing wrong.');
  const [first, ...others] = notices.map(({ alert }) => alert);
  // The title names the first one.
  return [
    `${title}. ${first ? first.text + aboutText(first) : ''}`,
    ...others.map((alert) => `${alert.title}. ${alert.text}${aboutText(alert)}`),
  ]
    .map((text) => oneLine(text, 300))
    .join(' · ');
}

function openFor({ severity }: Alert): (text: string, ...items: string[]) => Thenable<string | undefined> {
  const { window } = vscode;
  if (severity === 'info') return (text, ...items) => window.showInformationMessage(text, ...items);
  return severity === 'warning'
    ? (text, ...items) => window.showWarningMessage(text, ...items)
    : (text, ...items) => window.showErrorMessage(text, ...items);
}
