import { UserError } from '../../base/errors.ts';
import { nearest } from '../../base/nearest.ts';
import { withoutCredentials } from '../../base/text.ts';
import { gitPlace, runGit, type GitOptions, type GitOutcome } from '../git/index.ts';
import { gitFailure, isMoved } from './gitFailure.ts';

/** The ref that results are shared through, here and on the remote. No branch: a clone does not fetch it. */
const REF = 'refs/laptime/results';
const NETWORK_LIMIT_MS = 5 * 60_000;

/** Beyond what every call of git is kept from: hooks of the user and the like have nothing to do with results. */
const CONFIG = [
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['push.gpgSign', 'false'],
  ['push.followTags', 'false'],
  ['fetch.writeCommitGraph', 'false'],
  ['core.splitIndex', 'false'],
] as const;

export interface SharedRepository {
  /** The workspace folder relative to the top of the work tree. */
  readonly inWorkTree: string;
  /** As the user named it, for messages: without a password. */
  readonly remote: string;
  /** A local call: `doing` completes "Results could not be …". */
  readonly git: (args: readonly string[], options: GitOptions, doing: string, signal?: AbortSignal) => Promise<string>;
  /** The commit that the remote has under the ref, now also here; null where it has none. */
  readonly fetch: (doing: string, signal?: AbortSignal) => Promise<string | null>;
  /** Puts `commit` in the place of `tip`, whether it follows it or not; false when another commit is there by now. */
  readonly push: (commit: string, tip: string | null, signal?: AbortSignal) => Promise<boolean>;
}

/**
 * @param remote the name of a remote, a URL or a path
 * @throws UserError `share-no-repository`, `share-no-git`, `share-no-remote`
 */
export async function openSharedRepository(root: string, remote: string, signal?: AbortSignal): Promise<SharedRepository> {
  const place = gitPlace(root);
  if (place === null) {
    throw new UserError(
      'share-no-repository',
      `${root} is in no git repository: results are shared through one. Begin with git init, or choose another folder with --root.`,
    );
  }
  const run = async (args: readonly string[], options: GitOptions, limited: AbortSignal | undefined) =>
    runGit(root, args, { ...options, config: [...CONFIG, ...(options.config ?? [])] }, limited);
  const git: SharedRepository['git'] = async (args, options, doing, limited) => outputOf(await run(args, options, limited), doing, remote);

  await checkRemote((await git(['remote'], {}, 'shared', signal)).split('\n').filter(Boolean), remote);
  const network = { env: await networkEnvironment(root, signal), timeLimitMs: NETWORK_LIMIT_MS };

  return {
    inWorkTree: place.inWorkTree,
    remote: withoutCredentials(remote),
    git,
    async fetch(doing, limited) {
      for (let attempt = 1; ; attempt++) {
        const listed = outputOf(await run(['ls-remote', '--refs', '--', remote, REF], network, limited), doing, remote);
        const tip = /^([0-9a-f]{40,64})\trefs\/laptime\/results$/m.exec(listed)?.[1];
        if (tip === undefined) return null;
        const options = ['--quiet', '--no-tags', '--no-prune', '--no-filter', '--no-write-fetch-head', '--no-recurse-submodules'];
        const fetched = await run(['fetch', ...options, '--', remote, `+${REF}:${REF}`], network, limited);
        // Where the ref moved on in between, the tip is behind what came, or is gone.
        if (fetched.state === 'done' && (await run(['cat-file', '-e', tip], {}, limited)).state === 'done') return tip;
        if (fetched.state !== 'done' && !(isMoved(fetched) && attempt < MOST_FETCHES)) throw gitFailure(fetched, doing, remote);
        if (attempt === MOST_FETCHES)
          throw new UserError(
            'share-busy',
            `Results could not be ${doing}: those of ${withoutCredentials(remote)} change all the time. Repeat in a while.`,
          );
      }
    },
    async push(commit, tip, limited) {
      const options = ['--quiet', '--no-verify', '--recurse-submodules=no', `--force-with-lease=${REF}:${tip ?? ''}`];
      const pushed = await run(['push', ...options, '--', remote, `${commit}:${REF}`], network, limited);
      if (pushed.state !== 'done') {
        if (isMoved(pushed)) return false;
        throw gitFailure(pushed, 'pushed', remote);
      }
      // Only so that the next fetch need not bring it: where another process holds the lock, it does.
      await run(['update-ref', REF, commit], {}, limited);
      return true;
    },
  };
}

const MOST_FETCHES = 5;

function outputOf(outcome: GitOutcome, doing: string, remote: string): string {
  if (outcome.state !== 'done') throw gitFailure(outcome, doing, remote);
  return outcome.stdout;
}

async function checkRemote(remotes: readonly string[], remote: string): Promise<void> {
  if (remotes.includes(remote) || /[/\\:]/.test(remote)) return;
  const near = nearest(remote, remotes, 1);
  const offer =
    remotes.length === 0 ? 'this repository has none. Add one with git remote add origin URL' : `there are ${remotes.join(', ')}`;
  throw new UserError(
    'share-no-remote',
    `There is no remote '${remote}'${near.length > 0 ? `, did you mean '${near[0]}'?` : `: ${offer}.`}`,
  );
}

/** The user's own way to the remote, without questions: the user asked for this, as with `git push`. */
async function networkEnvironment(root: string, signal: AbortSignal | undefined): Promise<Record<string, string>> {
  const hasOwnSsh = process.env['GIT_SSH_COMMAND'] !== undefined || process.env['GIT_SSH'] !== undefined;
  const configured = hasOwnSsh || (await runGit(root, ['config', '--get', 'core.sshCommand'], {}, signal)).state === 'done';
  return {
    GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh',
    // Else git would open a window with it, and wait.
    SSH_ASKPASS: '',
    ...(!configured && { GIT_SSH_COMMAND: 'ssh -oBatchMode=yes' }),
  };
}
