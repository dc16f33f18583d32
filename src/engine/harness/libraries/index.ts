import type { Session } from '../session.ts';
import { createLaptimeLibrary } from './laptime.ts';
import { createMitataLibrary } from './mitata.ts';
import { createTinybenchLibrary } from './tinybench.ts';
import { createVitestLibrary } from './vitest.ts';

/** The four libraries as bench files see them, over one session. */
export function createLibraries(session: Session) {
  return {
    vitest: createVitestLibrary(session),
    tinybench: createTinybenchLibrary(session),
    mitata: createMitataLibrary(session),
    laptime: createLaptimeLibrary(session),
  };
}
