import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import { openSession, tellScreen, type Session, type SessionOptions } from './session.ts';

/** One session for the tests of a file. A failed test leaves a picture of what was on the screen, and prints its words. */
export function sessionForTests(options: SessionOptions): () => Session {
  let session: Session | undefined;
  beforeAll(async () => {
    session = await openSession(inject('extensions'), options);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail' || !session) return;
    await tellScreen(session, `failed-${task.name.replaceAll(/\W+/g, '-').slice(0, 80)}`);
  });
  afterAll(() => session?.close());
  return () => {
    if (!session) throw new Error('the session was not opened');
    return session;
  };
}
