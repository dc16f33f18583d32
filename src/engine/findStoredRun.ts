import { UserError } from '../base/errors.ts';
import { visibleText } from '../base/text.ts';
import type { Run } from '../model/run.ts';
import type { Revisions } from './revisions/index.ts';
import type { RunStore } from './store/index.ts';

const LAST = /^last(?:~(\d{1,4}))?$/u;
/** Shorter ones are words more often than ids. */
const ID_PREFIX = /^[0-9a-f][0-9a-f-]{5,63}$/u;
/** Runs are looked through for a commit or an id, newest first. */
const MOST_LOOKED_AT = 5000;

/**
 * The stored run that a name means: `last`, `last~2` (without those of `laptime run-range`), the beginning of its id, or a revision,
 * whose newest finished run it is.
 * @throws UserError `no-run`, or why the store cannot be read
 */
export async function findStoredRun(name: string, store: RunStore, revisions: Revisions, signal: AbortSignal): Promise<Run> {
  const shown = visibleText(name);
  const overviews = store.runOverviews(MOST_LOOKED_AT).filter(({ state }) => state !== 'running');
  const problem = overviews.length === 0 ? store.problem() : null;
  if (problem !== null) throw problem;
  const last = LAST.exec(name);
  if (last) {
    const back = Number(last[1] ?? 0);
    // The commits of a range are no runs of what the user works on.
    const own = overviews.filter(({ source }) => source !== 'range');
    const found = own[back] && store.run(own[back].id);
    if (found) return found;
    const count = own.length === 1 ? '1 run is' : `${own.length} runs are`;
    const others = own.length < overviews.length ? ', besides those of `laptime run-range`, which the name of their commit means' : '';
    throw new UserError('no-run', `There is no run '${shown}': ${count} stored${others}. Measure with \`laptime bench\`.`);
  }
  if (ID_PREFIX.test(name)) {
    const [found, another] = overviews.filter(({ id }) => id.startsWith(name));
    if (found && another) throw new UserError('no-run', `'${shown}' is the beginning of several runs: write more of it.`);
    const run = found && store.run(found.id);
    if (run) return run;
  }
  const { commit, kind } = await revisions.resolve(name, signal);
  const found = overviews.find(({ revision }) => revision.commit === commit && revision.dirtyHash === null);
  const run = found && kind === 'commit' ? store.run(found.id) : null;
  if (run) return run;
  throw new UserError(
    'no-run',
    `No run of ${shown} (${commit?.slice(0, 12) ?? 'no commit'}) is stored. Measure it with \`laptime bench\`, or compare the revisions themselves: \`laptime compare BASE HEAD\`.`,
  );
}
