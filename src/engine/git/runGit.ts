import { execFile } from 'node:child_process';
import { devNull } from 'node:os';

export type GitOutcome =
  | { readonly state: 'done'; readonly stdout: string }
  | { readonly state: 'failed'; readonly exitCode: number | null; readonly stderr: string }
  /** No `git` on the PATH. */
  | { readonly state: 'missing' };

const TIME_LIMIT_MS = 20_000;

// A repository's own configuration can name programs that git starts. None of them may run because somebody looked.
const SAFE_CONFIG = [
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', devNull],
  ['protocol.allow', 'never'],
] as const;

/**
 * Runs the user's `git` in a folder. It starts no program that the repository names, asks nothing, changes nothing and does
 * not take the index's lock. `config` comes on top.
 * @throws AbortError when the signal is aborted
 */
export function runGit(
  folder: string,
  args: readonly string[],
  config: readonly (readonly [name: string, value: string])[],
  signal?: AbortSignal,
): Promise<GitOutcome> {
  const options = [...SAFE_CONFIG, ...config].flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return new Promise((resolve, reject) => {
    execFile(
      'git',
      ['--no-pager', ...options, ...args],
      {
        cwd: folder,
        env: gitEnvironment(),
        maxBuffer: 256 * 2 ** 20,
        timeout: TIME_LIMIT_MS,
        windowsHide: true,
        ...(signal && { signal }),
      },
      (error, stdout, stderr) => {
        if (error === null) resolve({ state: 'done', stdout });
        else if (error.name === 'AbortError') reject(new DOMException('Reading the revision was cancelled', 'AbortError'));
        else if (error.code === 'ENOENT') resolve({ state: 'missing' });
        else {
          const exitCode = typeof error.code === 'number' ? error.code : null;
          const reason = error.killed === true ? `git took longer than ${TIME_LIMIT_MS / 1000} s` : stderr.trim();
          resolve({ state: 'failed', exitCode, stderr: reason });
        }
      },
    );
  });
}

// Inside a git hook these point at the hook's repository and index instead of the folder's own.
const OF_ANOTHER_REPOSITORY =
  /^GIT_(DIR|WORK_TREE|IMPLICIT_WORK_TREE|COMMON_DIR|INDEX_FILE|PREFIX|NAMESPACE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|SHALLOW_FILE|GRAFT_FILE)$/i;

function gitEnvironment(): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !OF_ANOTHER_REPOSITORY.test(name))),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ALLOW_PROTOCOL: 'none',
    // Messages are matched against English ones.
    LC_ALL: 'C',
  };
}
