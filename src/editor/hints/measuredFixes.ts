import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import { fixMeasurementText } from '../../base/fixMeasurementWords.ts';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import type { FixMeasurement, FixOutcome } from '../../model/fixMeasurement.ts';
import type { HintFix, ShownHint } from '../../model/hint.ts';
import { signalOf } from '../cancellation.ts';
import type { Failures } from '../failures.ts';
import type { Folder, Folders } from '../folders.ts';
import type { Runs } from '../runs.ts';
import type { SettingsSource } from '../settings.ts';
import { requireTrust } from '../trust.ts';
import { oneLine, withoutLinks } from '../wording.ts';
import { rangeOf } from './diagnostics.ts';
import type { Hints } from './hints.ts';
import { ProposedTexts } from './proposedTexts.ts';

export interface MeasuredFixesParts {
  readonly hints: Hints;
  readonly folders: Folders;
  readonly runs: Runs;
  readonly settings: SettingsSource;
  readonly failures: Failures;
}

/** Which fix of which hint, as a code action says it. */
export interface FixAddress {
  readonly uri: string;
  readonly rule: string;
  /** Where the hint begins, from 1. */
  readonly line: number;
  readonly column: number;
  /** Of the fix. */
  readonly title: string;
}

interface Measured {
  readonly folder: Folder;
  readonly document: vscode.TextDocument;
  /** What the fix was made for. */
  readonly text: string;
  /** With the fix. */
  readonly fixed: string;
  readonly fix: HintFix;
  readonly measurement: FixMeasurement;
}

/** Measures fixes in copies of the work tree, and applies those that the user wants. */
export class MeasuredFixes implements Disposable {
  readonly #parts: MeasuredFixesParts;
  readonly #owned = new DisposableStore();
  readonly #proposed = this.#owned.add(new ProposedTexts());

  constructor(parts: MeasuredFixesParts) {
    this.#parts = parts;
  }

  /** Measures a fix in its turn, and tells what it does. */
  async measure(address: unknown): Promise<FixMeasurement> {
    requireTrust(
      vscode.l10n.t('Measuring a fix executes code of this workspace, and the workspace is not trusted. Trust it to measure fixes.'),
    );
    const { document, folder, file, hint, fix } = await this.#find(address);
    const { settings, runs, failures } = this.#parts;
    const [text, fixed] = [document.getText(), fixedText(document, fix)];
    const { nodeExecutable } = settings.for(document.uri);
    const request = {
      ...{ rule: hint.rule, file, text, line: hint.range.startLine, fix, unsaved: this.#unsaved(folder, document) },
      ...(nodeExecutable !== null && { nodeExecutable }),
    };
    const label = vscode.l10n.t('fix of {0}', hint.rule);
    const measurement = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: withoutLinks(vscode.l10n.t('Measuring the {0}', oneLine(label, 60))),
        cancellable: true,
      },
      (progress, token) =>
        runs.record(
          folder,
          label,
          (engine, signal) => engine.measureFix(request, ({ message }) => progress.report({ message }), signal),
          signalOf(token),
        ),
    );
    void failures.guard(label, () => this.#tell({ folder, document, text, fixed, fix, measurement }));
    return measurement;
  }

