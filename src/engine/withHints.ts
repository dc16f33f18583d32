import { existsSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../base/errors.ts';
import type { BottleneckClass, Diagnosis, Finding, FindingSuggestion, SuggestionHint } from '../model/finding.ts';
import type { Hint } from '../model/hint.ts';
import type { HintsEngine, HintsRequest } from './hintsEngine.ts';

interface Parts {
  readonly root: string;
  readonly hints: HintsEngine['hints'];
}

type Place = NonNullable<Finding['evidence'][number]['place']>;

/** They are an addition: nobody waits long for them. */
const WITHIN_MS = 10_000;
const MOST = 3;
const IN_PACKAGES = /(?:^|[\\/])node_modules[\\/]/u;
/** What says that a folder is one of code, and not all that somebody has. */
const OF_WORKSPACES = ['package.json', 'laptime.config.json', '.git'];

/**
 * Puts hints to the suggestions that are about the same: whatever the rules find in the files that a finding points to; where it points to
 * none, or to packages, what is worth showing in all of the folder. Nothing where it points to code elsewhere: that is another program's.
 */
export async function withHints(diagnosis: Diagnosis, { root, hints }: Parts, signal: AbortSignal): Promise<Diagnosis> {
  const suggestions = diagnosis.suggestions.map((each) => {
    const all = placesOf(diagnosis, each.class);
    return { each, places: all.filter(({ file }) => isInside(file)), isElsewhere: all.some(({ file }) => isOutside(file)) };
  });
  const asking = suggestions.filter(({ each }) => each.rules.length > 0);
  const files = [...new Set(asking.flatMap(({ places }) => places.map(({ file }) => file)))];
  const isAboutAll = ({ places, isElsewhere }: (typeof asking)[number]) => places.length === 0 && !isElsewhere;
  const isAll = asking.some(isAboutAll) && OF_WORKSPACES.some((name) => existsSync(path.join(root, name)));
  const within = AbortSignal.any([signal, AbortSignal.timeout(WITHIN_MS)]);
  const look = async (request: HintsRequest): Promise<readonly Hint[]> => {
    try {
      return (await hints(request, within)).hints;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof UserError) && !within.aborted) throw error;
      return [];
    }
  };
  const inFiles = files.length === 0 ? [] : await look({ targets: { files, folders: [] }, level: 'maximum' });
  const inAll = isAll ? await look({ targets: { files: [], folders: [] } }) : [];
  return {
    ...diagnosis,
    suggestions: suggestions.map((one) => ({
      ...one.each,
      hints: (isAboutAll(one) ? firstOf(one.each, inAll) : nearestOf(one.each, one.places, inFiles)).slice(0, MOST).map(toHint),
    })),
  };
}

function placesOf(diagnosis: Diagnosis, about: BottleneckClass): readonly Place[] {
  const findings = [diagnosis, ...diagnosis.others].filter((each) => each.class === about);
  return findings.flatMap(({ evidence }) => evidence.flatMap(({ place }) => (place ? [place] : [])));
}

const isInside = (file: string): boolean => !isOutside(file) && !IN_PACKAGES.test(file);

/** Packages may lie above the workspace; those who call them are in it. */
const isOutside = (file: string): boolean => (path.isAbsolute(file) || /^\.\.(?:\/|$)/u.test(file)) && !IN_PACKAGES.test(file);

/** As the suggestion names its rules. */
const firstOf = ({ rules }: FindingSuggestion, found: readonly Hint[]): readonly Hint[] =>
  found.filter(({ rule }) => rules.includes(rule)).toSorted((a, b) => rules.indexOf(a.rule) - rules.indexOf(b.rule));

function nearestOf({ rules }: FindingSuggestion, places: readonly Place[], found: readonly Hint[]): readonly Hint[] {
  const linesFrom = ({ file, range }: Hint): number =>
    Math.min(...places.filter((place) => place.file === file).map(({ line }) => Math.abs(range.startLine - line)));
  return found
    .filter((hint) => rules.includes(hint.rule) && Number.isFinite(linesFrom(hint)))
    .toSorted((a, b) => linesFrom(a) - linesFrom(b));
}

const toHint = ({ rule, file, range, message }: Hint): SuggestionHint => ({ rule, file, line: range.startLine, message });
