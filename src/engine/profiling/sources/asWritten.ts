import type { LineShares, Profile } from '../profile.ts';
import type { Frames } from '../tree/frames.ts';
import type { WrittenSources } from './writtenSources.ts';

/** A profile with its functions and lines where they were written, as source maps say; the same one where none has any of it. */
export function asWritten(profile: Profile, sources: WrittenSources): Profile {
  const { frames } = profile.tree;
  const strings = [...frames.strings];
  const ids = new Map<string, number>();
  const idOf = (text: string): number => {
    let id = ids.get(text);
    if (id === undefined) ids.set(text, (id = strings.push(text) - 1));
    return id;
  };
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
  if (!isMapped.includes(1)) return withProblems(profile, sources);
  const written: Frames = { count: frames.count, names, urls, lines, columns, strings };
  const lineShares = profile.lineShares && linesAsWritten(profile, profile.lineShares, { written, isMapped, idOf }, sources);
  return withProblems({ ...profile, tree: { ...profile.tree, frames: written }, lineShares }, sources);
}

interface Mapped {
  readonly written: Frames;
  readonly isMapped: Uint8Array;
  readonly idOf: (text: string) => number;
}

function linesAsWritten({ tree }: Profile, shares: LineShares, { written, isMapped, idOf }: Mapped, sources: WrittenSources): LineShares {
  const { frameOf, frames } = tree;
  const [lines, urls] = [shares.lines.slice(), new Int32Array(shares.lines.length)];
  // Of each function the lines that were asked for: nodes are many more.
  const known: (Map<number, { readonly line: number; readonly url: number }> | undefined)[] = [];
  for (let node = 0; node < tree.count; node += 1) {
    const frame = frameOf[node]!;
    const own = written.urls[frame]!;
    for (let at = shares.firstOf[node]!; at < shares.firstOf[node + 1]!; at += 1) {
      const line = shares.lines[at]!;
      urls[at] = own;
      if (isMapped[frame] === 0) continue;
      const byLine = (known[frame] ??= new Map());
      let place = byLine.get(line);
      if (!place) {
        const begin = { url: written.strings[own]!, line: written.lines[frame]! };
        const found = sources.lineAt(frames.strings[frames.urls[frame]!]!, line, begin) ?? begin;
        byLine.set(line, (place = { line: found.line, url: found.url === begin.url ? own : idOf(found.url) }));
      }
      lines[at] = place.line;
      urls[at] = place.url;
    }
  }
  return { ...shares, lines, urls };
}

function withProblems(profile: Profile, sources: WrittenSources): Profile {
  const problems = sources.problems();
  return problems.length === 0 ? profile : { ...profile, problems: [...profile.problems, ...problems] };
}
