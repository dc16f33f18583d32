import { effect, signal, type ReadonlySignal } from '@preact/signals';

/** What was answered to the last question that was answered; null before. */
export interface Latest<Q, A> {
  readonly question: Q;
  readonly answer: A;
}

/**
 * Asks again whenever the question changes, once a frame at most and one question at a time: of those that come meanwhile only the last
 * one is asked. The answer before stays until there is a new one. A null question has no answer.
 */
export function latest<Q, A>(
  question: ReadonlySignal<Q | null>,
  ask: (question: Q) => Promise<A>,
  onError: (error: unknown) => void,
): ReadonlySignal<Latest<Q, A> | null> {
  const answered = signal<Latest<Q, A> | null>(null);
  let isUnderWay = false;
  let frame = 0;

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
      onError(error);
    } finally {
      isUnderWay = false;
      if (question.peek() !== wanted) plan();
    }
  };
  const plan = (): void => {
    frame ||= requestAnimationFrame(() => void next());
  };
  effect(() => {
    if (question.value === null) answered.value = null;
    else plan();
  });
  return answered;
}
