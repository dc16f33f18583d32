import { describe, expect, it } from 'vitest';
import { change, git, repositoryState } from '../support/repository.ts';
import { runCli, startCli } from './support/cli.ts';
import { emptyFolder } from './support/workspace.ts';

const bench = `
import { bench } from 'laptime';
import { mix } from '../src/mix.js';
bench('mix', () => mix(7));
`;
const mix = (turns: number, note: string) => `// ${note}
export function mix(x) {
  for (let turn = 0; turn < ${turns}; turn++) x = (x * 31 + turn) | 0;
  return x;
}
`;

/** Good, words only, an edit, one that does not load, the slow one, an edit: hashes in that order. */
function history(folder: string): string[] {
  const commit = (subject: string, files: Readonly<Record<string, string>>) => change(folder, files, subject);
  git(folder, 'init', '--quiet', '--initial-branch=main');
  return [
    commit('Start', { 'bench/mix.bench.js': bench, 'src/mix.js': mix(20_000, ''), 'package.json': '{ "type": "module" }' }),
    commit('Write', { 'README.md': 'Mixes.' }),
    commit('Edit', { 'src/mix.js': mix(20_000, 'one') }),
    commit('Break', { 'src/mix.js': 'export function mix( {' }),
    commit('Turn more often', { 'src/mix.js': mix(60_000, 'two') }),
    commit('Edit again', { 'src/mix.js': mix(60_000, 'three') }),
  ];
}

interface Answer {
  readonly state: string;
  readonly culprit: { readonly commit: string } | null;
  readonly suspects: readonly { readonly commit: string }[];
  readonly skipped: readonly { readonly commit: string }[];
  readonly ratio: number;
  readonly runs: number;
  readonly commits: number;
}

describe('laptime bisect', () => {
  it('finds the commit, also when it was stopped, and leaves the repository as it was', async () => {
    const folder = emptyFolder();
    const env = { XDG_CACHE_HOME: emptyFolder() };
    const [good, words, edit, broken, slow, bad] = history(folder);
    const before = repositoryState(folder);
    const args = ['bisect', '--good', good!, '--bench', 'mix', '--time', '1', '--json', '-'];

    const stopped = startCli(args, { folder, env });
    await stopped.said('3 runs, about');
    stopped.child.kill('SIGINT');
    const { code, stdout, stderr } = await stopped.ended;
    expect(await stopped.descendantsLeft(1000)).toEqual([]);
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(stderr).toMatch(/Searching 5 commits, of which 1 cannot have changed the benchmark; about \d+ runs/);
    expect(stderr).toContain('Interrupted: the answers so far are kept');
    expect(repositoryState(folder)).toEqual(before);

    const resumed = await runCli([...args, '--resume'], { folder, env });
    expect(resumed.stderr).toContain('3 runs of before count; about');
    const answer = JSON.parse(resumed.stdout) as Answer;
    expect(answer).toMatchObject({ state: 'found', commits: 5 });
    const suspects = answer.suspects.map(({ commit }) => commit);
    expect(suspects).toContain(slow);
    // Between them is only the one that does not load.
    expect(suspects.filter((commit) => commit !== slow && commit !== broken)).toEqual([]);
    expect(answer.skipped.map(({ commit }) => commit)).toEqual([broken]);
    expect(answer.ratio).toBeGreaterThan(1.5);
    expect(resumed.code).toBe(0);
    expect(resumed.stderr).toContain(slow!.slice(0, 10));
    expect(resumed.stderr).not.toMatch(new RegExp(`measuring ${words!.slice(0, 10)}`));
    expect(repositoryState(folder)).toEqual(before);

    const again = await runCli(args, { folder, env });
    expect(JSON.parse(again.stdout)).toEqual(answer);
    expect(again.stderr).not.toContain('measuring');

    const unknown = await runCli([...args, '--bench', 'mux'], { folder, env });
    expect(unknown).toMatchObject({ code: 2, stdout: '' });
    expect(unknown.stderr).toContain("no benchmark with 'mux' in its file or name. Did you mean 'mix'?");

    const ended = await runCli(['bisect', '--good', bad!, '--bad', edit!, '--bench', 'mix'], { folder, env });
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(/is older than good, .*\. Are good and bad swapped\?\n$/);
  });

  it.each([
    [['--bench', 'mix'], 2, /bisect needs a commit that was fast enough: --good/],
    [['--good', 'HEAD'], 2, /bisect needs the benchmark/],
    [['--good', 'HEAD', '--bench', 'mix', '--threshold', 'much'], 2, /--threshold: 'much' is not a percentage/],
    [['--good', 'HEAD', '--bench', 'mix', '--resume', '--fresh'], 2, /leave one out/],
    [['--good', 'HEAD', '--bench', 'mix', 'mix'], 2, /bisect takes no words/],
    [['--good', 'HEAD', '--bench', 'mix'], 1, /is not in a git repository/],
  ] as const)('says what is wrong with %j', async (args, code, message) => {
    const ended = await runCli(['bisect', ...args], { folder: emptyFolder() });
    expect(ended).toMatchObject({ code, stdout: '' });
    expect(ended.stderr).toMatch(message);
  });
});
