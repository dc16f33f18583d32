import { formatBytes, formatCount } from '../../../base/units.ts';
import type { AllocationPlace, Leak, LeakReport } from '../../../model/heap.ts';
import { clippedText } from '../clippedText.ts';
import { indented } from '../indent.ts';
import { createStyle, type Style, type TextOptions } from '../style.ts';
import { joinSections, NARROWEST } from '../textSections.ts';
import { wrapText } from '../wrapText.ts';
import { pathText } from './pathText.ts';

/** What leaks, for a terminal: each with how fast, where it is allocated and what holds it; ends in a newline. */
export function renderLeaks(report: LeakReport, options: TextOptions): string {
  const width = Math.max(options.width, NARROWEST);
  const style = createStyle(options);
  const { title, leaks, notices } = report;
  const headline =
    leaks.length === 0
      ? `Nothing leaks in ${clippedText(title)}, as far as ${workText(report)} can tell.`
      : `${leaks.length === 1 ? 'One leak' : `${leaks.length} leaks`} in ${clippedText(title)}, seen in ${workText(report)}.`;
  return joinSections([
    wrapText(style.spell(headline), width).map(leaks.length === 0 ? style.green : style.bold),
    ...leaks.map((leak) => leakLines(leak, report, width, style)),
    notices.flatMap((notice) => wrapText(clippedText(notice), width)),
    wrapText(
      style.spell(`Heap: ${[report.warmup, ...report.rounds].map(({ heapBytes }) => formatBytes(heapBytes)).join(' → ')}`),
      width,
    ).map(style.dim),
  ]);
}

/** `16,000 iterations` or `18 s`. */
function workText({ rounds, unit }: LeakReport): string {
  const work = rounds.reduce((sum, round) => sum + round.work, 0);
  return unit === 'iteration' ? `${formatCount(work)} iterations` : `${formatCount(work)} s`;
}

function leakLines(leak: Leak, { unit }: LeakReport, width: number, style: Style): string[] {
  const per = unit === 'iteration' ? 'an iteration' : 'a second';
  const holding = leak.holds.length > 0 ? `, with ${leak.holds.map(clippedText).join(', ')}` : '';
  const what =
    leak.kind === 'container'
      ? `${clippedText(leak.name)} takes ${formatBytes(leak.bytesPerUnit)} more ${per}`
      : `${clippedText(leak.name)}: ${rateText(leak.countPerUnit)} ${per}, ${formatBytes(leak.bytesPerUnit)}${holding}`;
  const left =
    leak.kind === 'container'
      ? `${formatBytes(leak.retainedBytes)} in all`
      : `${formatCount(leak.count)} left over, which retain ${formatBytes(leak.retainedBytes)}`;
  return [
    ...wrapText(what, width).map(style.red),
    ...leak.places.flatMap((place, at) => indented(placeText(place, at, leak.places.length), '  ', width, '  ')),
    ...indented(style.spell(`held by ${pathText(leak.path)}`), '  ', width, '  ').map(style.dim),
    ...indented(left, '  ', width).map(style.dim),
  ];
}

/** `1`, `0.25`, `1,200`. */
const rateText = (rate: number): string => (rate >= 100 ? formatCount(rate) : String(Number(rate.toPrecision(2))));

function placeText({ at, isExact, share }: AllocationPlace, place: number, places: number): string {
  const { name, file, line, column } = at;
  const where = `${clippedText(file)}:${line}${isExact ? `:${column}` : ''}`;
  const inside = name === '' ? '' : isExact ? '' : ` in ${clippedText(name)}()`;
  const part = places > 1 || place > 0 ? ` (${Math.round(share * 100)} %)` : '';
  return `allocated${inside} at ${where}${part}`;
}
