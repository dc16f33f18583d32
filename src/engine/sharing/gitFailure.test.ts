import { describe, expect, it } from 'vitest';
import { gitFailure, isMoved } from './gitFailure.ts';

const failed = (stderr: string) => ({ state: 'failed', exitCode: 128, stderr }) as const;

describe('gitFailure', () => {
  it.each([
    ["fatal: unable to access 'https://example.org/a.git/': Could not resolve host: example.org", 'share-offline'],
    ['ssh: connect to host example.org port 22: Connection timed out\nfatal: Could not read from remote repository.', 'share-offline'],
    ['git took longer than 300 s', 'share-offline'],
    ["fatal: could not read Username for 'https://example.org': terminal prompts disabled", 'share-no-access'],
    ['git@example.org: Permission denied (publickey).\nfatal: Could not read from remote repository.', 'share-no-access'],
    ["fatal: unable to access 'https://example.org/a.git/': The requested URL returned error: 403", 'share-no-access'],
    ['Host key verification failed.\nfatal: Could not read from remote repository.', 'share-no-access'],
    ["remote: Repository not found.\nfatal: repository 'https://example.org/a.git/' not found", 'share-no-repository'],
    ["fatal: '/nowhere' does not appear to be a git repository", 'share-no-repository'],
    ['remote: error: GH013: Repository rule violations\n ! [remote rejected] x -> refs/laptime/results (push declined)', 'share-refused'],
    [' ! [remote rejected] x -> refs/laptime/results (deny updating a hidden ref)', 'share-refused'],
    ["fatal: transport 'ext' not allowed", 'share-protocol'],
    ['fatal: something nobody has heard of', 'share-failed'],
    ['', 'share-failed'],
  ])('knows what %j means', (stderr, code) => {
    const error = gitFailure(failed(stderr), 'pushed', 'origin');
    expect(error).toMatchObject({ code, message: expect.stringMatching(/^Results could not be pushed.*origin/) });
    expect(error.message).not.toContain('\n');
  });

  it('repeats no password and no control character', () => {
    const { message } = gitFailure(failed("fatal: unable to access 'https://ada:secret@example.org/\u001b[31m'"), 'pulled', 'origin');
    expect(message).toContain("git said: fatal: unable to access 'https://example.org/\\u001b[31m'");
    for (const remote of ['https://ada:secret@example.org/a.git', 'https://ada:sec@ret@example.org/a.git'])
      expect(gitFailure(failed('Connection refused'), 'pulled', remote).message).toMatch(
        /^Results could not be pulled: https:\/\/example\.org\/a\.git cannot/,
      );
  });

  it('says that git is missing', () => {
    expect(gitFailure({ state: 'missing' }, 'pulled', 'origin')).toMatchObject({ code: 'share-no-git' });
  });
});

describe('isMoved', () => {
  it.each([
    ' ! [rejected]        4f0c1a9 -> refs/laptime/results (stale info)',
    ' ! [rejected]        4f0c1a9 -> refs/laptime/results (fetch first)',
    ' ! [remote rejected] 4f0c1a9 -> refs/laptime/results (failed to update ref)',
    " ! [remote rejected] 4f0c1a9 -> refs/laptime/results (cannot lock ref 'refs/laptime/results': is at a but expected b)",
    "error: cannot lock ref 'refs/laptime/results': Unable to create '/x/refs/laptime/results.lock': File exists.",
  ])('takes %j for another who pushed', (stderr) => expect(isMoved(failed(stderr))).toBe(true));

  it('takes a refusal for what it is', () => {
    expect(isMoved(failed(' ! [remote rejected] 4f0c1a9 -> refs/laptime/results (pre-receive hook declined)'))).toBe(false);
    expect(isMoved({ state: 'missing' })).toBe(false);
  });
});
