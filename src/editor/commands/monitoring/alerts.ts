import * as vscode from 'vscode';
import { UserError } from '../../../base/errors.ts';
import type { AlertDesk } from '../../../engine/engine.ts';
import type { Alert } from '../../../model/alert.ts';
import type { AlertChannel } from '../../../model/alertConfig.ts';
import { signalOf } from '../../cancellation.ts';
import type { Folder } from '../../folders.ts';
import { ownName, silenceForAnHour } from '../../monitoring/alertNotices.ts';
import { alertIcon, stateText } from '../../monitoring/alertTexts.ts';
import { requireTrust } from '../../trust.ts';
import { oneLine, withoutIcons } from '../../wording.ts';
import { chooseFolder, type CommandParts, type Commands } from '../parts.ts';

interface Chosen {
  readonly alert: Alert;
  readonly desk: AlertDesk;
}

/** Alerts that go on, and the channels that tell of them. */
export function alertCommands({ alertSecrets, folders, monitoring }: CommandParts): Commands {
  /** The alert of a row, or the one that the user picks. */
  async function choose(argument: unknown, isWanted: (alert: Alert) => boolean): Promise<Chosen | undefined> {
    const all = monitoring.all.flatMap(({ desk }) => (desk ? desk.active().map((alert): Chosen => ({ alert, desk })) : []));
    const wanted = idIn(argument);
    if (wanted !== undefined) return all.find(({ alert }) => alert.id === wanted);
    const possible = all.filter(({ alert }) => isWanted(alert));
    if (possible.length === 0) throw new UserError('no-alert', vscode.l10n.t('There is no alert that this can be done with.'));
    const items = possible.map((chosen) => ({
      label: `$(${alertIcon(chosen.alert)}) ${withoutIcons(oneLine(chosen.alert.title, 80))}`,
      description: stateText(chosen.alert.state),
      detail: withoutIcons(oneLine(chosen.alert.text, 200)),
      chosen,
    }));
    return (await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which alert?') }))?.chosen;
  }

  /** `note` is what a keybinding says. */
  async function acknowledge(argument: unknown, note: unknown): Promise<void> {
    const chosen = await choose(argument, ({ state }) => state === 'firing');
    if (!chosen) return;
    const text =
      typeof note === 'string'
        ? note
        : await vscode.window.showInputBox({
            title: vscode.l10n.t('Acknowledge Alert'),
            prompt: vscode.l10n.t('What should others know? It may stay empty.'),
          });
    if (text !== undefined) chosen.desk.acknowledge(chosen.alert.id, ownName(), text);
  }

  async function resolve(argument: unknown): Promise<void> {
    const chosen = await choose(argument, () => true);
    if (chosen) chosen.desk.resolve(chosen.alert.id, ownName());
  }

  async function silence(argument: unknown, reason: unknown): Promise<void> {
    const chosen = await choose(argument, () => true);
    if (!chosen) return;
    const why =
      typeof reason === 'string'
        ? reason
        : await vscode.window.showInputBox({
            title: vscode.l10n.t('Silence Alert for 1 Hour'),
            prompt: vscode.l10n.t('Why? Whoever looks later sees it.'),
            validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('A reason is needed.') : undefined),
          });
    if (why !== undefined && why.trim() !== '') silenceForAnHour(chosen.desk, chosen.alert, why);
  }

  async function channelsOf(folder: Folder): Promise<readonly AlertChannel[]> {
    return (await (await folder.engine()).config()).config.alerts.channels;
  }

  /** `argument`: the name of a channel. */
  async function testChannel(argument: unknown): Promise<void> {
    requireTrust(vscode.l10n.t('Channels send to where this workspace says, and the workspace is not trusted. Trust it first.'));
    const folder = await chooseFolder(folders);
    if (!folder) return;
    const items = (await channelsOf(folder)).map(({ name, kind }) => ({ label: withoutIcons(oneLine(name, 60)), description: kind, name }));
    const placeHolder = vscode.l10n.t('Which channel? It gets a message that says it is a test.');
    const name = typeof argument === 'string' ? argument : (await vscode.window.showQuickPick(items, { placeHolder }))?.name;
    if (name === undefined) return;
    const { desk, engine } = await monitoring.of(folder);
    const secretOf = (secret: string) => alertSecrets.get(folder, secret);
    const used = desk ?? (await engine.openAlertDesk({ watches: false, secretOf }));
    const listening = desk ? undefined : used.onMessage(() => void tellTest());
    const progress = {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Sending a test to {0}', oneLine(name, 60)),
      cancellable: true,
    };
    try {
      await vscode.window.withProgress(progress, (_, token) => used.testChannel(name, signalOf(token)));
      void vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) {0} took the test', withoutIcons(oneLine(name, 60))), 5000);
    } finally {
      listening?.dispose();
      if (!desk) used.dispose();
    }
  }

  /** `name` is what a keybinding says; the value is always written by the user. */
  async function setSecret(argument: unknown): Promise<void> {
    const folder = await chooseFolder(folders);
    if (!folder) return;
    const name = typeof argument === 'string' ? argument : await askSecretName(await channelsOf(folder));
    if (name === undefined) return;
    const value = await vscode.window.showInputBox({
      title: vscode.l10n.t('Set Secret of Alerts'),
      prompt: vscode.l10n.t('The value of {0}: it is kept by the editor for this folder, and written to no file.', oneLine(name, 60)),
      password: true,
      ignoreFocusOut: true,
    });
    if (value !== undefined && value !== '') await alertSecrets.set(folder, name, value);
  }

  async function removeSecret(argument: unknown): Promise<void> {
    const folder = await chooseFolder(folders);
    if (!folder) return;
    const names = alertSecrets.names(folder);
    if (names.length === 0) throw new UserError('no-secret', vscode.l10n.t('No secret of alerts is kept for this folder.'));
    const placeHolder = vscode.l10n.t('Which secret is to be forgotten?');
    const name = typeof argument === 'string' ? argument : await vscode.window.showQuickPick([...names], { placeHolder });
    if (name !== undefined) await alertSecrets.remove(folder, name);
  }

  return {
    'laptime.acknowledgeAlert': acknowledge,
    'laptime.resolveAlert': resolve,
    'laptime.silenceAlert': silence,
    'laptime.testAlertChannel': testChannel,
    'laptime.setAlertSecret': setSecret,
    'laptime.removeAlertSecret': removeSecret,
  };
}

