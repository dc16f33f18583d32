import { formatBytes, formatCount, formatDuration, formatPercent } from '../../../base/units.ts';
import type { CodeOwner, ProfileUnit } from '../../../model/profile.ts';
import type { NamedProfile } from '../profile.ts';
import { ownerOf, ownerWithoutScript } from '../sources/owner.ts';
import { heavyRows } from '../tree/heavyRows.ts';
import type { Rows } from '../tree/rows.ts';
import { inPieces } from './inPieces.ts';
import { owners, svgScript, svgStyle } from './svgParts.ts';
import { svgText } from './svgText.ts';

const [WIDTH, HEAD, ROW, MARGIN] = [1200, 64, 17, 10];
/** What is narrower nobody sees. */
const LEAST_WIDTH = 0.1;
/** From this width on a name has room for some letters. */
const LEAST_TEXT_WIDTH = 24;
/** A file of some megabytes: no program shows a larger one well. */
const MOST_BOXES = 20_000;
const MOST_NAME = 300;

/**
 * A flame graph as one SVG file, in pieces: the heaviest calls at the left, in the colours of whose code they are, with what each box is
 * when the pointer is over it, and a click to come nearer. What is in the profile is text in it, and nothing is loaded.
 */
export function* writeSvg({ name, profile }: NamedProfile): Generator<string> {
  const { tree, unit } = profile;
  const { frames, frameOf, self, total } = tree;
  const rows = heavyRows(tree);
  const whole = rows.end;
  const boxes = boxesOf(rows, whole);
  const shownRows = boxes.rows;
  const height = HEAD + shownRows * ROW + MARGIN + (shownRows < rows.count ? ROW : 0);
  const value = formatOf(unit);
  const stringOf = (id: number): string => frames.strings[id]!;
  const withoutScript = ownerWithoutScript(frames);
  const ownerOfNode = (node: number): CodeOwner => {
    const frame = frameOf[node]!;
    return ownerOf(stringOf(frames.names[frame]!), stringOf(frames.urls[frame]!), withoutScript).owner;
  };
  const title = name === '' ? 'Profile' : clipped(name);

  yield `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">\n`;
  yield `<title>${svgText(title)}: ${svgText(value(whole))}</title>\n<style>${svgStyle}</style>\n<rect class="page" width="100%" height="100%"/>\n`;
  yield `<text class="title" x="${MARGIN}" y="24">${svgText(title)}: ${svgText(value(whole))}</text>\n`;
  yield legendOf();
  yield '<g id="boxes">\n';
  yield* inPieces(boxes.count, (index) => {
    const box = boxes.boxes[index]!;
    const node = rows.nodeOf(box);
    const frame = frameOf[node]!;
    const x = round((rows.fromOf(box) / whole) * WIDTH);
    const width = round(((rows.toOf(box) - rows.fromOf(box)) / whole) * WIDTH);
    const label = svgText(clipped(stringOf(frames.names[frame]!)) || '(anonymous)');
    const [url, line] = [stringOf(frames.urls[frame]!), frames.lines[frame]!];
    const place = url === '' ? '' : `\n${svgText(clipped(url))}${line > 0 ? `:${line}` : ''}`;
    const facts = `self ${value(self[node]!)}, total ${value(total[node]!)} (${formatPercent(total[node]! / whole)})`;
    const text = width < LEAST_TEXT_WIDTH ? '' : `<text x="3" y="12">${label}</text>`;
    const y = HEAD + boxes.rowOf(index) * ROW;
    return (
      `<svg class="${ownerOfNode(node)}" x="${x}" y="${y}" width="${width}" height="${ROW - 1}"><title>${label}${place}\n${svgText(facts)}</title>` +
      `<rect width="100%" height="100%"/>${text}</svg>\n`
    );
  });
  yield '</g>\n';
  if (shownRows < rows.count) {
    yield `<text x="${MARGIN}" y="${height - MARGIN}">${svgText(`${formatCount(rows.count - shownRows)} deeper rows are left out.`)}</text>\n`;
  }
  yield `<script><![CDATA[${svgScript}]]></script>\n</svg>\n`;

  /** Whose code there is, with its share of all own time. */
  function legendOf(): string {
    const selfBy = new Map<CodeOwner, number>();
    for (let node = 0; node < tree.count; node += 1) {
      if (!(self[node]! > 0)) continue;
      const owner = ownerOfNode(node);
      selfBy.set(owner, (selfBy.get(owner) ?? 0) + self[node]!);
    }
    let [x, legend] = [MARGIN, ''];
    for (const { owner, word } of owners) {
      const own = selfBy.get(owner);
      if (own === undefined) continue;
      const text = svgText(`${word} ${formatPercent(own / whole)}`);
      legend += `<g class="${owner}"><rect x="${x}" y="37" width="12" height="12"/></g><text x="${x + 17}" y="47">${text}</text>\n`;
      x += 17 + text.length * 7 + 16;
    }
    return legend;
  }
}

interface Boxes {
  /** Of the rows that are shown, from the top downwards. */
  readonly boxes: readonly number[];
  readonly count: number;
  readonly rows: number;
  rowOf(index: number): number;
}

/** What is wide enough to be seen, of as many rows as there is room for. */
function boxesOf(rows: Rows, whole: number): Boxes {
  const least = (whole / WIDTH) * LEAST_WIDTH;
  const boxes: number[] = [];
  const rowOf: number[] = [];
  let row = 0;
  for (; row < rows.count; row += 1) {
    const before = boxes.length;
    for (let box = rows.firstOf[row]!; box < rows.firstOf[row + 1]!; box += 1) {
      if (rows.toOf(box) - rows.fromOf(box) >= least) boxes.push(box);
    }
    if (boxes.length > MOST_BOXES || boxes.length === before) {
      boxes.length = before;
      break;
    }
    while (rowOf.length < boxes.length) rowOf.push(row);
  }
  return { boxes, count: boxes.length, rows: row, rowOf: (index) => rowOf[index]! };
}

function formatOf(unit: ProfileUnit): (value: number) => string {
  if (unit === 'bytes') return formatBytes;
  if (unit === 'samples') return (value) => `${formatCount(Math.round(value))} samples`;
  return (valueUs) => formatDuration(valueUs * 1000);
}

const round = (pixels: number): number => Math.round(pixels * 100) / 100;

/** No character is cut in two. */
const clipped = (text: string): string => (text.length <= MOST_NAME ? text : `${text.slice(0, MOST_NAME).replace(/\p{Surrogate}$/u, '')}…`);
