import path from 'node:path';
import * as vscode from 'vscode';
import type { MonitorExport, PanelMetricSeries } from '../../protocol/panelMonitor.ts';
import type { Folder } from '../folders.ts';
import { readSeries } from './monitorPage.ts';

const formNames = { csv: 'CSV', json: 'JSON', png: 'PNG' } as const;

/** Asks for a place, and writes what the page shows of the series there. */
export async function saveSeries(folder: Folder, { form, range, fromMs, untilMs, metrics }: MonitorExport): Promise<void> {
  const engine = await folder.engine();
  // As they are now, not when somebody has found a place.
  const found = await readSeries(engine, metrics, range, { fromMs, untilMs: untilMs + 1 }, new AbortController().signal);
  const { metricsToCsv, metricsToJson } = await import('../../engine/reports/index.ts');
  const known = new Map(engine.monitor.metrics().map((metric) => [metric.id, metric]));
  const series = found.flatMap(({ metric, ...values }: PanelMetricSeries) => {
    const shown = known.get(metric);
    return shown === undefined ? [] : [{ ...values, metric: shown }];
  });
  const text = (form === 'csv' ? metricsToCsv : metricsToJson)(series, fromMs, untilMs);
  await save(folder, form, new TextEncoder().encode(text), untilMs);
}

/** Asks for a place, and writes the picture of the charts there. */
export async function savePicture(folder: Folder, png: Uint8Array): Promise<void> {
  await save(folder, 'png', png, Date.now());
}

async function save(folder: Folder, form: keyof typeof formNames, bytes: Uint8Array, atMs: number): Promise<void> {
  const name = `metrics-${new Date(atMs).toISOString().slice(0, 19).replaceAll(':', '-')}.${form}`;
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder.uri, name),
    filters: { [formNames[form]]: [form] },
    title: vscode.l10n.t('Save Metrics'),
  });
  if (!target) return;
  await vscode.workspace.fs.writeFile(target, bytes);
  void vscode.window.setStatusBarMessage(vscode.l10n.t('{0} was saved.', path.posix.basename(target.path)), 5000);
}
