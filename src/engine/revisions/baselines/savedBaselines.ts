import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import type { Clock } from '../../../base/clock.ts';
import { isUserError, UserError } from '../../../base/errors.ts';
import { nearest } from '../../../base/nearest.ts';
import { visibleText } from '../../../base/text.ts';
import { uuidv7 } from '../../../base/uuid.ts';
import { BASELINE_PREFIX } from '../../../model/comparison.ts';
import { refuseLinks } from '../../store/index.ts';
import { folderBytes } from '../cache/folderBytes.ts';
import { askGit, withObjects, type Repository } from '../repository.ts';
import { resolveCommit, type ResolvedBaseline } from '../resolveRevision.ts';
import { baselineName, baselineNamed } from './baselineName.ts';
import { diskFull, snapshotWorkTree } from './snapshot.ts';

const HASH = v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/));
const recordSchema = v.object({
  name: v.string(),
  savedAtMs: v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15)),
  /** HEAD at that time. */
  commit: HASH,
  branch: v.nullable(v.string()),
  /** git's hash of the files. */
  tree: HASH,
  isEdited: v.boolean(),
  /** On disk, without what the repository has. */
  bytes: v.number(),
});

/** What the files of the work tree were at some time, under a name. */
export interface SavedBaseline {
  /** Without `baseline:`. */
  readonly name: string;
  readonly savedAtMs: number;
  /** HEAD at that time. */
  readonly commit: string;
  /** Null where HEAD was detached. */
  readonly branch: string | null;
  /** Whether there were changes that the commit does not have. */
  readonly isEdited: boolean;
  /** Of what the repository does not have itself. */
  readonly bytes: number;
}

type FoundBaseline = v.InferOutput<typeof recordSchema> & { readonly folder: string };

const RECORD = 'baseline.json';
const OBJECTS = 'objects';
const DRAFT = '.draft-';
/** Longer than any save takes. */
const DRAFT_LIVES_MS = 24 * 60 * 60 * 1000;

/** Beside the history: it belongs to the repository, moves with it, is gone with it, and all worktrees have the same. */
const placeOf = ({ commonFolder }: Repository): string => path.join(commonFolder, 'laptime', 'baselines');

/** The same, to write and to remove there. @throws UserError `store-link` where a link leads elsewhere */
function ownPlaceOf(repository: Repository): string {
  const place = placeOf(repository);
  refuseLinks(path.dirname(place), place);
  return place;
}

/** Newest first. A save that was killed may leave two of one name: the newest is it. */
async function foundBaselines(repository: Repository): Promise<FoundBaseline[]> {
  const place = placeOf(repository);
  const found: FoundBaseline[] = [];
  for (const entry of await readdir(place, { withFileTypes: true }).catch(() => [])) {
    // No link: what is found may be removed.
    if (!entry.isDirectory() || entry.name.startsWith(DRAFT)) continue;
    const folder = path.join(place, entry.name);
    const text = await readFile(path.join(folder, RECORD), 'utf8').catch(() => null);
    const record = v.safeParse(v.pipe(v.string(), v.parseJson(), recordSchema), text);
    if (record.success) found.push({ ...record.output, folder });
  }
  return found.toSorted((a, b) => b.savedAtMs - a.savedAtMs);
}

/** Newest first. */
export async function readBaselines(repository: Repository): Promise<SavedBaseline[]> {
  const byName = new Map<string, SavedBaseline>();
  for (const found of await foundBaselines(repository)) if (!byName.has(found.name)) byName.set(found.name, toSaved(found));
  return [...byName.values()];
}

/**
 * Saves what is on disk under a name.
 * @throws UserError `baseline-exists` unless it is to be replaced; `bad-baseline-name`, `no-commits`, `disk-full`, `baseline-not-writable`, …
 */
export async function saveBaseline(
  repository: Repository,
  request: { readonly name: string; readonly replace: boolean },
  clock: Clock,
  signal: AbortSignal,
): Promise<{ readonly baseline: SavedBaseline; readonly notes: readonly string[] }> {
  const name = baselineName(request.name);
  const { commit, branch } = await resolveCommit(repository, 'HEAD', signal);
  const place = ownPlaceOf(repository);
  const earlier = (await foundBaselines(repository)).filter((each) => each.name === name);
  if (earlier.length > 0 && !request.replace) {
    throw new UserError('baseline-exists', `There is a baseline \`${name}\` already: replace it with --force, or choose another name.`);
  }
  await removeDrafts(place, clock);
  const savedAtMs = clock.nowMs();
  const id = uuidv7(savedAtMs);
  const draft = path.join(place, `${DRAFT}${id}`);
  try {
    await mkdir(draft, { recursive: true });
    const objects = path.join(draft, OBJECTS);
    const { tree, isEdited, notes } = await snapshotWorkTree(repository, commit, objects, signal);
    const record = { name, savedAtMs, commit, branch, tree, isEdited, bytes: await folderBytes(objects) };
    await writeFile(path.join(draft, RECORD), JSON.stringify(record));
    signal.throwIfAborted();
    // It appears whole, or not at all.
    await rename(draft, path.join(place, id));
    for (const { folder } of earlier) await removeFolder(folder);
    return { baseline: toSaved(record), notes };
  } catch (error) {
    // It may be what cannot be written, or removed, at all.
    await removeFolder(draft).catch(() => {});
    throw savingFailed(error, place);
  }
}

