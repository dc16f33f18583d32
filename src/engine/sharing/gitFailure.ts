import { UserError } from '../../base/errors.ts';
import { visibleText, withoutCredentials } from '../../base/text.ts';
import type { GitOutcome } from '../git/index.ts';

type Failed = Exclude<GitOutcome<unknown>, { readonly state: 'done' }>;

/** What git and the common hosts say, and what it means; the first that matches. */
const CAUSES: readonly (readonly [code: string, said: RegExp, meaning: (remote: string) => string])[] = [
  [
    'share-refused',
    /hook declined|protected|GH0\d\d|hidden ref|prohibited|denyDeletes|\[remote rejected\]/i,
    (remote) =>
      `${remote} does not take refs/laptime/results. Its owner has to allow pushes to refs outside of the branches, or to refs/laptime/*.`,
  ],
  [
    'share-no-access',
    /authentication failed|could not read (?:username|password)|prompts disabled|permission denied|permission to .* denied|access denied|publickey|host key verification|not authorized|insufficient permission|returned error: 40[13]|read-only/i,
    (remote) =>
      `${remote} did not let you in, and Laptime does not ask for passwords. Try git fetch ${remote}, sign in there, and repeat; to push you need the right to write.`,
  ],
  [
    'share-offline',
    /could not resolve|network is unreachable|no route to host|timed out|connection (?:refused|reset|closed)|failed to connect|could not connect|unable to connect|name resolution|took longer than/i,
    (remote) => `${remote} cannot be reached. Nothing was lost: repeat when there is a connection.`,
  ],
  [
    'share-no-repository',
    /not appear to be a git repository|repository .*not found|not found|no such file or directory|does not exist/i,
    (remote) => `there is no repository behind ${remote}. See git remote -v, and mend it with git remote set-url.`,
  ],
  [
    'share-protocol',
    /transport '.*' not allowed|unable to find remote helper/i,
    (remote) => `${remote} uses a protocol that Laptime does not use. It must be a path, or a URL of file, git, ssh, http or https.`,
  ],
];

/**
 * The error for the user. `doing` completes "Results could not be …": `pushed`.
 * @param named the remote, as the user named it
 */
export function gitFailure(outcome: Failed, doing: string, named: string): UserError {
  const remote = withoutCredentials(named);
  if (outcome.state === 'missing') {
    return new UserError('share-no-git', `Results could not be ${doing}: git was not found on the PATH. Install it.`);
  }
  const cause = CAUSES.find(([, said]) => said.test(outcome.stderr));
  const said = whatItSaid(outcome.stderr);
  const ending = said === '' ? '' : ` git said: ${said}`;
  return cause
    ? new UserError(cause[0], `Results could not be ${doing}: ${cause[2](remote)}${ending}`)
    : new UserError('share-failed', `Results could not be ${doing} (${remote}).${ending}`);
}

/** The line that tells most. */
function whatItSaid(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  const best = lines.find((line) => /^(?:fatal|error):|rejected\]/.test(line)) ?? lines.find((line) => line !== '') ?? '';
  return visibleText(withoutCredentials(best)).slice(0, 300);
}

/** Somebody else pushed, or another process writes the same ref: worth another try. */
export function isMoved(outcome: Failed): boolean {
  return (
    outcome.state === 'failed' &&
    /stale info|fetch first|\[rejected\].*non-fast-forward|failed to update ref|incorrect old value|reference already exists|cannot lock ref|failed to lock|unable to update local ref|\.lock': File exists/i.test(
      outcome.stderr,
    )
  );
}