/** Of a row of the view, or as a keybinding says. */
function idIn(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  if (typeof argument !== 'object' || argument === null || !('alertId' in argument)) return undefined;
  return typeof argument.alertId === 'string' ? argument.alertId : undefined;
}

function tellTest(): Thenable<unknown> {
  return vscode.window.showInformationMessage(vscode.l10n.t('This is a test of Laptime: alerts will come here. There is nothing wrong.'));
}

const SECRET_NAME = /^[\w.-]{1,100}$/u;

/** Those that the channels name first. */
async function askSecretName(channels: readonly AlertChannel[]): Promise<string | undefined> {
  const named = channels.flatMap((channel) => secretNames(channel).map((name) => ({ label: name, description: channel.name, name })));
  const another = { label: vscode.l10n.t('$(edit) Another One…'), description: '', name: null };
  if (named.length > 0) {
    const picked = await vscode.window.showQuickPick([...named, another], { placeHolder: vscode.l10n.t('Which secret?') });
    if (picked?.name !== null) return picked?.name;
  }
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Set Secret of Alerts'),
    prompt: vscode.l10n.t('Its name, as a channel of laptime.config.json has it'),
    validateInput: (text) =>
      SECRET_NAME.test(text) ? undefined : vscode.l10n.t('Letters, digits, dots, dashes and underscores are possible.'),
  });
}

function secretNames(channel: AlertChannel): readonly string[] {
  const given = {
    ...('urlSecret' in channel && { url: channel.urlSecret }),
    ...('secret' in channel && { secret: channel.secret }),
    ...('password' in channel && { password: channel.password }),
  };
  return Object.values(given).filter((name) => name !== null);
}
