import { statSync } from 'node:fs';
import path from 'node:path';
import { nearest } from '../../base/nearest.ts';
import { visibleLines } from '../../base/text.ts';
import type { Engine, HintFixesRequest, HintsRequest } from '../../engine/engine.ts';
import { hintLevels, isSourceFile } from '../../engine/hints/index.ts';
import {
  renderHints,
  renderOptimization,
  toHintsJson,
  toHintsMarkdown,
  toHintsSarif,
  toOptimizationJson,
  toOptimizationMarkdown,
} from '../../engine/reports/index.ts';
import type { HintReport } from '../../model/hint.ts';
import type { OptimizationReport } from '../../model/suggestion.ts';
import { parseArguments, usageError, type OptionSpecs, type OptionValues } from '../arguments.ts';
import type { Command, CommandContext, ExitCode } from '../command.ts';
import { tellConfigProblems } from '../configProblems.ts';
import { oneOf } from '../oneOf.ts';
import { openOutputFile } from '../outputFile.ts';
import { parseTime } from '../parseTime.ts';
import { findRoot, insideRoot } from '../targets.ts';
import { measureFixes } from './measureFixes.ts';

const FORMATS = ['text', 'json', 'sarif', 'markdown'] as const;
type Format = (typeof FORMATS)[number];

const options = {
  profile: { value: 'FILE', about: 'a profile that says which lines are hot: they come first, with their share' },
  level: {
    value: 'LEVEL',
    about: 'conservative (hot lines of a profile only), balanced, aggressive or maximum; by default what the config says',
  },
  rule: { value: 'ID', about: 'only this rule, also where the config turns it off' },
  suggestions: {
    value: null,
    about: 'what to do about them, ranked by what it could save against effort and risk, and what fixes have gained',
  },
  fix: { value: null, about: 'write the fixes that are safe, of what the level shows, then tell what is left' },
  measure: {
    value: null,
    about:
      'measure what each fix does, in a copy, by the benchmarks and tests that reach its code; with --fix, write those that are faster',
  },
  line: { value: 'N', about: 'with --measure: only fixes of hints on this line of the one FILE' },
  time: { value: 'SECONDS', about: 'with --measure: the most time for one benchmark; else as laptime.config.json says, else 10' },
  node: { value: 'PATH', about: 'with --measure: the Node that runs benchmarks and tests' },
  format: { value: 'FORMAT', about: 'text (unless given), json, sarif or markdown' },
  output: { value: 'FILE', about: 'write the report into a file' },
  max: { value: 'N', about: 'end with 1 above so many hints; by default any number is well' },
  baseline: { value: 'FILE', about: 'hints that are known and not shown; by default what the config names' },
  'update-baseline': { value: null, about: 'write what is found into the baseline, whatever the level' },
  root: { value: 'DIR', about: 'the workspace folder; by default the nearest with a laptime.config.json, else this one' },
} as const satisfies OptionSpecs;

export const hints: Command = {
  usage: 'hints [FILE | FOLDER]… [options]',
  about: `Finds code that is slow as it is written, says why, and how much that was measured to matter. Looked at are JavaScript and TypeScript, and
the scripts of .vue and .svelte files, but for what git ignores, node_modules, dist and minified files. Nothing of the code is executed,
but with --measure. A comment turns a rule off for the next line: // laptime-disable-next-line RULE -- why`,
  options,
  examples: [
    ['laptime hints', 'all of the workspace'],
    ['laptime hints src --profile CPU.20260801.cpuprofile', 'what the profile says is hot comes first'],
    ['laptime hints --suggestions --profile CPU.20260801.cpuprofile', 'what to change first, how, and what to watch'],
    ['laptime hints src/parse.ts --fix', 'write the fixes after which the code behaves the same'],
    ['laptime hints src/parse.ts --measure', 'what its fixes gain here, and whether tests and outputs stay the same'],
    ['laptime hints --baseline hints.json --update-baseline', 'take old code as it is'],
    ['laptime hints --baseline hints.json --max 0 --format sarif --output hints.sarif', 'in CI: nothing new'],
  ],
  run: runHints,
};

async function runHints(args: readonly string[], context: CommandContext, signal: AbortSignal): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, options);
  const format = oneOf(FORMATS, values.format, '--format') ?? 'text';
  const max = parseMax(values.max);
  refuseTogether(values, format);
  const { terminal, workingFolder } = context;
  const root = findRoot(workingFolder, values.root);
  const targets = targetsOf(positionals, root, workingFolder);
  const request = requestOf(values, targets, workingFolder);
  const measuring = measuringOf(values, targets, request, format);
  const output = values.output === undefined ? null : openOutputFile('--output', values.output, workingFolder);
  const engine = await context.openEngine(root);
  try {
    await tellConfigProblems(engine, terminal.err);
    if (request.rule !== undefined) await requireRule(engine, request.rule, signal);
    await requireBaseline(engine, request);
    if (measuring) {
      await measureFixes(engine, measuring, { format: format === 'json' ? 'json' : 'text', file: output }, context, signal);
      return 0;
    }
    if (values.fix === true) await fix(engine, request, context, signal);
    const report = await engine.hints(request, signal);
    for (const problem of report.problems) await terminal.err.write(`${visibleLines(problem)}\n`);
    const suggested = values.suggestions === true ? await engine.suggest(report) : null;
    const text = (style: TextStyle) => (suggested ? suggestionsText(format, suggested, style) : textOf(format, report, style));
    if (output === null) {
      const { out, unicode } = terminal;
      await out.write(text({ width: out.width(), color: out.color, unicode }));
    } else {
      await output.fill((write) => write(text({ width: 120, color: false, unicode: true })));
      await terminal.err.write(`Written: ${output.name}\n`);
    }
    return max !== null && report.hints.length > max ? 1 : 0;
  } finally {
    engine.dispose();
  }
}

