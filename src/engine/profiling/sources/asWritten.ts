import { existsSync } from 'node:fs';
import type { LineShares, Profile } from '../profile.ts';
import type { Frames } from '../tree/frames.ts';
import { StringCollector } from '../tree/stringCollector.ts';
import { pathOf } from './fileOf.ts';
import type { WrittenSources } from './writtenSources.ts';

/** A profile with its functions and lines where they were written, as source maps say; the same one where none has any of it. */
export function asWritten(profile: Profile, sources: WrittenSources): Profile {
  const { frames } = profile.tree;
  const texts = new StringCollector(frames.strings);
  const { strings } = texts;
  const idOf = (text: string): number => texts.idOf(text);
  const [names, urls] = [frames.names.slice(), frames.urls.slice()];
  const [lines, columns] = [frames.lines.slice(), frames.columns.slice()];
  const isMapped = new Uint8Array(frames.count);
  for (let frame = 0; frame < frames.count; frame += 1) {
    const [url, line] = [frames.strings[frames.urls[frame]!]!, frames.lines[frame]!];
    const name = frames.strings[frames.names[frame]!]!;
    const written = url === '' || line === 0 ? null : sources.functionAt(url, line, frames.columns[frame]!, name);
    if (!written) continue;
    isMapped[frame] = 1;
    if (written.name !== name) names[frame] = idOf(written.name);
    urls[frame] = idOf(written.url);
    lines[frame] = written.line;
    columns[frame] = written.column;
  }
  const isAny = isMapped.includes(1);
  const written: Frames = isAny ? { count: frames.count, names, urls, lines, columns, strings } : { ...frames, strings };
  const lineShares = profile.lineShares && linesAsWritten(profile, profile.lineShares, { written, isMapped, idOf }, sources);
  return withProblems({ ...profile, tree: { ...profile.tree, frames: written }, lineShares }, sources);
}

interface Mapped {
  readonly written: Frames;
  readonly isMapped: Uint8Array;
  readonly idOf: (text: string) => number;
}

/** Profiles of real programs need some thousand. */
const MOST_TRIES = 2 ** 20;

interface PlacedLine {
  readonly line: number;
  /** Of the strings of the frames. */
  readonly url: number;
}

function linesAsWritten(profile: Profile, shares: LineShares, mapped: Mapped, sources: WrittenSources): LineShares {
  const { tree } = profile;
  const { frameOf, frames } = tree;
  const { written, isMapped, idOf } = mapped;
  const called = calledElsewhere(profile, shares, written);
  if (called.size === 0 && !isMapped.includes(1)) return shares;
  const [lines, urls] = [shares.lines.slice(), new Int32Array(shares.lines.length)];
  let tries = MOST_TRIES;

  /** Where a line of the script of a function was written. */
  const writtenLine = (frame: number, line: number): PlacedLine => {
    const own = written.urls[frame]!;
    if (isMapped[frame] === 0) return { line, url: own };
    const begin = { url: written.strings[own]!, line: written.lines[frame]! };
    const found = sources.lineAt(frames.strings[frames.urls[frame]!]!, line, begin) ?? begin;
    return { line: found.line, url: found.url === begin.url ? own : idOf(found.url) };
  };
  const isIn = (frame: number, { line, url }: PlacedLine): boolean | null => {
    const begin = written.lines[frame]!;
    if (url !== written.urls[frame]) return null;
    // The code of the script itself is around all of it.
    if (begin === 1 && written.columns[frame]! <= 1 && written.strings[written.names[frame]!] === '') return true;
    if (line < begin) return false;
    const end = sources.endLineOf(written.strings[url]!, begin, Math.max(1, written.columns[frame]!));
    return end === null ? null : line <= end;
  };
  const placeOf = (frame: number, line: number): PlacedLine => {
    const place = writtenLine(frame, line);
    const callees = called.get(frame);
    if (!callees || isIn(frame, place) !== false) return place;
    // V8 counts what it has inlined on the function that it is in, with the line that it has in its own script.
    for (const callee of callees) {
      tries -= 1;
      if (tries < 0) return place;
      const inCallee = writtenLine(callee, line);
      if (isIn(callee, inCallee) === true) return inCallee;
    }
    return place;
  };

  // Of each function the lines that were asked for: nodes are many more.
  const known: (Map<number, PlacedLine> | undefined)[] = [];
  for (let node = 0; node < tree.count; node += 1) {
    const frame = frameOf[node]!;
    for (let at = shares.firstOf[node]!; at < shares.firstOf[node + 1]!; at += 1) {
      const line = shares.lines[at]!;
      const byLine = (known[frame] ??= new Map());
      let place = byLine.get(line);
      if (!place) byLine.set(line, (place = placeOf(frame, line)));
      lines[at] = place.line;
      urls[at] = place.url;
    }
  }
  return { ...shares, lines, urls };
}

/**
 * Of functions with lines, those of other scripts that they call, and that these call, the nearest first: of one script, a line is the
 * same whichever function it is of. Only those whose text is at hand, which says where they end.
 */
function calledElsewhere({ tree }: Profile, { firstOf }: LineShares, written: Frames): ReadonlyMap<number, ReadonlySet<number>> {
  const { count, frameOf, parentOf, frames } = tree;
  const hasLines = new Uint8Array(frames.count);
  for (let node = 0; node < count; node += 1) if (firstOf[node]! < firstOf[node + 1]!) hasLines[frameOf[node]!] = 1;
  const onDisk = new Map<number, boolean>();
  const isOnDisk = (url: number): boolean => {
    let is = onDisk.get(url);
    if (is === undefined) {
      const file = pathOf(written.strings[url]!);
      onDisk.set(url, (is = file !== null && existsSync(file)));
    }
    return is;
  };
  const hasText = Uint8Array.from(written.urls, (url) => (isOnDisk(url) ? 1 : 0));
  const found = new Map<number, Set<number>>();
  for (const levels of [1, 2]) {
    for (let node = 1; node < count; node += 1) {
      const callee = frameOf[node]!;
      if (hasText[callee] === 0) continue;
      let caller = parentOf[node]!;
      if (levels === 2 && caller !== -1) caller = parentOf[caller]!;
      if (caller === -1) continue;
      const frame = frameOf[caller]!;
      if (hasLines[frame] === 0 || frames.urls[frame] === frames.urls[callee]) continue;
      const callees = found.get(frame);
      if (callees) callees.add(callee);
      else found.set(frame, new Set([callee]));
    }
  }
  return found;
}

function withProblems(profile: Profile, sources: WrittenSources): Profile {
  const problems = sources.problems();
  return problems.length === 0 ? profile : { ...profile, problems: [...profile.problems, ...problems] };
}
