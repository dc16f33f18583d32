import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { nearest } from '../base/nearest.ts';
import type { Hint, HintLevel, HintReport, HintRule, ShownHint } from '../model/hint.ts';
import type { FileHeat } from '../model/profile.ts';
import { loadConfig } from './config/index.ts';
import type { FixedFile, HintsBaseline, HintsParts, SourceTargets, TextHintsSession } from './hints/index.ts';
import type { ProfileEngine } from './profileEngine.ts';

export interface HintsRequest {
  readonly targets: SourceTargets;
  /** As the config says unless given. */
  readonly level?: HintLevel;
  /** The id of the only rule that is looked at; also one that the config turns off. */
  readonly rule?: string;
  /** Absolute path of a profile that says which lines are hot. */
  readonly profile?: string;
  /** Absolute path, in place of the config's. */
  readonly baseline?: string;
  /** Writes all that is found into the baseline, whatever the level. */
  readonly updateBaseline?: boolean;
  /** Files that were read so far, and all. */
  readonly onProgress?: HintsParts['onProgress'];
}

export interface FixOutcome {
  /** Those that were changed, with `/`, sorted. */
  readonly files: readonly string[];
  readonly problems: readonly string[];
}

/** What the engine does with hints. Nothing of the code is executed. */
export interface HintsEngine {
  /** Throws a `UserError` for a baseline or profile that cannot be read. */
  hints(request: HintsRequest, signal: AbortSignal): Promise<HintReport>;
  hintRules(signal: AbortSignal): Promise<readonly HintRule[]>;
  /** Of texts that somebody writes. A worker starts with the first one; the caller disposes of it. */
  openTextHints(): Promise<TextHintsSession>;
  /** Writes the safe fixes of what the level shows without a profile, those of the baseline too. Of a file all or none. */
  fixHints(request: Pick<HintsRequest, 'targets' | 'level' | 'rule'>, signal: AbortSignal): Promise<FixOutcome>;
}

interface Parts {
  readonly root: string;
  readonly laptimeVersion: string;
  readonly distFolder: string;
  readonly log: Log;
  readonly openProfile: ProfileEngine['openProfile'];
}

/** What looks for hints is loaded with the first question. */
export function createHintsEngine(options: Parts): HintsEngine {
  const { root, distFolder, log } = options;
  const load = async () => {
    const [hints, { cacheFolder }, { config }] = await Promise.all([
      import('./hints/index.ts'),
      import('./revisions/index.ts'),
      loadConfig(root),
    ]);
    const workerFile = path.join(distFolder, 'workers', 'hints.js');
    const parts: HintsParts = { root, workerFile, cacheFolder: cacheFolder(process.env, process.platform), log };
    return { ...hints, parts, config: config.hints };
  };
  return {
    async hints(request, signal) {
      const { config, parts, findSourceFiles, readHints, readBaseline, writeBaseline, updatedBaseline, isInBaseline, ...rest } =
        await load();
      const { severityOf, heatOf } = rest;
      const level = request.level ?? config.level;
      const baselineFile = request.baseline ?? (config.baseline === null ? null : path.resolve(root, config.baseline));
      const known = baselineFile === null ? {} : await readBaseline(baselineFile).catch(startNewWhere(request.updateBaseline === true));
      const files = await findSourceFiles(root, request.targets, config, signal);
      const { byFile, rules, problems } = await readHints(
        files,
        { ...parts, ...(request.onProgress && { onProgress: request.onProgress }) },
        signal,
      );
      const isWanted = (rule: string) => (request.rule === undefined ? !config.rulesOff.includes(rule) : rule === request.rule);
      const read = files.flatMap((file) => byFile.get(file) ?? []);
      const all = read.flatMap(({ hints }) => hints.filter(({ rule }) => isWanted(rule)));
      let baseline = known;
      if (baselineFile !== null && request.updateBaseline === true) {
        baseline = updatedBaseline(known, await lookedOrGone(root, files, known), all);
        await writeBaseline(baselineFile, baseline);
      }
      const news = all.filter((hint) => !isInBaseline(hint, baseline));
      const heated: Heated =
        request.profile === undefined ? { hints: news, problems: [] } : await withHeat(news, request.profile, options, heatOf, signal);
      const hints = heated.hints.flatMap((hint): ShownHint[] => {
        const severity = severityOf(level, hint);
        return severity === null ? [] : [{ ...hint, severity }];
      });
      const shown = new Set(hints.map(({ rule }) => rule));
      return {
        laptimeVersion: options.laptimeVersion,
        level,
        hints,
        unusedDirectives: request.rule === undefined ? read.flatMap(({ unusedDirectives }) => unusedDirectives) : [],
        rules: rules.filter(({ id }) => shown.has(id)),
        files: read.length,
        inBaseline: all.length - news.length,
        problems: [
          ...unknownRules(config.rulesOff, rules),
          ...problems,
          ...leftOut(request.targets.files, byFile, problems),
          ...heated.problems,
        ],
      };
    },
    async hintRules(signal) {
      const { readRules, parts } = await load();
      return readRules(parts, signal);
    },
    async openTextHints() {
      const { openTextHints, parts } = await load();
      return openTextHints({ ...parts, readConfig: async () => (await loadConfig(root)).config.hints });
    },
    async fixHints({ targets, level, rule }, signal) {
      const { config, parts, findSourceFiles, readFixes, readRules, severityOf } = await load();
      const rules = await readRules(parts, signal);
      const wanted = rules.filter(
        ({ id, gate }) =>
          severityOf(level ?? config.level, { gate, heat: null, measured: [] }) !== null &&
          (rule === undefined ? !config.rulesOff.includes(id) : id === rule),
      );
      const files = await findSourceFiles(root, targets, config, signal);
      const fixed = await readFixes(
        files,
        wanted.map(({ id }) => id),
        parts,
        signal,
      );
      return writeFixes(root, fixed, signal);
    },
  };
}

