import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import { commandLink, escapeMarkdown, markdownWithCommands } from '../markdown.ts';
import { withoutLinks } from '../wording.ts';
import type { RecordingState, Recordings } from './recordings.ts';
import { progressText, whatText } from './recordingTexts.ts';

/** Shows what is recorded: a notification for each recording, and one item in the status bar. A click on either ends it and keeps it. */
export function registerRecordings(recordings: Recordings): Disposable {
  const owned = new DisposableStore();
  const item = owned.add(vscode.window.createStatusBarItem('laptime.recording', vscode.StatusBarAlignment.Left, 9));
  item.name = vscode.l10n.t('Laptime: recording a profile');
  item.command = 'laptime.stopRecording';
  const shown = new Set<number>();
  let isContextSet = false;

  function showItem(all: readonly RecordingState[]): void {
    const newest = all.at(-1);
    if (!newest) return item.hide();
    const text = progressText(newest, Date.now());
    item.text = `$(record) ${text}`;
    item.accessibilityInformation = { label: vscode.l10n.t('Laptime records a profile: {0}', text) };
    const lines = all.map((state) => escapeMarkdown(`${whatText(state)}: ${progressText(state, Date.now())}`));
    const links = [
      commandLink(vscode.l10n.t('Stop and Show'), 'laptime.stopRecording'),
      commandLink(vscode.l10n.t('Cancel'), 'laptime.cancelRecording'),
    ];
    item.tooltip = markdownWithCommands([...lines, links.join(' · ')].join('\n\n'), ['laptime.stopRecording', 'laptime.cancelRecording']);
    item.show();
  }

  function follow(): void {
    const { all } = recordings;
    showItem(all);
    if (isContextSet !== all.length > 0) {
      isContextSet = all.length > 0;
      void vscode.commands.executeCommand('setContext', 'laptime.recording', isContextSet);
    }
    for (const { id } of all) {
      if (shown.has(id)) continue;
      shown.add(id);
      void notify(recordings, id).then(() => shown.delete(id));
    }
  }

  owned.add(recordings.onDidChange(follow));
  return owned;
}

/** A notification with a way to end the recording, until it has ended. Its Cancel button keeps nothing. */
function notify(recordings: Recordings, id: number): Thenable<void> {
  const options = { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Laptime'), cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    token.onCancellationRequested(() => recordings.cancel(id));
    let shownPercent = 0;
    await new Promise<void>((resolve) => {
      function report(): void {
        const state = recordings.state(id);
        if (!state) {
          listening.dispose();
          return resolve();
        }
        const percent = percentOf(state, Date.now());
        progress.report({ message: messageOf(state), ...(percent > shownPercent && { increment: percent - shownPercent }) });
        shownPercent = Math.max(shownPercent, percent);
      }
      const listening = recordings.onDidChange(report);
      report();
    });
  });
}

function messageOf(state: RecordingState): string {
  const text = withoutLinks(`${whatText(state)} · ${progressText(state, Date.now())}`);
  // A notification has no buttons beside its Cancel, but links run commands there.
  return state.phase === 'recording' ? `${text} · [${vscode.l10n.t('Stop and Show')}](command:laptime.stopRecording?${state.id})` : text;
}

/** How much of all is over, as far as it can be known. */
function percentOf({ phase, startedAtMs, durationMs, done, total }: RecordingState, nowMs: number): number {
  if (durationMs === null || total === null || startedAtMs === null) return 0;
  if (phase === 'writing') return 100;
  const share = Math.min((nowMs - startedAtMs) / durationMs, 1);
  return ((done + share) / total) * 100;
}
