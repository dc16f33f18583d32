import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { analyse } from 'scslre';
import { formatBytes, formatCount } from '../../../src/base/units.ts';
import { othersOf, type RuleCases } from '../../../src/engine/hints/cases.fixture.ts';
import type { MeasuredFigures, MeasuredFile, MeasuredSize } from '../../../src/engine/hints/figures.ts';
import { findHints } from '../../../src/engine/hints/findHints.ts';
import type { Rule } from '../../../src/engine/hints/rule.ts';
import { rules } from '../../../src/engine/hints/rules/index.ts';
import { parseSource } from '../../../src/engine/syntax/index.ts';
import type { HintCategory, HintFix, HintGate } from '../../../src/model/hint.ts';
import { repository } from '../dist.ts';
import { markdownTable } from '../writeSection.ts';
import { readMeasured, type MeasuredBytes } from './measuredFile.ts';
import { casesFile } from './runCost.ts';

export const pagesFolder = path.join(repository, 'docs/rules');

/** By the order in which the overview has them. */
const categories: Readonly<Record<HintCategory, string>> = {
  cpu: 'Work of the processor',
  regex: 'Regular expressions',
  caching: 'Things made again and again',
  async: 'Waiting',
  io: 'Files and output',
  memory: 'Memory',
  database: 'Databases',
  network: 'Network',
  startup: 'Start-up',
  dom: 'Pages',
  react: 'React',
  config: 'Configuration',
};

const gates: Readonly<Record<HintGate, { readonly short: string; readonly long: string }>> = {
  always: {
    short: 'everywhere',
    long: 'Laptime hints at it wherever it stands: it gets worse as the data grows, or is always worth changing.',
  },
  loop: {
    short: 'in loops',
    long: 'Laptime hints at it where code runs again and again: in loops, and in functions that are called for each of many.',
  },
  heat: {
    short: 'on hot lines',
    long: 'Laptime hints at it on lines that a profile shows to be hot. Elsewhere it hardly matters.',
  },
  hot: {
    short: 'on hot lines only',
    long: 'Laptime hints at it on lines that a profile shows to be hot, and nowhere else.',
  },
  micro: {
    short: 'at the level `maximum`',
    long: 'Laptime hints at it at the level `maximum` only, and never as a warning: it hardly gains anything.',
  },
  danger: {
    short: 'everywhere, as a warning',
    long: 'Laptime warns of it wherever it stands, also where a profile says that it costs nothing: one text is enough to hold the program up.',
  },
};

type FixKind = HintFix['kind'];

/** Every page of docs/rules, by its file name. */
export async function rulePages(): Promise<ReadonlyMap<string, string>> {
  const measured = readMeasured();
  const pages = new Map<string, string>();
  const fixes = new Map<Rule, ReadonlySet<FixKind>>();
  for (const rule of rules) {
    const { cases } = (await import(pathToFileURL(casesFile(rule)).href)) as { cases: RuleCases };
    fixes.set(rule, fixKinds(rule, cases));
    pages.set(`${rule.id}.md`, rulePage(rule, fixes.get(rule)!, measured));
  }
  pages.set('README.md', overview(fixes, measured));
  return pages;
}

/** Writes them, and removes those of rules that are gone. */
export async function writeRulePages(): Promise<void> {
  const pages = await rulePages();
  mkdirSync(pagesFolder, { recursive: true });
  for (const file of readdirSync(pagesFolder)) if (!pages.has(file)) rmSync(path.join(pagesFolder, file));
  for (const [file, text] of pages) writeFileSync(path.join(pagesFolder, file), text);
}

/** Which fixes a rule proposes for its own cases. */
function fixKinds(rule: Rule, cases: RuleCases): ReadonlySet<FixKind> {
  const { hits, fixed = [] } = cases;
  const others = othersOf(cases);
  const texts = [...hits, ...fixed.map(([before]) => before)];
  const found = texts.flatMap((text) => {
    const file = /^\/\/ (\S+\.\w+)\n/.exec(text)?.[1] ?? 'src/code.tsx';
    return findHints(parseSource(file, text, true), [rule], analyse, undefined, others);
  });
  return new Set(found.flatMap(({ fixes = [] }) => fixes.map(({ kind }) => kind)));
}

function rulePage(rule: Rule, fixes: ReadonlySet<FixKind>, measured: MeasuredFile): string {
  const { id, title, gate, category, looksAt, docs } = rule;
  const language = looksAt === 'tsconfig' ? 'jsonc' : category === 'react' ? 'tsx' : 'ts';
  const list = (items: readonly string[]) => items.map((item) => `- ${item}`).join('\n');
  const parts = [
    `# ${title}`,
    `Rule \`${id}\`, under [${categories[category]}](README.md#${categories[category].toLowerCase().replaceAll(' ', '-')}).`,
    docs.why,
    'Slow:',
    fenced(docs.before, language),
    'Better:',
    fenced(docs.after, language),
    ...(docs.beware === undefined ? [] : ['## Before you change it', docs.beware]),
    '## How much it matters',
    figuresText(rule, measured),
    '## Where it shows',
    gates[gate].long,
    'It keeps silent where:',
    list([...docs.silent, 'The file is a test, a benchmark, a story or a fixture.']),
    '## Quick fix',
    fixText(fixes),
    '## Turning it off',
    `For one line, with the reason behind two dashes:\n\n${fenced(`// laptime-disable-next-line ${id} -- it runs once`, language)}`,
    ...(docs.peers.length === 0 ? [] : ['## Rules of others about the same', list(docs.peers.map((peer) => `\`${peer}\``))]),
  ];
  return `${parts.join('\n\n')}\n`;
}