  /** @throws UserError where there is no such fix any more */
  async #find(address: unknown): Promise<{ document: vscode.TextDocument; folder: Folder; file: string; hint: ShownHint; fix: HintFix }> {
    const { hints, folders } = this.#parts;
    const wanted = isAddress(address) ? address : null;
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === wanted?.uri);
    const known = document && (await hints.of(document, new AbortController().signal));
    const hint = known?.hints.map((one) => one.hint).find((one) => wanted !== null && isAt(one, wanted));
    const fix = hint?.fixes.find(({ title }) => title === wanted?.title);
    if (!document || !hint || !fix) throw new UserError('no-fix', vscode.l10n.t('This fix is not there any more: the text has changed.'));
    const located = folders.locate(document.uri);
    if (!located) throw new UserError('no-folder', vscode.l10n.t('Fixes are measured in files of a workspace folder, and this is none.'));
    return { document, ...located, hint, fix };
  }

  /** Texts of other editors that are not on disk. */
  #unsaved(folder: Folder, document: vscode.TextDocument): Record<string, string> {
    const others = vscode.workspace.textDocuments.filter((other) => other.isDirty && other !== document);
    return Object.fromEntries(
      others.flatMap((other) => {
        const located = this.#parts.folders.locate(other.uri);
        return located?.folder === folder ? [[located.file, other.getText()]] : [];
      }),
    );
  }

  /** What came of it, until the user has decided. */
  async #tell(measured: Measured): Promise<void> {
    const { folder, document, fixed, fix, measurement } = measured;
    const verdict = `${fix.title}: ${fixMeasurementText(measurement)}`;
    const [apply, diff, discard] = [vscode.l10n.t('Apply'), vscode.l10n.t('Show Diff'), vscode.l10n.t('Discard')];
    const benchmark = vscode.l10n.t('Benchmark This Function');
    const choices = choicesOf(measurement.outcome, { apply, diff, discard, benchmark });
    const proposed = this.#proposed.add(document.uri, fixed);
    try {
      for (;;) {
        const chosen = await vscode.window.showInformationMessage(withoutLinks([verdict, ...measurement.notes].join(' ')), ...choices);
        if (chosen === benchmark) return void vscode.commands.executeCommand('laptime.benchmarkFunction', document.uri, measurement.line);
        if (chosen !== diff) {
          if (chosen === apply) await applyFix(measured);
          (await folder.engine()).keepGain(measurement, chosen === apply);
          return;
        }
        const title = vscode.l10n.t('{0} ↔ fixed', oneLine(measurement.file, 80));
        await vscode.commands.executeCommand('vscode.diff', document.uri, proposed.uri, title);
      }
    } finally {
      proposed.dispose();
    }
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

/** The first one is what a careful user does. */
function choicesOf(
  outcome: FixOutcome,
  { apply, diff, discard, benchmark }: Readonly<Record<'apply' | 'diff' | 'discard' | 'benchmark', string>>,
): readonly string[] {
  switch (outcome) {
    case 'faster':
    case 'mixed':
      return [apply, diff, discard];
    case 'unreached':
      return [benchmark, apply, diff, discard];
    // What breaks something is not offered.
    case 'refused':
      return [diff, discard];
    case 'slower':
    case 'no-difference':
    case 'inconclusive':
      return [discard, diff, apply];
  }
}

/** @throws UserError where the text is another one than the one that was measured */
async function applyFix({ document, text, fix }: Measured): Promise<void> {
  if (document.isClosed || document.getText() !== text) {
    throw new UserError(
      'fix-outdated',
      vscode.l10n.t('The text has changed since the fix was measured, so it is not applied. Measure it again.'),
    );
  }
  const edit = new vscode.WorkspaceEdit();
  edit.set(
    document.uri,
    fix.edits.map(({ range, text: put }) => new vscode.TextEdit(rangeOf(range), put)),
  );
  await vscode.workspace.applyEdit(edit);
}

/** The text of a document with a fix that was found in it as it is now. */
function fixedText(document: vscode.TextDocument, { edits }: HintFix): string {
  const placed = edits.map(({ range, text: put }) => {
    const { start, end } = rangeOf(range);
    return { start: document.offsetAt(start), end: document.offsetAt(end), put };
  });
  return placed
    .toSorted((a, b) => b.start - a.start)
    .reduce((now, { start, end, put }) => now.slice(0, start) + put + now.slice(end), document.getText());
}

const isAt = ({ rule, range }: ShownHint, wanted: FixAddress): boolean =>
  rule === wanted.rule && range.startLine === wanted.line && range.startColumn === wanted.column;

function isAddress(value: unknown): value is FixAddress {
  if (typeof value !== 'object' || value === null) return false;
  const { uri, rule, line, column, title } = value as Partial<Record<keyof FixAddress, unknown>>;
  return [uri, rule, title].every((text) => typeof text === 'string') && [line, column].every(Number.isInteger);
}