interface Heated {
  readonly hints: readonly Hint[];
  readonly problems: readonly string[];
}

/** Hints with their shares of a profile. Lines of files that were written after it are perhaps no longer those that it names. */
async function withHeat(
  hints: readonly Hint[],
  profile: string,
  { root, openProfile }: Pick<Parts, 'root' | 'openProfile'>,
  heatOf: (hint: Hint, heat: FileHeat) => number | null,
  signal: AbortSignal,
): Promise<Heated> {
  const { session, dispose } = await openProfile(profile, signal);
  try {
    const { recording } = await session.summary(null);
    const recordedAtMs = recording ? Date.parse(recording.recordedAt) : (await stat(profile)).mtimeMs;
    const heats = new Map<string, FileHeat>();
    const newer: string[] = [];
    for (const { file } of hints) {
      if (heats.has(file)) continue;
      const place = path.join(root, file);
      const heat = await session.heat(place);
      heats.set(file, heat);
      if (heat.lines.length > 0 && (await stat(place)).mtimeMs > recordedAtMs) newer.push(file);
    }
    const shares = 'was written after the profile was recorded: its shares may be of other lines. Record another one';
    return {
      hints: hints.map((hint) => ({ ...hint, heat: heatOf(hint, heats.get(hint.file)!) })),
      problems: newer.map((file) => `${file} ${shares}`),
    };
  } finally {
    dispose();
  }
}

const startNewWhere =
  (isNew: boolean) =>
  (error: unknown): HintsBaseline => {
    if (isNew) return {};
    throw error;
  };

/** Of a baseline that is written: the files that were looked at, and those that are gone. */
async function lookedOrGone(root: string, files: readonly string[], baseline: HintsBaseline): Promise<string[]> {
  const known = Object.keys(baseline);
  const there = await Promise.all(known.map((file) => stat(path.join(root, file)).catch(() => null)));
  return [...files, ...known.filter((_, index) => there[index] === null)];
}

/** Files that somebody named, and that nobody wrote. */
function leftOut(named: readonly string[], byFile: ReadonlyMap<string, unknown>, problems: readonly string[]): string[] {
  return named
    .filter((file) => !byFile.has(file) && !problems.some((problem) => problem.startsWith(file)))
    .map((file) => `${file} was not looked at: it is minified, a link, or larger than 2 MB`);
}

function unknownRules(named: readonly string[], rules: readonly HintRule[]): string[] {
  const ids = rules.map(({ id }) => id);
  return named
    .filter((id) => !ids.includes(id))
    .map((id) => {
      const [near] = nearest(id, ids, 1);
      return `laptime.config.json turns off \`${id}\` in \`hints.rules\`, and there is no such rule${near === undefined ? '' : `; did you mean \`${near}\`?`}`;
    });
}

/** Writes texts in place of those that files had; of a file that has another one by now, nothing. */
export async function writeFixes(root: string, fixed: readonly FixedFile[], signal: AbortSignal): Promise<FixOutcome> {
  const files: string[] = [];
  const problems: string[] = [];
  for (const { file, before, after } of fixed) {
    signal.throwIfAborted();
    const place = path.join(root, file);
    const draft = `${place}.${randomUUID()}.tmp`;
    try {
      const { mode } = await stat(place);
      if ((await readFile(place, 'utf8')) !== before) throw new Error('it was changed in the meantime');
      await writeFile(draft, after, { flag: 'wx', mode });
      await rename(draft, place);
      files.push(file);
    } catch (error) {
      await rm(draft, { force: true });
      problems.push(`${file} was not fixed: ${messageOf(error)}`);
    }
  }
  return { files: files.toSorted(), problems: problems.toSorted() };
}
