import { expect, it } from 'vitest';
import { UserError } from '../base/errors.ts';
import { streamedOutput } from './streamedOutput.ts';
import type { Output } from './terminal.ts';

const outputThat = (write: Output['write']): Output => ({ isTerminal: false, color: false, width: () => 80, write });
const never = new AbortController().signal;

it('stops when nobody reads any more, which is no failure', async () => {
  const written: string[] = [];
  const streamed = streamedOutput(
    outputThat((text) => Promise.resolve(written.push(text) < 2)),
    never,
  );
  streamed.write('a');
  await streamed.finish();
  expect(streamed.stop.aborted).toBe(false);
  streamed.write('b');
  await streamed.finish();
  expect({ written, aborted: streamed.stop.aborted }).toEqual({ written: ['a', 'b'], aborted: true });
  streamed.dispose();
});

it('stops at the first failure, and tells it at the end', async () => {
  const failures = [new UserError('output-failed', 'first'), new UserError('output-failed', 'second')];
  const streamed = streamedOutput(
    outputThat(() => Promise.reject(failures.shift()!)),
    never,
  );
  streamed.write('a');
  streamed.write('b');
  await expect(streamed.finish()).rejects.toThrow('first');
  expect(streamed.stop.aborted).toBe(true);
  streamed.dispose();
});

it('stops with the signal that it was made for', () => {
  const controller = new AbortController();
  const streamed = streamedOutput(
    outputThat(() => Promise.resolve(true)),
    controller.signal,
  );
  expect(streamed.stop.aborted).toBe(false);
  controller.abort();
  expect(streamed.stop.aborted).toBe(true);
  expect(
    streamedOutput(
      outputThat(() => Promise.resolve(true)),
      controller.signal,
    ).stop.aborted,
  ).toBe(true);
});
