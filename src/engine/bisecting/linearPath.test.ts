import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linearPath } from './linearPath.ts';
import { scratchRepository, type ScratchRepository } from './repository.fixture.ts';

let repository: ScratchRepository;
/**
 * one - two - three ------- merge - last      main
 *          \- side1 - side2 -/
 * stray                                       no common commit
 */
const hashes: Record<string, string> = {};

beforeAll(() => {
  repository = scratchRepository();
  const commit = (name: string) => (hashes[name] = repository.commit({ [`${name}.txt`]: name }));
  ['one', 'two'].forEach(commit);
  repository.git('checkout', '-q', '-b', 'side');
  ['side1', 'side2'].forEach(commit);
  repository.git('checkout', '-q', 'main');
  commit('three');
  repository.git('merge', '-q', '--no-ff', '-m', 'merge', 'side');
  hashes['merge'] = repository.git('rev-parse', 'HEAD');
  commit('last');
  repository.git('checkout', '-q', '--orphan', 'stray');
  commit('stray');
});
afterAll(() => repository.remove());

function pathOf(good: string, bad: string): string[] {
  const [from, to] = [hashes[good]!, hashes[bad]!];
  const between = repository.log(`${from}..${to}`);
  const names = new Map(Object.entries(hashes).map(([name, hash]) => [hash, name]));
  return linearPath(repository.log('-1', from)[0]!, to, between).map(({ hash }) => names.get(hash)!);
}

describe('linearPath', () => {
  it('follows first parents: a merge stands for what it brought', () => {
    expect(pathOf('one', 'last')).toEqual(['one', 'two', 'three', 'merge', 'last']);
    expect(pathOf('one', 'two')).toEqual(['one', 'two']);
  });

  it('goes through the side where good lies', () => {
    expect(pathOf('side1', 'last')).toEqual(['side1', 'side2', 'merge', 'last']);
    expect(pathOf('side2', 'merge')).toEqual(['side2', 'merge']);
  });

  it('has every commit be a parent of the next', () => {
    const all = new Map(repository.log('main').map((commit) => [commit.hash, commit]));
    const path = pathOf('one', 'last').map((name) => all.get(hashes[name]!)!);
    for (const [index, { parents }] of path.entries()) expect(index === 0 || parents.includes(path[index - 1]!.hash)).toBe(true);
  });

  it('says what is wrong with ends that span nothing', () => {
    expect(() => pathOf('two', 'two')).toThrow(/same commit .* so there is nothing to search/);
    expect(() => pathOf('last', 'one')).toThrow(/is older than good, .*\. Are good and bad swapped\?/);
  });

  it('says how to find an end that both have, where good is not in the history of bad', () => {
    expect(() => pathOf('side1', 'three')).toThrow(/is not in the history of bad.*`git merge-base \w+ \w+` names the newest/);
    expect(() => pathOf('stray', 'last')).toThrow(/is not in the history of bad/);
  });
});
