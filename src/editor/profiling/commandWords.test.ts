import { describe, expect, it } from 'vitest';
import { commandWords } from './commandWords.ts';

describe('commandWords', () => {
  it.each<[string, string[]]>([
    ['npm test', ['npm', 'test']],
    ['  node   script.js  ', ['node', 'script.js']],
    [`vitest -t "a name"`, ['vitest', '-t', 'a name']],
    [`vitest -t 'a "quoted" name'`, ['vitest', '-t', 'a "quoted" name']],
    [String.raw`echo "a \"b\" \\ c"`, ['echo', String.raw`a "b" \ c`]],
    [String.raw`node C:\work\a.js`, ['node', String.raw`C:\work\a.js`]],
    [`node --title='my app'/x`, ['node', '--title=my app/x']],
    [`node "never closed`, ['node', 'never closed']],
    [`node ''`, ['node', '']],
    ['', []],
  ])('%s', (text, words) => {
    expect(commandWords(text)).toEqual(words);
  });

  it('leaves what only a shell knows as it is', () => {
    expect(commandWords('a && b > $HOME')).toEqual(['a', '&&', 'b', '>', '$HOME']);
  });
});
