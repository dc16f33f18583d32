import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DisposableStore } from '../../base/lifecycle.ts';
import { latest } from './latest.ts';

let frames: (() => void)[] = [];
beforeEach(() => {
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => frames.push(callback));
  vi.stubGlobal('cancelAnimationFrame', (frame: number) => (frames[frame - 1] = () => {}));
});
afterEach(() => vi.unstubAllGlobals());

const turn = () => new Promise((resolve) => setTimeout(resolve));
async function nextFrame(): Promise<void> {
  const due = frames;
  frames = [];
  for (const callback of due) callback();
  await turn();
}

function created() {
  const question = signal<string | null>('a');
  const owner = new DisposableStore();
  const asked: { readonly question: string; readonly answer: (value: string) => void; readonly fail: () => void }[] = [];
  const errors: unknown[] = [];
  const answered = latest(
    owner,
    question,
    (wanted) =>
      new Promise<string>((resolve, reject) => {
        asked.push({ question: wanted, answer: resolve, fail: () => reject(new Error('gone')) });
      }),
    (error) => errors.push(error),
  );
  return { question, owner, asked, errors, answered };
}

describe('latest', () => {
  it('asks once a frame, one question at a time, and of those that came meanwhile the last one', async () => {
    const { question, asked, answered } = created();
    question.value = 'ab';
    expect(asked).toHaveLength(0);
    await nextFrame();
    expect(asked.map((each) => each.question)).toEqual(['ab']);
    for (const text of ['abc', 'abcd', 'abcde']) {
      question.value = text;
      await nextFrame();
    }
    expect(asked).toHaveLength(1);
    asked[0]?.answer('AB');
    await turn();
    // Better than nothing until there is more.
    expect(answered.value).toEqual({ question: 'ab', answer: 'AB' });
    await nextFrame();
    expect(asked.map((each) => each.question)).toEqual(['ab', 'abcde']);
    asked[1]?.answer('ABCDE');
    await turn();
    expect(answered.value?.answer).toBe('ABCDE');
    await nextFrame();
    expect(asked).toHaveLength(2);
  });

  it('has no answer to no question, also where one was under way', async () => {
    const { question, asked, answered } = created();
    await nextFrame();
    question.value = null;
    asked[0]?.answer('A');
    await turn();
    expect(answered.value).toBeNull();
    await nextFrame();
    expect(asked).toHaveLength(1);
  });

  it('tells what failed, and goes on with the next question', async () => {
    const { question, asked, errors } = created();
    await nextFrame();
    asked[0]?.fail();
    await turn();
    expect(errors).toHaveLength(1);
    await nextFrame();
    expect(asked).toHaveLength(1);
    question.value = 'b';
    await nextFrame();
    expect(asked[1]?.question).toBe('b');
  });

  it('asks and tells nothing after its owner is gone', async () => {
    const { question, owner, asked, errors } = created();
    await nextFrame();
    owner.dispose();
    asked[0]?.fail();
    question.value = 'b';
    await turn();
    await nextFrame();
    expect(asked).toHaveLength(1);
    expect(errors).toEqual([]);
  });
});
