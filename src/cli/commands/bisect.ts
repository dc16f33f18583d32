import type { BisectionRequest } from '../../engine/engine.ts';
import { renderBisection, toBisectionJson } from '../../engine/reports/index.ts';
import { parseArguments, usageError, type OptionSpecs } from '../arguments.ts';
import { createBisectProgress } from '../bisectProgress.ts';
import type { Command, CommandContext, ExitCode } from '../command.ts';
import { tellConfigProblems } from '../configProblems.ts';
import { throwAsTyped } from '../namingErrors.ts';
import { openOutputFile } from '../outputFile.ts';
import { parseShare } from '../parseShare.ts';
import { parseTime } from '../parseTime.ts';
import { findRoot } from '../targets.ts';
import { tellNotices } from '../tellNotices.ts';
import { withProgress } from '../withProgress.ts';

const LARGEST_THRESHOLD = 10;
const options = {
  good: { value: 'REVISION', about: 'a commit that was fast enough; it is in the history of the bad one' },
  bad: { value: 'REVISION', about: 'a commit that is too slow; else HEAD' },
  bench: { value: 'NAME', about: 'the benchmark: its name, or a part of it that no other has' },
  threshold: { value: 'PERCENT', about: 'the smallest slowdown to look for; else as laptime.config.json says, else 5%' },
  time: {
    value: 'SECONDS',
    about: 'for one run at one commit; else as laptime.config.json says, else 5. More tells more where the machine is noisy',
  },
  json: { value: 'FILE', about: 'write the answer as JSON; - is the standard output' },
  resume: { value: null, about: 'only go on with a search that was stopped; without it, a search goes on where there is one' },
  fresh: { value: null, about: 'forget the answers of before' },
  node: { value: 'PATH', about: 'the Node that runs the benchmarks' },
  root: { value: 'DIR', about: 'the workspace folder; by default the nearest with a laptime.config.json, else this one' },
} as const satisfies OptionSpecs;

export const bisect: Command = {
  usage: 'bisect --good REVISION [--bad REVISION] --bench NAME [options]',
  about: `Finds the commit that made a benchmark slower. Each run compares a commit with the good one, in turns; as any run may mislead,
it asks again where that tells most, until one commit is at least 99 % sure. Commits that do not run are skipped; those that provably
do not change the benchmark are not measured. Every answer is saved: after Ctrl-C the same command goes on.`,
  options,
  examples: [
    ['laptime bisect --good v1.2.0 --bench parse', 'which commit since v1.2.0 made "parse" 5 % slower, or more'],
    ['laptime bisect --good v1.2.0 --bad v1.3.0 --bench parse --threshold 2%', 'a smaller slowdown, between two releases'],
    ['laptime bisect --good HEAD~50 --bench parse --json - | jq -r .culprit.commit', 'the commit for a script'],
  ],
  run: runBisect,
};

async function runBisect(args: readonly string[], context: CommandContext, signal: AbortSignal): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, options);
  if (positionals.length > 0)
    throw usageError(`bisect takes no words, and '${positionals[0]}' is one: name the commits with --good and --bad`);
  if (values.good === undefined) throw usageError('bisect needs a commit that was fast enough: --good v1.2.0');
  if (values.bench === undefined) throw usageError('bisect needs the benchmark that became slower: --bench parse');
  if (values.resume && values.fresh) throw usageError('--resume goes on and --fresh begins anew: leave one out');
  const timeSeconds = parseTime(values.time);
  const threshold = parseShare('--threshold', values.threshold, LARGEST_THRESHOLD);
  const file = values.json === undefined || values.json === '-' ? null : openOutputFile('--json', values.json, context.workingFolder);
  const request: BisectionRequest = {
    good: values.good,
    bad: values.bad ?? 'HEAD',
    benchmark: values.bench,
    saved: values.fresh ? 'forgotten' : values.resume ? 'needed' : 'used',
    ...(threshold !== undefined && { threshold }),
    ...(timeSeconds !== undefined && { timeSeconds }),
    ...(values.node !== undefined && { nodeExecutable: values.node }),
  };
  const { out, err, unicode } = context.terminal;
  const engine = await context.openEngine(findRoot(context.workingFolder, values.root));
  try {
    await tellConfigProblems(engine, err);
    const outcome = await withProgress(createBisectProgress(context.terminal, context.clock), signal, (onEvent) =>
      engine.bisect(request, onEvent, signal).catch(throwAsTyped),
    );
    await tellNotices(engine, err);
    const human = values.json === '-' ? err : out;
    await human.write(renderBisection(outcome, { width: human.width(), color: human.color, unicode }));
    const json = `${JSON.stringify(toBisectionJson(outcome), null, 2)}\n`;
    if (values.json === '-') await out.write(json);
    if (file !== null) {
      await file.fill((write) => write(json));
      await err.write(`Written: ${file.name}\n`);
    }
    return outcome.state === 'found' ? 0 : 1;
  } finally {
    engine.dispose();
  }
}
