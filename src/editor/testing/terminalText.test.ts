import { describe, expect, it } from 'vitest';
import { terminalText } from './terminalText.ts';

describe('terminalText', () => {
  it('ends lines as a terminal wants them', () => {
    expect(terminalText('a\nb\r\nc\rd')).toBe('a\r\nb\r\nc\r\nd');
  });

  it('keeps colours and tabs', () => {
    expect(terminalText('\u001b[1;31mred\u001b[0m\tx')).toBe('\u001b[1;31mred\u001b[0m\tx');
  });

  it('takes away what steers the terminal', () => {
    expect(terminalText('a\u001b[2J\u001b[10;5Hb')).toBe('ab');
    expect(terminalText('a\u001b]0;title\u0007b\u001b]52;c;aGk=\u001b\\c')).toBe('abc');
    expect(terminalText('a\u001b]8;;http://x\u0007link\u001b]8;;\u0007')).toBe('alink');
    expect(terminalText('a\u0007\u0008b\u009b31mc\u001bPq')).toBe('ab31mcq');
    expect(terminalText('end\u001b[3')).toBe('end');
  });
});
