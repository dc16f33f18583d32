import { describe, expect, it } from 'vitest';
import { parseSource } from '../syntax/index.ts';
import { directivesOf } from './directives.ts';

const short = (text: string) =>
  directivesOf(parseSource('a.tsx', text, true)).map(
    ({ rules, reason, firstLine, lastLine }) => `${rules.join('+')}|${reason}|${firstLine}-${lastLine}`,
  );

describe('directivesOf', () => {
  it.each([
    ['// laptime-disable-next-line no-x -- small list\na;', ['no-x|small list|1-1']],
    ['a; // laptime-disable-line no-x, no-y', ['no-x+no-y||0-0']],
    ['/* laptime-disable */\na;\n/* laptime-enable */\nb;', ['||0-2']],
    ['/* laptime-disable no-x */ a; /* laptime-disable no-y */\n/* laptime-enable no-x */', ['no-x||0-1', 'no-y||0-2']],
    ['const s = "laptime-disable";', []],
    ['const s = "// laptime-disable";', []],
    ['/** Write laptime-disable. */ // or laptime-disable-line\na;', []],
    ['/** laptime-disable no-x */', ['no-x||0-1']],
    ['const s = `${a} laptime-disable ${b}`;', []],
    ['<p>laptime-disable</p>;', []],
    ['<p>{/* laptime-disable-next-line no-x */}\n<b /></p>;', ['no-x||1-1']],
    ['// laptime-disabled\n// laptime-disable-next', []],
    ['/* laptime-disable-next-line no-x -- a -- b */\r\na;', ['no-x|a -- b|1-1']],
  ])('of %j', (text, expected) => {
    expect(short(text)).toEqual(expected);
  });
});
