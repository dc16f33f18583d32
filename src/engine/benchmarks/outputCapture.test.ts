import { describe, expect, it } from 'vitest';
import { createOutputCapture } from './outputCapture.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('createOutputCapture', () => {
  it('keeps a little whole, also where a character is cut between two chunks', () => {
    const capture = createOutputCapture();
    const [whole] = [bytes('naïve\n')];
    capture.add(whole.subarray(0, 3));
    capture.add(whole.subarray(3));
    expect(capture.text()).toBe('naïve\n');
  });

  it('keeps the beginning and the end of a lot, and says how much is missing', () => {
    const capture = createOutputCapture();
    const line = `${'x'.repeat(99)}\n`;
    capture.add(bytes('first\n'));
    for (let count = 0; count < 10_000; count++) capture.add(bytes(line));
    capture.add(bytes('last\n'));
    const text = capture.text();
    expect(text.startsWith('first\n')).toBe(true);
    expect(text.endsWith('last\n')).toBe(true);
    const dropped = Number(/… (\d+) bytes left out …/.exec(text)?.[1]);
    const kept = bytes(text.replace(/\n… \d+ bytes left out …\n/, '')).length;
    expect(kept + dropped).toBe(6 + 10_000 * 100 + 5);
    expect(kept).toBeLessThan(128 * 1024);
  });

  it('keeps what is just longer than the beginning without a gap', () => {
    const capture = createOutputCapture();
    const text = 'y'.repeat(40_000);
    capture.add(bytes(text));
    expect(capture.text()).toBe(text);
  });
});
