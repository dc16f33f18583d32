import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { toPlainPath } from '../../../base/stack.ts';
import { libraryOfModule, type LoadRequest } from '../../../protocol/harness.ts';
import { describeFailure } from '../failure.ts';
import { FileEnded } from '../guards.ts';
import { createLibraries } from '../libraries/index.ts';
import { publishGlobals, publishLibraries } from '../library.ts';
import { muteOutput } from '../output.ts';
import { createSession, type SessionState, type Target } from '../session.ts';
import type { Work } from '../work.ts';
import { loadNatively } from './loadNatively.ts';
import { loadWithVite } from './loadWithVite.ts';

/** Executes bench files: one, or the same in two revisions, each with stand-ins and hooks of its own. */
export interface BenchFileLoader {
  /** `time` is called where the target stands, if its library runs it inside of something else. */
  load(request: LoadRequest, target: Target | null, time: (work: Work) => Promise<void>): Promise<SessionState>;
  /** Of the file that was loaded last. */
  readonly session: SessionState | undefined;
  readonly isLoaded: boolean;
  /** Ends what loading needed: nothing is loaded while something is timed. */
  end(): Promise<void>;
}

/** A file that imports none of the libraries is written for vitest's globals. */
async function importsLibrary(file: string): Promise<boolean> {
  const specifiers = (await readFile(file, 'utf8')).matchAll(/['"]([^'"\n]+)['"]/gu);
  return [...specifiers].some(([, specifier]) => libraryOfModule(specifier!) !== undefined);
}

/** What a file does with results that are not there yet may fail: its benchmarks are declared, and that is enough. */
export function warnAfterRun(session: SessionState | undefined, error: unknown): void {
  if (error instanceof FileEnded) return;
  const { message } = describeFailure('threw', error);
  session?.warn(`After its run() the file failed: ${message}. Laptime measures afterwards, so results are not there yet.`);
}

/** `dist` is the folder of the build. */
export function createBenchFileLoader(dist: string): BenchFileLoader {
  let session: SessionState | undefined;
  let isLoaded = false;
  /** Hooks are for one load at a time: the next one has a tsconfig and stand-ins of its own. */
  let unhook = async () => {};
  const servers: (() => Promise<void>)[] = [];

  return {
    async load(request, target, time) {
      await unhook();
      unhook = async () => {};
      isLoaded = false;
      let unmute = () => {};
      const created = createSession({
        // As stacks have it.
        file: toPlainPath(realpathSync(request.file)),
        target,
        time,
        onRunAsked: () => {
          unmute = muteOutput();
        },
      });
      session = created;
      const libraries = createLibraries(created);
      publishLibraries(libraries);
      if (!(await importsLibrary(request.file))) publishGlobals(libraries);
      if (request.cwd !== undefined) process.chdir(request.cwd);
      process.argv = [process.argv[0]!, request.file];
      try {
        if (request.loader === 'native') unhook = await loadNatively(request, dist, created.warn);
        else servers.push(await loadWithVite(request, dist, created.warn));
      } catch (error) {
        if (!created.runWasAsked) throw error;
        warnAfterRun(created, error);
      }
      // What the file does when its run() is settled, where it does not wait for that itself.
      if (created.runWasAsked) await new Promise((resolve) => setImmediate(resolve));
      unmute();
      isLoaded = true;
      return created;
    },
    get session() {
      return session;
    },
    get isLoaded() {
      return isLoaded;
    },
    async end() {
      for (const close of servers.splice(0)) await close();
    },
  };
}