function savingFailed(error: unknown, place: string): unknown {
  if (isUserError(error) || !(error instanceof Error) || !('code' in error)) return error;
  const code = String(error.code);
  if (['ENOSPC', 'EDQUOT'].includes(code)) return diskFull(place, error);
  if (!['EACCES', 'EEXIST', 'ENOTDIR', 'EPERM', 'EROFS'].includes(code)) return error;
  return new UserError(
    'baseline-not-writable',
    `${place} cannot be written to (${code}), and that is where baselines are kept. Make it a folder that you can write to.`,
    { cause: error },
  );
}

/** @throws UserError `unknown-baseline` */
export async function removeBaseline(repository: Repository, text: string): Promise<void> {
  const name = baselineNamed(text) ?? text.trim().normalize('NFC');
  ownPlaceOf(repository);
  const all = await foundBaselines(repository);
  const found = all.filter((each) => each.name === name);
  if (found.length === 0) throw unknownBaseline(name, all);
  // The newest last: an earlier one of its name must not come to light.
  for (const { folder } of found.toReversed()) await removeFolder(folder);
}

/** @throws UserError `unknown-baseline`, `baseline-lost` */
export async function resolveBaseline(repository: Repository, name: string, signal: AbortSignal): Promise<ResolvedBaseline> {
  const all = await foundBaselines(repository);
  const found = all.find((each) => each.name === name);
  if (found === undefined) throw unknownBaseline(name, all);
  const { commit, branch, tree, isEdited, folder } = found;
  const objects = path.join(folder, OBJECTS);
  const options = { env: withObjects(objects), input: `${commit}\n${tree}\n` };
  const there = await askGit(repository.top, ['cat-file', '--batch-check=%(objecttype)'], options, signal);
  if (there !== 'commit\ntree\n') {
    throw new UserError(
      'baseline-lost',
      `The baseline \`${name}\` cannot be used any more: git has removed commit ${commit.slice(0, 12)}, which it is a change of. Save it again.`,
    );
  }
  const { subject, authoredAtMs } = await resolveCommit(repository, commit, signal);
  const known = isEdited ? { subject: null, authoredAtMs: null, dirtyHash: tree.slice(0, 16) } : { subject, authoredAtMs, dirtyHash: null };
  return {
    kind: 'baseline',
    name: `${BASELINE_PREFIX}${name}`,
    commit,
    branch,
    ...known,
    snapshot: isEdited ? { tree, objects } : null,
  };
}

function unknownBaseline(name: string, all: readonly FoundBaseline[]): UserError {
  const shown = name === '' ? 'An empty name' : `\`${visibleText(name)}\``;
  const near = nearest(
    name,
    all.map((each) => each.name),
  );
  const meant = near.length > 0 ? ` Did you mean ${near.map((each) => `\`${each}\``).join(' or ')}?` : '';
  const remedy = meant || ' `laptime baseline list` shows those that there are, `laptime baseline save NAME` saves what is on disk.';
  return new UserError('unknown-baseline', `${shown} is no saved baseline.${remedy}`);
}

function toSaved({ name, savedAtMs, commit, branch, isEdited, bytes }: v.InferOutput<typeof recordSchema>): SavedBaseline {
  return { name, savedAtMs, commit, branch, isEdited, bytes };
}

async function removeDrafts(place: string, clock: Clock): Promise<void> {
  for (const entry of await readdir(place).catch(() => [])) {
    if (!entry.startsWith(DRAFT)) continue;
    const draft = path.join(place, entry);
    const madeAtMs = (await stat(draft).catch(() => null))?.mtimeMs;
    if (madeAtMs !== undefined && clock.nowMs() - madeAtMs > DRAFT_LIVES_MS) await removeFolder(draft);
  }
}

/** Without its record it is none, whatever happens next: the objects are read-only files that some systems keep for a while. */
async function removeFolder(folder: string): Promise<void> {
  await rm(path.join(folder, RECORD), { force: true });
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