const fenced = (code: string, language: string): string => `\`\`\`${language}\n${code}\n\`\`\``;

function fixText(kinds: ReadonlySet<FixKind>): string {
  if (kinds.size === 0) return 'There is none: how to change it depends on the code around it.';
  if (!kinds.has('safe')) return 'There is one, as a suggestion: look whether your code may rely on what it changes.';
  if (!kinds.has('suggestion')) return 'There is one, and it is safe: the code does the same as before, whatever the values.';
  return 'There is one. It is safe where the code shows that nothing else changes, and elsewhere a suggestion, which you judge.';
}

function figuresText({ id, costs }: Rule, { node, rules: all }: MeasuredFile): string {
  const figures = costs.map((cost) => ({ cost, figures: all[id]?.[cost] }));
  const known = figures.flatMap((one) => one.figures?.sizes ?? []);
  if (known.length === 0) return 'Not measured yet.';
  const isInBrowser = figures.some((one) => one.figures?.platform === 'browser');
  const isMemory = figures.some((one) => one.figures?.quantity === 'memory');
  const failing = figures.find((one) => one.figures?.failsAt !== undefined)?.figures;
  const method = [
    ...(failing ? [`At ${formatCount(failing.failsAt!)} ${failing.unit} the slow way fails.`] : []),
    `Measured on Node ${node}${isInBrowser ? ' and in Chromium' : ''} by \`npm run bench -- rules ${id}\`: how many times faster the better way is${isMemory ? ', or how many times less memory it keeps' : ''}, with its 95 % interval.`,
    ...(known.some(({ ratio }) => ratio < 1) ? ['Below 1 it is slower.'] : []),
    'Another machine comes to other figures, and hardly to other orders of magnitude.',
  ];
  const rows = figures.flatMap((one) => rowsOf(one.cost, one.figures));
  return `${method.join(' ')}\n\n${markdownTable({ columns: ['', 'size', 'times', '95 % interval'], rows })}`;
}

function rowsOf(cost: string, figures: MeasuredFigures | undefined): readonly (readonly string[])[] {
  if (!figures) return [[cost, '', 'not measured yet', '']];
  return figures.sizes.map((size, place) => [
    place === 0 ? cost : '',
    `${formatCount(size.n)} ${figures.unit}`,
    `${timesText(size.ratio)}${bytesText(size)}`,
    `${timesText(size.low)} to ${timesText(size.high)}`,
  ]);
}

const timesText = (ratio: number): string => (ratio < 1000 ? String(ratio) : formatCount(ratio));

const bytesText = (size: MeasuredSize | MeasuredBytes): string =>
  'before' in size ? ` (${formatBytes(size.before)} to ${formatBytes(size.after)})` : '';

function overview(fixes: ReadonlyMap<Rule, ReadonlySet<FixKind>>, measured: MeasuredFile): string {
  const parts = [
    '# Rules',
    `The ${rules.length} rules of Laptime's hints, each with a page of its own. They are not opinions about style: the cost of each is measured before and after, and these are the figures that hints quote. Written by \`npm run pages\` from the rules themselves.`,
    `The tables say where a rule shows, what its quick fix is, and how many times faster the better way was at the largest size that was measured${measured.node === '' ? '' : ` on Node ${measured.node}`}.`,
  ];
  for (const [category, name] of Object.entries(categories)) {
    const those = rules.filter((rule) => rule.category === category).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    if (those.length === 0) continue;
    const rows = those.map((rule) => [
      `[\`${rule.id}\`](${rule.id}.md)`,
      rule.title,
      gates[rule.gate].short,
      fixes.get(rule)!.has('safe') ? 'safe' : fixes.get(rule)!.has('suggestion') ? 'suggestion' : 'none',
      largestText(rule, measured),
    ]);
    parts.push(`## ${name}`, markdownTable({ columns: ['rule', 'what it finds', 'shows', 'quick fix', 'times faster'], rows }));
  }
  return `${parts.join('\n\n')}\n`;
}

/** The most that one of its costs gains. */
function largestText({ id, costs }: Rule, { rules: all }: MeasuredFile): string {
  const failing = costs.map((cost) => all[id]?.[cost]).find((figures) => figures?.failsAt !== undefined);
  if (failing) return `fails at ${formatCount(failing.failsAt!)} ${failing.unit}`;
  const largest = costs
    .flatMap((cost) => {
      const figures = all[id]?.[cost];
      const size = figures?.sizes.at(-1);
      return figures && size ? [{ figures, size }] : [];
    })
    .toSorted((a, b) => b.size.ratio - a.size.ratio)[0];
  if (!largest) return 'not measured yet';
  const { figures, size } = largest;
  const memory = figures.quantity === 'memory' ? ' (memory)' : '';
  return `${timesText(size.ratio)} at ${formatCount(size.n)} ${figures.unit}${memory}`;
}
