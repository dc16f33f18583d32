import * as vscode from 'vscode';
import type { Disposable } from '../base/lifecycle.ts';
import { likelyText, searchRunsText } from './history/searchTexts.ts';
import type { RunningState } from './running.ts';
import type { Runs } from './runs.ts';
import type { SettingsSource } from './settings.ts';
import { oneLine, timeLeftText, withoutLinks } from './wording.ts';

/** A notification with time left and Cancel for as long as something runs. */
export function registerProgress(runs: Runs, settings: SettingsSource): Disposable {
  let isOpen = false;
  let report = (): void => {};

  function follow(): void {
    const { running } = runs;
    if (isOpen) report();
    else if (running && !running.isRecording && settings.for(running.folder.uri).progressNotification) open();
  }

  function open(): void {
    isOpen = true;
    void vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Laptime'), cancellable: true },
      (progress, token) =>
        new Promise<void>((resolve) => {
          token.onCancellationRequested(() => runs.cancel());
          let shownPercent = 0;
          report = () => {
            const { running } = runs;
            if (!running) {
              isOpen = false;
              resolve();
              return;
            }
            const { done, total } = running;
            const percent = total === 0 ? 0 : (done / total) * 100;
            progress.report({
              message: withoutLinks(total === 0 ? beginning(running) : underWay(running)),
              increment: Math.max(percent - shownPercent, 0),
            });
            shownPercent = Math.max(shownPercent, percent);
          };
          report();
        }),
    );
  }

  return runs.onDidChange(follow);
}

/** What is done before anything can be measured. */
function beginning({ label, comparing }: RunningState): string {
  return comparing?.kind === 'preparing' ? oneLine(comparing.message, 100) : vscode.l10n.t('loading {0}', oneLine(label, 60));
}

function underWay({ label, done, total, remainingMs, searching }: RunningState): string {
  const left = remainingMs === null ? [] : [timeLeftText(remainingMs)];
  if (!searching) return [oneLine(label, 60), `${done}/${total}`, ...left].join(' · ');
  const likely = likelyText(searching);
  return [oneLine(label, 60), searchRunsText(searching), ...left, ...(likely === null ? [] : [oneLine(likely, 80)])].join(' · ');
}
