import * as vscode from 'vscode';
import type { ProfileKind } from '../../model/profile.ts';

/** What to record and for how long. */
export interface RecordingLength {
  readonly kind: ProfileKind;
  /** Null: until it is stopped. */
  readonly seconds: number | null;
}

const LENGTH_KEY = 'laptime.recordingLength';
const OFFERED_SECONDS = [10, 30];
/** A CPU profile of an hour is some hundred megabytes. */
const MOST_SECONDS = 3600;

interface LengthItem extends vscode.QuickPickItem {
  readonly length?: RecordingLength;
  /** Asks for the seconds. */
  readonly askOf?: ProfileKind;
}

const isSeconds = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 && value <= MOST_SECONDS;

/** What a keybinding, or what was kept, says; undefined for anything else. */
export function toRecordingLength(value: unknown): RecordingLength | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { kind, seconds } = value as Partial<Record<keyof RecordingLength, unknown>>;
  if (kind !== 'cpu' && kind !== 'heap') return undefined;
  if (seconds !== null && seconds !== undefined && !isSeconds(seconds)) return undefined;
  return { kind, seconds: seconds ?? null };
}

function lengthText(kind: ProfileKind, seconds: number | null): string {
  if (kind === 'cpu')
    return seconds === null ? vscode.l10n.t('CPU profile until I stop it') : vscode.l10n.t('CPU profile for {0} s', seconds);
  return seconds === null ? vscode.l10n.t('Heap profile until I stop it') : vscode.l10n.t('Heap profile for {0} s', seconds);
}

export function lengthItems(last: RecordingLength | undefined): LengthItem[] {
  const kinds: readonly ProfileKind[] = ['cpu', 'heap'];
  return kinds.flatMap((kind) => {
    const ofLast = last?.kind === kind && last.seconds !== null ? [last.seconds] : [];
    const offered = [null, ...new Set([...OFFERED_SECONDS, ...ofLast].toSorted((a, b) => a - b))];
    return [
      {
        label: kind === 'cpu' ? vscode.l10n.t('where the time goes') : vscode.l10n.t('who allocates memory'),
        kind: vscode.QuickPickItemKind.Separator,
      },
      ...offered.map((seconds) => ({
        label: `$(${kind === 'cpu' ? 'flame' : 'database'}) ${lengthText(kind, seconds)}`,
        ...(last?.kind === kind && last.seconds === seconds && { description: vscode.l10n.t('as last time') }),
        length: { kind, seconds },
      })),
      { label: `$(watch) ${kind === 'cpu' ? vscode.l10n.t('CPU profile for…') : vscode.l10n.t('Heap profile for…')}`, askOf: kind },
    ];
  });
}

async function askSeconds(title: string): Promise<number | undefined> {
  const text = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('For how many seconds?'),
    value: '60',
    validateInput: (value) =>
      isSeconds(Number(value)) ? undefined : vscode.l10n.t('A number of seconds is needed, at most {0}.', MOST_SECONDS),
  });
  return text === undefined ? undefined : Number(text);
}

function pick(title: string, last: RecordingLength | undefined): Promise<LengthItem | undefined> {
  const box = vscode.window.createQuickPick<LengthItem>();
  box.title = title;
  box.placeholder = vscode.l10n.t('What to record, and for how long');
  box.items = lengthItems(last);
  const active = box.items.find(({ length }) => last && length?.kind === last.kind && length.seconds === last.seconds);
  if (active) box.activeItems = [active];
  return new Promise((resolve) => {
    box.onDidAccept(() => {
      const [chosen] = box.activeItems;
      resolve(chosen);
      box.hide();
    });
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}

/** Asks what to record and for how long, and remembers it; undefined where the user says neither. */
export async function askLength(title: string, memory: vscode.Memento): Promise<RecordingLength | undefined> {
  const chosen = await pick(title, toRecordingLength(memory.get(LENGTH_KEY)));
  if (!chosen) return undefined;
  const { length, askOf } = chosen;
  const seconds = askOf ? await askSeconds(title) : length?.seconds;
  if (seconds === undefined) return undefined;
  const wanted: RecordingLength = { kind: askOf ?? length!.kind, seconds };
  await memory.update(LENGTH_KEY, wanted);
  return wanted;
}
