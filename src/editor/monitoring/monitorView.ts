import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import { MONITOR_VIEW } from '../names.ts';
import { alertCountText } from './alertTexts.ts';
import type { Monitoring } from './monitoring.ts';
import type { MonitorItem } from './monitorItem.ts';
import { monitorItems } from './monitorItems.ts';
import { MonitorRows, type MonitorRow } from './monitorRows.ts';

/** The view "Monitor": the machine, what is watched, and what alerts. It has metrics collected while it is in sight. */
export class MonitorView implements Disposable {
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new vscode.EventEmitter<MonitorRow[] | undefined>());
  readonly #monitoring: Monitoring;
  readonly #rows = new MonitorRows();
  readonly #view: vscode.TreeView<MonitorRow>;

  constructor(monitoring: Monitoring) {
    this.#monitoring = monitoring;
    this.#view = this.#owned.add(
      vscode.window.createTreeView<MonitorRow>(MONITOR_VIEW, {
        treeDataProvider: {
          onDidChangeTreeData: this.#changed.event,
          getChildren: (row) => [...(row ? row.children : this.#allRows())],
          getTreeItem: ({ item }) => treeItem(item),
        },
        showCollapseAll: true,
      }),
    );
    this.#owned.add(this.#view.onDidChangeVisibility(({ visible }) => monitoring.showView(visible)));
    this.#owned.add(monitoring.onDidChange(() => this.#follow()));
    if (this.#view.visible) monitoring.showView(true);
  }

  get items(): readonly MonitorItem[] {
    const shown = this.#monitoring.all.map(({ alerts, diagnosed, engine: { monitor, root } }) => ({
      ...{ alerts, diagnosed, root },
      programs: monitor.programs(),
      source: monitor,
    }));
    return monitorItems(shown, Date.now());
  }

  /** Does what a click on the chosen row does where that is no place in the code. */
  async openChosen(): Promise<void> {
    const command = this.#view.selection[0]?.item.command;
    if (command) await vscode.commands.executeCommand(command.id, command.pid, undefined, command.root);
  }

  #follow(): void {
    const firing = this.#monitoring.alerts.filter(({ state }) => state === 'firing').length;
    const badge = firing > 0 ? { value: firing, tooltip: alertCountText(firing) } : undefined;
    if (badge?.value !== this.#view.badge?.value) this.#view.badge = badge;
    if (this.#view.visible) this.#draw();
  }

  #draw(): void {
    const changed = this.#rows.follow(this.items);
    if (changed === null) this.#changed.fire(undefined);
    else if (changed.length > 0) this.#changed.fire([...changed]);
  }

  #allRows(): readonly MonitorRow[] {
    this.#rows.follow(this.items);
    return this.#rows.top;
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

function treeItem({
  id,
  label,
  description,
  tooltip,
  icon,
  color,
  context,
  place,
  command,
  children,
  isOpen,
}: MonitorItem): vscode.TreeItem {
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(label, isOpen ? Expanded : children.length === 0 ? None : Collapsed);
  item.id = id;
  item.description = description;
  if (tooltip !== '') item.tooltip = tooltip;
  // Without it a screen reader says the tooltip, which has no value.
  item.accessibilityInformation = { label: description === '' ? label : `${label}, ${description}` };
  item.iconPath = new vscode.ThemeIcon(icon, color === null ? undefined : new vscode.ThemeColor(color));
  if (context !== null) item.contextValue = context;
  if (place) {
    const at = new vscode.Position(Math.max(place.line - 1, 0), 0);
    const options = { selection: new vscode.Range(at, at) };
    item.command = { title: vscode.l10n.t('Open'), command: 'vscode.open', arguments: [vscode.Uri.file(place.file), options] };
  }
  // Without arguments: the editor forgets those of a row that is drawn anew, each second, also while a click of it is under way.
  if (command) item.command = { title: label, command: 'laptime.openMonitorRow' };
  return item;
}
