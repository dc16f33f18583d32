import { describe, expect, it } from 'vitest';
import { newestFirst } from './newestFirst.ts';

/** Work that ends when the test says so. */
function controlled() {
  const begun: { readonly key: string; readonly signal: AbortSignal; readonly end: () => void }[] = [];
  const work = newestFirst<string>((key, signal) => new Promise((resolve) => void begun.push({ key, signal, end: resolve })));
  const end = async (index: number) => {
    begun[index]!.end();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { work, begun, end, keys: () => begun.map(({ key }) => key) };
}

describe('newestFirst', () => {
  it('does one at a time, the one that was wanted last first', async () => {
    const { work, keys, end } = controlled();
    for (const key of ['a', 'b', 'c']) work.want(key);
    expect(keys()).toEqual(['a']);
    await end(0);
    expect(keys()).toEqual(['a', 'c']);
    await end(1);
    await end(2);
    expect(keys()).toEqual(['a', 'c', 'b']);
  });

  it('does not pile up what is wanted again and again, and makes what is under way void', async () => {
    const { work, begun, keys, end } = controlled();
    work.want('a');
    for (let index = 0; index < 50; index += 1) work.want('a');
    expect(begun[0]!.signal.aborted).toBe(true);
    await end(0);
    expect(begun[1]!.signal.aborted).toBe(false);
    await end(1);
    expect(keys()).toEqual(['a', 'a']);
  });

  it('leaves out what nobody wants any more', async () => {
    const { work, begun, keys, end } = controlled();
    for (const key of ['a', 'b', 'c']) work.want(key);
    work.drop('b');
    work.drop('a');
    expect(begun[0]!.signal.aborted).toBe(true);
    await end(0);
    await end(1);
    expect(keys()).toEqual(['a', 'c']);
  });

  it('begins again after it had nothing to do', async () => {
    const { work, keys, end } = controlled();
    work.want('a');
    await end(0);
    work.want('b');
    expect(keys()).toEqual(['a', 'b']);
    work.dispose();
  });
});
