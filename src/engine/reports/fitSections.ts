/** A part of a document that can be left out item by item. */
export interface Section {
  /** What it is called where it is said to be left out. */
  readonly name: string;
  /** With the line breaks that belong between it and the items. */
  readonly before: string;
  readonly items: readonly string[];
  /** Between items. */
  readonly separator: string;
  readonly after: string;
  /** What matters more gets its room first; 0 is the most. */
  readonly rank: number;
}

/** Of a comment on GitHub. */
export const MOST_COMMENT_CHARACTERS = 65_536;

/** Items under a title, if there is one. */
export const listSection = (title: string, items: readonly string[], rank: number, separator = '\n'): Section => ({
  name: title,
  before: title === '' ? '' : `### ${title}\n\n`,
  items,
  separator,
  after: '',
  rank,
});

const GAP = '\n\n';

/**
 * `head`, then the sections in their order with an empty line between them, in at most `most` characters. Items that have no
 * room are left out, those of the higher ranks first, and a sentence under the head counts them. Sections without items are
 * not shown.
 */
export function fitSections(head: string, sections: readonly Section[], most: number): string {
  const wanted = sections.filter(({ items }) => items.length > 0);
  const whole = assemble(head, wanted, new Map(wanted.map((section) => [section, section.items])));
  if (whole.length <= most) return whole;
  const shown = new Map<Section, readonly string[]>();
  // The sentence is never longer than when all is left out.
  let left = most - head.length - GAP.length - leftOutText(wanted, shown, most).length - 1;
  for (const section of wanted.toSorted((a, b) => a.rank - b.rank)) {
    const frame = GAP.length + section.before.length + section.after.length;
    const kept: string[] = [];
    let room = left - frame;
    for (const item of section.items) {
      const size = item.length + section.separator.length;
      if (size > room) continue;
      kept.push(item);
      room -= size;
    }
    if (kept.length === 0) continue;
    shown.set(section, kept);
    left = room;
  }
  return assemble(`${head}${GAP}${leftOutText(wanted, shown, most)}`, wanted, shown);
}

function assemble(head: string, sections: readonly Section[], shown: ReadonlyMap<Section, readonly string[]>): string {
  const parts = sections.flatMap((section) => {
    const items = shown.get(section);
    return items ? [section.before + items.join(section.separator) + section.after] : [];
  });
  return `${[head, ...parts].join(GAP)}\n`;
}

function leftOutText(sections: readonly Section[], shown: ReadonlyMap<Section, readonly string[]>, most: number): string {
  const parts = sections.flatMap((section) => {
    const left = section.items.length - (shown.get(section)?.length ?? 0);
    return left === 0 ? [] : [`${left} of ${section.items.length} under "${section.name}"`];
  });
  return `Left out, because a comment holds only ${most} characters: ${parts.join(', ')}.`;
}
