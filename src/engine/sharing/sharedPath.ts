import { createHash } from 'node:crypto';

/** Where a run lies in the tree: paths of different runs never meet, so the results of two machines merge by themselves. */
export interface SharedPlace {
  readonly commit: string;
  readonly environmentId: string;
  readonly runId: string;
}

const SEGMENT = /^[\w-]{1,64}$/;
const RUN = /^([0-9a-f]{2})\/(\1[0-9a-f]{5,62})\/([\w-]{1,64})\/([\w-]{1,64})\.json$/;
/** Names that every git and every file system takes, and that lead nowhere: none begins with a dot. */
const HARMLESS = /^(?:[\w%-][\w%.-]*\/)*[\w%-][\w%.-]*$/;

/**
 * `<2 hex>/<commit>/<environment>/<run>.json`. Each workspace folder of a repository has its own history, so below the top
 * `folders/<folder>/` comes before it. `inWorkTree` is the folder relative to the top of the work tree, empty at the top.
 */
export function sharedPath(inWorkTree: string, { commit, environmentId, runId }: SharedPlace): string {
  const environment = SEGMENT.test(environmentId)
    ? environmentId
    : `x-${createHash('sha256').update(environmentId).digest('hex').slice(0, 12)}`;
  return `${folderPrefix(inWorkTree)}${commit.slice(0, 2)}/${commit}/${environment}/${runId}.json`;
}

/** What a path of this workspace folder names; null for those of other folders, and for what is no run's path. */
export function readSharedPath(inWorkTree: string, path: string): SharedPlace | null {
  const prefix = folderPrefix(inWorkTree);
  const [, , commit, environmentId, runId] = (path.startsWith(prefix) && RUN.exec(path.slice(prefix.length))) || [];
  return commit === undefined || environmentId === undefined || runId === undefined ? null : { commit, environmentId, runId };
}

/** The id of the run that a path of any workspace folder ends with; null for what is no run's path. */
export function runIdIn(path: string): string | null {
  return RUN.exec(path.replace(/^folders\/[\w%-]+\//, ''))?.[4] ?? null;
}

export const isHarmlessPath = (path: string): boolean => HARMLESS.test(path);

function folderPrefix(inWorkTree: string): string {
  if (inWorkTree === '') return '';
  const name = inWorkTree.replaceAll(/[^\w-]/gu, (character) =>
    [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  );
  return `folders/${name}/`;
}

/** When a run of ours began: its id (a UUID of version 7) begins with the time. Null for ids of other kinds. */
export function timeInId(runId: string): number | null {
  const [, high, low] = /^([0-9a-f]{8})-([0-9a-f]{4})-7/.exec(runId) ?? [];
  return high === undefined || low === undefined ? null : Number.parseInt(high + low, 16);
}
