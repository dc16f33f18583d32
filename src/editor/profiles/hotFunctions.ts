import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import type { CodeOwner, FunctionCost, ProfiledFunction, ProfileUnit } from '../../model/profile.ts';
import type { FlameView, ProfileRange, ProfileSessionApi } from '../../protocol/profile.ts';
import type { Remote } from '../../protocol/rpc.ts';
import { mayHaveSource } from './openProfiled.ts';
import { amountText, functionText, placeText, shareText } from './profileTexts.ts';

export type HotFunctionsOrder = 'self' | 'total';

/** A function, or below it who called it, then who called those. */
export type HotFunction =
  | { readonly kind: 'function'; readonly functionId: number; readonly cost: FunctionCost }
  | {
      readonly kind: 'caller';
      readonly functionId: number;
      readonly one: ProfiledFunction;
      /** The function at the top that calls led to. */
      readonly calledId: number;
      /** Calls by it, of all of the function at the top. */
      readonly share: number;
      /** Where it is in the view of callers. */
      readonly place: ProfileRange & { readonly row: number };
    }
  /** Those that had too little to be listed. */
  | { readonly kind: 'others'; readonly count: number };

interface Source {
  readonly session: Remote<ProfileSessionApi>;
  readonly unit: ProfileUnit;
  readonly whole: number;
}

const MOST_FUNCTIONS = 100;
const LEAST_SHARE = 0.001;
/** Callers with less than one of these parts are drawn together. */
const PARTS = 500;

/** What "Hot functions" lists of the profile that is looked at. */
export class HotFunctions implements Disposable {
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new vscode.EventEmitter<void>());
  readonly onDidChange = this.#changed.event;
  #session: Remote<ProfileSessionApi> | null = null;
  #order: HotFunctionsOrder = 'self';
  #source: Promise<Source> | null = null;

  get order(): HotFunctionsOrder {
    return this.#order;
  }

  use(session: Remote<ProfileSessionApi> | null): void {
    this.#session = session;
    this.#source = null;
    this.#changed.fire();
  }

  sortBy(order: HotFunctionsOrder): void {
    this.#order = order;
    this.#changed.fire();
  }

  async children(parent?: HotFunction): Promise<HotFunction[]> {
    const session = this.#session;
    if (!session || parent?.kind === 'others') return [];
    try {
      const source = await (this.#source ??= sourceOf(session));
      return parent ? await callersOf(source, parent) : await hottest(source, this.#order);
    } catch (error) {
      // Another profile is looked at by now, and asked for.
      if (session !== this.#session) return [];
      throw error;
    }
  }

  async item(one: HotFunction): Promise<vscode.TreeItem> {
    const source = await this.#source;
    return source ? itemOf(one, source, this.#order) : new vscode.TreeItem('');
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

async function sourceOf(session: Remote<ProfileSessionApi>): Promise<Source> {
  const { unit, total, idle } = await session.summary(null);
  return { session, unit, whole: total - idle };
}

async function hottest({ session, whole }: Source, sortBy: HotFunctionsOrder): Promise<HotFunction[]> {
  const query = { range: null, sortBy, descending: true, text: '', offset: 0, limit: MOST_FUNCTIONS };
  const { rows } = await session.table(query);
  // What was idle is not hot, and what is around everything is no function.
  const isCode = ({ owner, name }: FunctionCost) => owner !== 'idle' && name !== '(root)';
  const isHot = ({ total }: FunctionCost) => total >= LEAST_SHARE * whole;
  return rows.filter((one) => isCode(one) && isHot(one)).map((cost) => ({ kind: 'function', functionId: cost.functionId, cost }));
}

async function callersOf({ session }: Source, parent: Exclude<HotFunction, { kind: 'others' }>): Promise<HotFunction[]> {
  const calledId = parent.kind === 'function' ? parent.functionId : parent.calledId;
  const view: FlameView = { kind: 'callers', functionId: calledId, range: null };
  const { rows, end } = await session.size(view);
  const { from, to, row: above } = parent.kind === 'function' ? { from: 0, to: end, row: -1 } : parent.place;
  const row = above + 1;
  if (row >= rows || !(to > from)) return [];
  const { places, functionIds, counts } = await session.tile(view, { from, to, firstRow: row, endRow: row + 1, columns: PARTS });
  const boxes = Array.from(functionIds, (functionId, index) => {
    const [left, right] = [places[2 * index]!, places[2 * index + 1]!].map((share) => from + share * (to - from));
    return { functionId, count: counts[index]!, from: left!, to: right! };
  });
  const single = boxes.filter(({ count }) => count === 1);
  const others = boxes.reduce((sum, { count }) => sum + (count > 1 ? count : 0), 0);
  const functions = await session.functions(Int32Array.from(single, ({ functionId }) => functionId));
  const callers = single.map(({ functionId, from, to }, index): HotFunction => ({
    ...{ kind: 'caller', functionId, one: functions[index]!, calledId },
    share: (to - from) / end,
    place: { from, to, row },
  }));
  return others > 0 ? [...callers, { kind: 'others', count: others }] : callers;
}

const icons: Readonly<Record<CodeOwner, string>> = {
  workspace: 'symbol-method',
  package: 'package',
  node: 'symbol-namespace',
  native: 'chip',
  harness: 'beaker',
  idle: 'watch',
  gc: 'trash',
  program: 'server-process',
};

function itemOf(one: HotFunction, { unit, whole }: Source, order: HotFunctionsOrder): vscode.TreeItem {
  if (one.kind === 'others') return new vscode.TreeItem(vscode.l10n.t('{0} more', one.count));
  const about = one.kind === 'function' ? one.cost : one.one;
  const isCalled = about.owner !== 'gc' && about.owner !== 'program';
  const item = new vscode.TreeItem(
    functionText(about),
    isCalled ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  const place = placeText(about);
  const where = place === '' ? '' : ` · ${place}`;
  if (one.kind === 'function') {
    const { self, total } = one.cost;
    const [first, second] = order === 'self' ? [self, total] : [total, self];
    item.description = `${shareText(first, whole)} · ${shareText(second, whole)}${where}`;
    item.tooltip = [
      `${functionText(about)}${place === '' ? '' : `\n${place}`}`,
      vscode.l10n.t('self {0} ({1})', shareText(self, whole), amountText(self, unit)),
      vscode.l10n.t('total {0} ({1})', shareText(total, whole), amountText(total, unit)),
    ].join('\n');
  } else {
    item.description = `${shareText(one.share, 1)}${where}`;
    item.tooltip = `${functionText(about)}${place === '' ? '' : `\n${place}`}\n${vscode.l10n.t('{0} of it was called by this one', shareText(one.share, 1))}`;
  }
  item.iconPath = new vscode.ThemeIcon(icons[about.owner]);
  item.contextValue = 'hotFunction';
  if (mayHaveSource(about.owner)) {
    item.command = { title: vscode.l10n.t('Open'), command: 'laptime.openProfiledFunction', arguments: [one.functionId] };
  }
  return item;
}