type Values = OptionValues<typeof options>;

function refuseTogether({ fix: isFixing, profile, level, rule, suggestions, 'update-baseline': isUpdating }: Values, format: Format): void {
  if (suggestions === true && format === 'sarif') throw usageError('--suggestions has no sarif: it is text, json or markdown');
  if (isFixing === true && profile !== undefined) throw usageError('--fix takes no --profile: fixed code has other lines than the profile');
  if (isFixing === true && level === 'conservative')
    throw usageError('--fix has nothing to do at the level conservative, which shows hot lines only');
  if (isUpdating === true && rule !== undefined) throw usageError('--update-baseline takes all rules: leave out --rule');
}

/** Null where nothing is to be measured. */
function measuringOf(values: Values, targets: HintsRequest['targets'], hints: HintsRequest, format: Format): HintFixesRequest | null {
  const line = parseLine(values.line);
  const timeSeconds = parseTime(values.time);
  if (values.measure !== true) {
    const unused = (['line', 'time', 'node'] as const).find((name) => values[name] !== undefined);
    if (unused !== undefined) throw usageError(`--${unused} is for measuring fixes: add --measure`);
    return null;
  }
  const other = (['suggestions', 'max', 'update-baseline'] as const).find((name) => values[name] !== undefined);
  if (other !== undefined) throw usageError(`--measure is a report of its own: leave out --${other}`);
  if (format !== 'text' && format !== 'json') throw usageError(`--measure has no ${format}: it is text or json`);
  if (line !== undefined && (targets.files.length !== 1 || targets.folders.length > 0)) throw usageError('--line is of one FILE: name it');
  return {
    hints,
    write: values.fix === true,
    ...(line !== undefined && { line }),
    ...(timeSeconds !== undefined && { timeSeconds }),
    ...(values.node !== undefined && { nodeExecutable: values.node }),
  };
}

function requestOf(values: Values, targets: HintsRequest['targets'], workingFolder: string): HintsRequest {
  const level = oneOf(hintLevels, values.level, '--level');
  return {
    targets,
    ...(level !== undefined && { level }),
    ...(values.rule !== undefined && { rule: values.rule }),
    ...(values.profile !== undefined && { profile: path.resolve(workingFolder, values.profile) }),
    ...(values.baseline !== undefined && { baseline: path.resolve(workingFolder, values.baseline) }),
    ...(values['update-baseline'] === true && { updateBaseline: true }),
  };
}

function targetsOf(words: readonly string[], root: string, workingFolder: string): HintsRequest['targets'] {
  const files: string[] = [];
  const folders: string[] = [];
  for (const word of words) {
    const absolute = path.resolve(workingFolder, word);
    const stat = statSync(absolute, { throwIfNoEntry: false });
    if (!stat) throw usageError(`there is no file or folder ${word}`);
    const relative = insideRoot(root, absolute, word);
    if (stat.isDirectory()) folders.push(relative);
    else if (isSourceFile(relative)) files.push(relative);
    else
      throw usageError(
        `${word} is not code that is looked at: .js, .mjs, .cjs, .jsx, .ts, .mts, .cts, .tsx, .vue and .svelte files are, and tsconfig.json`,
      );
  }
  return { files, folders };
}

async function requireRule(engine: Engine, rule: string, signal: AbortSignal): Promise<void> {
  const ids = (await engine.hintRules(signal)).map(({ id }) => id);
  if (ids.includes(rule)) return;
  const [near] = nearest(rule, ids, 1);
  throw usageError(`there is no rule '${rule}'${near === undefined ? '' : `, did you mean '${near}'?`}`);
}

async function requireBaseline(engine: Engine, { updateBaseline, baseline }: HintsRequest): Promise<void> {
  if (updateBaseline !== true || baseline !== undefined) return;
  const { config } = await engine.config();
  if (config.hints.baseline === null) throw usageError('--update-baseline needs to know the file: --baseline FILE');
}

async function fix(engine: Engine, request: HintsRequest, { terminal }: CommandContext, signal: AbortSignal): Promise<void> {
  const { files, problems } = await engine.fixHints(request, signal);
  for (const line of [...files.map((file) => `Fixed: ${file}`), ...problems]) await terminal.err.write(`${visibleLines(line)}\n`);
}

type TextStyle = Parameters<typeof renderHints>[1];

function suggestionsText(format: Format, report: OptimizationReport, text: TextStyle): string {
  if (format === 'json') return `${JSON.stringify(toOptimizationJson(report), null, 2)}\n`;
  return format === 'markdown' ? toOptimizationMarkdown(report) : renderOptimization(report, text);
}

function textOf(format: Format, report: HintReport, text: TextStyle): string {
  switch (format) {
    case 'text':
      return renderHints(report, text);
    case 'json':
      return `${JSON.stringify(toHintsJson(report), null, 2)}\n`;
    case 'sarif':
      return `${JSON.stringify(toHintsSarif(report), null, 2)}\n`;
    case 'markdown':
      return toHintsMarkdown(report);
  }
}

function parseLine(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/u.test(text)) throw usageError(`--line is a line from 1, not '${text}'`);
  return Number(text);
}

function parseMax(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^\d{1,9}$/u.test(text)) throw usageError(`--max is a whole number from 0, not '${text}'`);
  return Number(text);
}
