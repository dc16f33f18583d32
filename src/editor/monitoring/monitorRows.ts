import type { MonitorItem } from './monitorItem.ts';

/**
 * A row of "Monitor", for as long as there is an item of its id. The editor knows rows by their object, and forgets those it is to
 * draw anew until it has asked for them: a click at that moment is lost.
 */
export class MonitorRow {
  #item: MonitorItem;
  #children: readonly MonitorRow[] = [];

  constructor(item: MonitorItem) {
    this.#item = item;
    this.follow(item);
  }

  get item(): MonitorItem {
    return this.#item;
  }

  get children(): readonly MonitorRow[] {
    return this.#children;
  }

  // What commands of its menu are about.
  get programId(): string | null {
    return this.#item.programId;
  }

  get alertId(): string | null {
    return this.#item.alertId;
  }

  /** Shows the item, of the same id, from now on. The rows that are to be drawn anew, each with all below it. */
  follow(item: MonitorItem): readonly MonitorRow[] {
    const isAlike = looks(item) === looks(this.#item);
    const before = this.#children;
    this.#item = item;
    this.#children = rowsOf(item.children, before);
    const changed = this.#children.flatMap((row, place) => row.follow(item.children[place]!));
    return isAlike && areSame(before, this.#children) ? changed : [this];
  }
}

/** All rows of "Monitor". */
export class MonitorRows {
  #top: readonly MonitorRow[] = [];

  get top(): readonly MonitorRow[] {
    return this.#top;
  }

  /** Shows the items from now on. The rows that are to be drawn anew, each with all below it; null: all. */
  follow(items: readonly MonitorItem[]): readonly MonitorRow[] | null {
    const before = this.#top;
    this.#top = rowsOf(items, before);
    const changed = this.#top.flatMap((row, place) => row.follow(items[place]!));
    return areSame(before, this.#top) ? changed : null;
  }
}

function rowsOf(items: readonly MonitorItem[], known: readonly MonitorRow[]): readonly MonitorRow[] {
  const byId = new Map(known.map((row) => [row.item.id, row]));
  return items.map((item) => byId.get(item.id) ?? new MonitorRow(item));
}

const looks = ({ children, ...shown }: MonitorItem): string => JSON.stringify([shown, children.length > 0]);

const areSame = (some: readonly MonitorRow[], others: readonly MonitorRow[]): boolean =>
  some.length === others.length && some.every((row, place) => row === others[place]);
