import { visibleText } from '../../base/text.ts';
import { formatBytes } from '../../base/units.ts';
import type { Engine, SavedBaseline } from '../../engine/engine.ts';
import { BASELINE_PREFIX } from '../../model/comparison.ts';
import { parseArguments, usageError, type OptionSpecs } from '../arguments.ts';
import type { Command, CommandContext, ExitCode } from '../command.ts';
import { findRoot } from '../targets.ts';
import type { Terminal } from '../terminal.ts';

const options = {
  force: { value: null, about: 'with save: replace the baseline of that name' },
  root: { value: 'DIR', about: 'the workspace folder; by default the nearest with a laptime.config.json, else this one' },
} as const satisfies OptionSpecs;

export const baseline: Command = {
  usage: 'baseline save NAME | list | remove NAME [options]',
  about: `Saves what is on disk under a name, with all uncommitted and untracked files, to compare with it later:
laptime compare baseline:NAME measures it in turns with what is on disk then. Your files, index, stash and commits stay as they
are; a baseline lies beside the history in .git/laptime, and is kept until you remove it.`,
  options,
  examples: [
    ['laptime baseline save before', 'before you change something'],
    ['laptime compare baseline:before', 'whether the change made anything slower'],
    ['laptime baseline save before --force', 'begin anew from what is on disk now'],
    ['laptime baseline list', 'all of this repository, the newest first'],
    ['laptime baseline remove before', 'it is gone, with the space that it took'],
  ],
  run: runBaseline,
};

async function runBaseline(args: readonly string[], context: CommandContext, signal: AbortSignal): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, options);
  const act = parseAction(positionals, values.force === true);
  const engine = await context.openEngine(findRoot(context.workingFolder, values.root));
  try {
    await act(engine, context.terminal, signal);
    return 0;
  } finally {
    engine.dispose();
  }
}

type Action = (engine: Engine, terminal: Terminal, signal: AbortSignal) => Promise<void>;

function parseAction([action, name, ...more]: readonly string[], replace: boolean): Action {
  if (action !== 'save' && action !== 'list' && action !== 'remove')
    throw usageError('baseline needs a word: laptime baseline save NAME, laptime baseline list, or laptime baseline remove NAME');
  if (replace && action !== 'save') throw usageError('--force is for laptime baseline save');
  if (action === 'list') {
    if (name !== undefined) throw usageError(`laptime baseline list takes no name, and '${name}' is one`);
    return list;
  }
  if (name === undefined) throw usageError(`laptime baseline ${action} needs a name: laptime baseline ${action} before`);
  if (more.length > 0) throw usageError(`laptime baseline ${action} takes one name, and '${more[0]}' is one more`);
  return action === 'save'
    ? (engine, terminal, signal) => save({ name, replace }, engine, terminal, signal)
    : (engine, terminal, signal) => remove(name, engine, terminal, signal);
}

async function save(
  request: { readonly name: string; readonly replace: boolean },
  engine: Engine,
  { err }: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const { baseline: saved, notes } = await engine.saveBaseline(request, signal);
  for (const note of notes) await err.write(`${note}\n`);
  await err.write(`Saved: ${describe(saved).join(', ')}.\nCompare with it: laptime compare ${BASELINE_PREFIX}${saved.name}\n`);
}

async function list(engine: Engine, { out, err }: Terminal, signal: AbortSignal): Promise<void> {
  const all = await engine.savedBaselines(signal);
  if (all.length === 0) await err.write('No baseline is saved: laptime baseline save NAME saves what is on disk.\n');
  const width = Math.max(...all.map(({ name }) => name.length));
  for (const each of all) await out.write(`${visibleText(each.name).padEnd(width)}  ${describe(each).join(', ')}\n`);
}

async function remove(name: string, engine: Engine, { err }: Terminal, signal: AbortSignal): Promise<void> {
  await engine.removeBaseline(name, signal);
  await err.write('Removed.\n');
}

/** `main @ 89abcde with uncommitted changes`, `2026-01-31 12:00 UTC`, `12.3 kB`. */
function describe({ branch, commit, isEdited, savedAtMs, bytes }: SavedBaseline): string[] {
  const place = [branch, commit.slice(0, 7)].filter((part) => part !== null).join(' @ ');
  const time = new Date(savedAtMs).toISOString().slice(0, 16).replace('T', ' ');
  const shown = visibleText(place);
  return [isEdited ? `${shown} with uncommitted changes` : shown, `${time} UTC`, ...(bytes > 0 ? [formatBytes(bytes)] : [])];
}
