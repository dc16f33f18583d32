import { effect, signal, type ReadonlySignal } from '@preact/signals';
import { toDisposable, type DisposableStore } from '../../base/lifecycle.ts';

/** What was answered to the last question that was answered; null before. */
export interface Latest<Q, A> {
  readonly question: Q;
  readonly answer: A;
}

/**
 * Asks again whenever the question changes, once a frame at most and one question at a time: of those that come meanwhile only the last
 * one is asked. The answer before stays until there is a new one. A null question has no answer. When its owner is disposed of, nothing is asked any more.
 */
export function latest<Q, A>(
  owner: DisposableStore,
  question: ReadonlySignal<Q | null>,
  ask: (question: Q) => Promise<A>,
  onError: (error: unknown) => void,
): ReadonlySignal<Latest<Q, A> | null> {
  const answered = signal<Latest<Q, A> | null>(null);
  let isUnderWay = false;
  let frame = 0;
  let isOver = false;

  const next = async (): Promise<void> => {
    frame = 0;
    const wanted = question.peek();
    if (isUnderWay || wanted === null) return;
    isUnderWay = true;
    try {
      const answer = await ask(wanted);
      // Still of use where the question is another by now: better than nothing until its answer is there.
      if (question.peek() !== null) answered.value = { question: wanted, answer };
    } catch (error) {
      if (!isOver) onError(error);
    } finally {
      isUnderWay = false;
      if (!isOver && question.peek() !== wanted) plan();
    }
  };
  const plan = (): void => {
    frame ||= requestAnimationFrame(() => void next());
  };
  const stop = effect(() => {
    if (question.value === null) answered.value = null;
    else plan();
  });
  owner.add(
    toDisposable(() => {
      isOver = true;
      cancelAnimationFrame(frame);
      stop();
    }),
  );
  return answered;
}
