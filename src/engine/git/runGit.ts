import { execFile } from 'node:child_process';
import { devNull } from 'node:os';

export type GitOutcome<Output = string> =
  | { readonly state: 'done'; readonly stdout: Output }
  | { readonly state: 'failed'; readonly exitCode: number | null; readonly stderr: string }
  /** No `git` on the PATH. */
  | { readonly state: 'missing' };

export interface GitOptions {
  /** Comes on top of the user's and the repository's configuration. */
  readonly config?: readonly (readonly [name: string, value: string])[];
  /** `GIT_DIR`, `GIT_WORK_TREE` and `GIT_INDEX_FILE`, where they are not to be found from the folder. */
  readonly env?: Readonly<Record<string, string>>;
  /** For its standard input. */
  readonly input?: string;
  /** After so long it is ended; 20 s unless given. */
  readonly timeLimitMs?: number;
}

const TIME_LIMIT_MS = 20_000;
const LARGEST_OUTPUT_BYTES = 256 * 2 ** 20;

// A repository's own configuration can name programs that git starts. None of them may run because somebody looked.
const SAFE_CONFIG = [
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', devNull],
  ['log.showSignature', 'false'],
  ['protocol.allow', 'never'],
] as const;

/**
 * Runs the user's `git` in a folder. It starts no program that the repository names, asks nothing, changes nothing and does
 * not take the index's lock.
 * @throws AbortError when the signal is aborted
 */
export async function runGit(folder: string, args: readonly string[], options: GitOptions, signal?: AbortSignal): Promise<GitOutcome> {
  const outcome = await runGitForBytes(folder, args, options, signal);
  return outcome.state === 'done' ? { state: 'done', stdout: outcome.stdout.toString('utf8') } : outcome;
}

/** The same, for output that is not text. */
export function runGitForBytes(
  folder: string,
  args: readonly string[],
  options: GitOptions,
  signal?: AbortSignal,
): Promise<GitOutcome<Buffer>> {
  const command = gitCommand(args, options);
  const { timeLimitMs = TIME_LIMIT_MS } = options;
  return new Promise((resolve, reject) => {
    const child = execFile(
      'git',
      command.args,
      {
        cwd: folder,
        env: command.env,
        encoding: 'buffer',
        maxBuffer: LARGEST_OUTPUT_BYTES,
        timeout: timeLimitMs,
        windowsHide: true,
        ...(signal && { signal }),
      },
      (error, stdout, stderr) => {
        if (error === null) resolve({ state: 'done', stdout });
        else if (error.name === 'AbortError') reject(new DOMException('git was cancelled', 'AbortError'));
        else if (error.code === 'ENOENT') resolve({ state: 'missing' });
        else {
          const exitCode = typeof error.code === 'number' ? error.code : null;
          const reason = error.killed === true ? `git took longer than ${timeLimitMs / 1000} s` : stderr.toString('utf8').trim();
          resolve({ state: 'failed', exitCode, stderr: reason });
        }
      },
    );
    // It may end before it has read all: its exit code tells why.
    child.stdin?.on('error', () => {});
    child.stdin?.end(options.input ?? '');
  });
}

/** The arguments and the environment of a `git` that starts no program that the repository names. */
export function gitCommand(args: readonly string[], { config = [], env = {} }: GitOptions): { args: string[]; env: NodeJS.ProcessEnv } {
  const settings = [...SAFE_CONFIG, ...config].flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return { args: ['--no-pager', ...settings, ...args], env: { ...gitEnvironment(), ...env } };
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
