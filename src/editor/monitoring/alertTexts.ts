import * as vscode from 'vscode';
import type { Alert, AlertSeverity, AlertState } from '../../model/alert.ts';

export function stateText(state: AlertState): string {
  switch (state) {
    case 'pending':
      return vscode.l10n.t('pending');
    case 'firing':
      return vscode.l10n.t('firing');
    case 'acknowledged':
      return vscode.l10n.t('acknowledged');
    case 'resolved':
      return vscode.l10n.t('resolved');
  }
}

export const alertCountText = (count: number): string => (count === 1 ? vscode.l10n.t('1 alert') : vscode.l10n.t('{0} alerts', count));

const SEVERITY_ICONS: Readonly<Record<AlertSeverity, string>> = { info: 'info', warning: 'warning', error: 'error', critical: 'flame' };

/** What fires shows how grave it is; what somebody looks after, or what may yet pass, does not call for anybody. */
export function alertIcon({ state, severity }: Pick<Alert, 'state' | 'severity'>): string {
  if (state === 'pending') return 'watch';
  return state === 'firing' ? SEVERITY_ICONS[severity] : 'check';
}

export function alertColor({ state, severity }: Pick<Alert, 'state' | 'severity'>): string | null {
  if (state !== 'firing') return null;
  if (severity === 'info') return 'charts.blue';
  return severity === 'warning' ? 'list.warningForeground' : 'list.errorForeground';
}
