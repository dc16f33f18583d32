/** A path whose index or work tree differs from the commit, or that git does not know. */
export interface ChangedPath {
  /** Relative to the top of the work tree, with `/`. */
  readonly path: string;
  /** The blob in the commit, or a submodule's commit; null for what the commit has not. */
  readonly committedHash: string | null;
  readonly committedKind: 'file' | 'link' | 'folder' | 'none';
}

export interface GitStatus {
  readonly commit: string | null;
  /** Null when HEAD is detached. */
  readonly branch: string | null;
  readonly changes: readonly ChangedPath[];
}

/** Reads what `git status --porcelain=v2 -z --branch --no-renames` prints (git-status(1), "Porcelain Format Version 2"). */
export function parseStatus(output: string): GitStatus {
  let commit: string | null = null;
  let branch: string | null = null;
  const changes = new Map<string, ChangedPath>();
  for (const line of output.split('\0')) {
    const fields = line.split(' ');
    const rest = (from: number) => fields.slice(from).join(' ');
    const add = (path: string, mode = '', hash = '') =>
      changes.set(path, { path, committedHash: hash || null, committedKind: kindOf(mode) });
    if (fields[0] === '#' && fields[1] === 'branch.oid') commit = fields[2] === '(initial)' ? null : (fields[2] ?? null);
    else if (fields[0] === '#' && fields[1] === 'branch.head') branch = fields[2] === '(detached)' ? null : rest(2);
    else if (fields[0] === '1') add(rest(8), fields[3], fields[6]);
    // Unmerged: stage 2 is ours, that is, what the commit has.
    else if (fields[0] === 'u') add(rest(10), fields[4], fields[8]);
    // Taken out of the index but still there, a path comes twice: what the commit has of it counts.
    else if (fields[0] === '?' && !changes.has(rest(1))) add(rest(1));
  }
  return { commit, branch, changes: [...changes.values()] };
}

function kindOf(mode: string): ChangedPath['committedKind'] {
  if (mode.startsWith('100')) return 'file';
  if (mode === '120000') return 'link';
  return mode === '160000' ? 'folder' : 'none';
}
