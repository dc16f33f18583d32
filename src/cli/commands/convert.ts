import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { visibleText } from '../../base/text.ts';
import { formatBytes } from '../../base/units.ts';
import type { OpenedProfile } from '../../engine/engine.ts';
import { parseArguments, usageError, type OptionSpecs } from '../arguments.ts';
import type { Command, CommandContext, ExitCode } from '../command.ts';
import { requireFolderOf } from '../outputFile.ts';
import { chooseProfile, parsePlace } from '../profileChoice.ts';
import { findRoot } from '../targets.ts';

type Form = Parameters<OpenedProfile['write']>[0];

/** What files of each form end with: the first one that fits. */
const endings: readonly (readonly [ending: string, form: Form])[] = [
  ['.cpuprofile', 'cpuprofile'],
  ['.speedscope.json', 'speedscope'],
  ['.collapsed', 'collapsed'],
  ['.folded', 'collapsed'],
  ['.svg', 'svg'],
];
const forms: readonly Form[] = ['cpuprofile', 'speedscope', 'collapsed', 'svg'];

const options = {
  to: { value: 'FORM', about: `${forms.slice(0, -1).join(', ')} or ${forms.at(-1)}; else the name after --out tells` },
  out: { value: 'FILE', about: 'where it is written; by default the standard output' },
  profile: { value: 'NUMBER', about: 'which one of a file with several profiles, from 1; by default the first' },
  root: { value: 'DIR', about: 'the workspace folder; by default the nearest with a laptime.config.json, else this one' },
} as const satisfies OptionSpecs;

export const convert: Command = {
  usage: 'convert FILE [--to FORM] [--out FILE] [options]',
  about: `Writes a profile in another form. What is read: CPU and heap profiles of V8, traces of Chrome, speedscope JSON, pprof and
collapsed stacks, packed by gzip or not. An SVG is one file with the whole flame graph, for a browser or a report.`,
  options,
  examples: [
    ['laptime convert CPU.20260801.cpuprofile --out flame.svg', 'a picture to send'],
    ['laptime convert trace.json --to speedscope > a.speedscope.json', 'for speedscope'],
    ['laptime convert heap.heapprofile --to collapsed | sort', 'for tools that work line by line'],
  ],
  run: runConvert,
};

async function runConvert(args: readonly string[], context: CommandContext, signal: AbortSignal): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, options);
  const [name] = positionals;
  if (name === undefined || positionals.length > 1) {
    throw usageError(`convert reads one file${name === undefined ? ': laptime convert FILE' : `, not ${positionals.length}`}`);
  }
  const form = formOf(values.to, values.out);
  const place = parsePlace(values.profile);
  if (values.out !== undefined) requireFolderOf('--out', values.out, context.workingFolder);
  const { terminal, workingFolder } = context;
  const engine = await context.openEngine(findRoot(workingFolder, values.root));
  try {
    const profile = await engine.openProfile(path.resolve(workingFolder, name), signal);
    if (place !== null) await chooseProfile(profile, place, name);
    if (values.out === undefined) {
      await print(profile, form, context);
      return 0;
    }
    const target = path.resolve(workingFolder, values.out);
    await profile.write(form, target);
    await terminal.err.write(`${formatBytes((await stat(target)).size)} written to ${visibleText(values.out)}\n`);
    return 0;
  } finally {
    engine.dispose();
  }
}

function formOf(to: string | undefined, out: string | undefined): Form {
  const asked = forms.find((form) => form === to);
  if (asked) return asked;
  if (to !== undefined) throw usageError(`--to is ${options.to.about.split(';')[0]}, not '${to}'`);
  const known = endings.find(([ending]) => out?.toLowerCase().endsWith(ending));
  if (known) return known[1];
  throw usageError(`convert needs a form: --to ${forms.join(', --to ')}, or --out with a name that ends with ${endings[0]![0]} and so on`);
}

/** Through a file: what is written is large, and the worker has it. */
async function print(profile: OpenedProfile, form: Form, { terminal }: CommandContext): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'laptime-convert-'));
  try {
    const file = path.join(folder, 'converted');
    await profile.write(form, file);
    // As text, in whole characters.
    for await (const piece of createReadStream(file, { encoding: 'utf8' })) if (!(await terminal.out.write(String(piece)))) return;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
