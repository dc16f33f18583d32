import { describe, expect, it } from 'vitest';
import { slowness } from '../../../test/support/slowness.ts';
import { withoutFolders } from './withoutFolders.ts';

describe('withoutFolders', () => {
  it.each([
    ["ENOENT: no such file or directory, open '/home/ada/data.json'", "ENOENT: no such file or directory, open '…/data.json'"],
    [
      "Cannot find module '/home/ada lovelace/app/x.js' imported from /home/ada/app/y.js",
      "Cannot find module '…/x.js' imported from …/y.js",
    ],
    ['Cannot find file:///home/ada/x.mjs?v=1 (again)', 'Cannot find …/x.mjs?v=1 (again)'],
    [String.raw`EPERM: open "C:\Users\Ada Lovelace\x.txt"`, 'EPERM: open "…/x.txt"'],
    [String.raw`at C:\Users\ada\x.txt:3:1`, 'at …/x.txt:3:1'],
    ['file:///C:/Users/ada/x.ts', '…/x.ts'],
    [String.raw`from \\server\share\x.txt`, 'from …/x.txt'],
    ['--require=/opt/tools/hook.cjs', '--require=…/hook.cjs'],
    ['/home/ada/x.ts:3:1 is wrong', '…/x.ts:3:1 is wrong'],
  ])('takes them from %j', (text, left) => expect(withoutFolders(text)).toBe(left));

  it.each([
    ['took 3/4 of the time, at 10 m/s'],
    ['fetch https://example.org/a/b failed'],
    ['src/sort.ts is missing, and ./lib/x.js'],
    ["unexpected token '/' in a = b / c"],
    [''],
  ])('leaves %j', (text) => expect(withoutFolders(text)).toBe(text));

  it('takes no longer for what never ends', () => {
    const text = `'${'/a'.repeat(50_000)}`;
    const beganMs = performance.now();
    expect(withoutFolders(text).length).toBeLessThan(20);
    expect(performance.now() - beganMs).toBeLessThan(1000 * slowness());
  });
});
