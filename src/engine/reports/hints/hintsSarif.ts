import type { SourceRange } from '../../../model/benchmark.ts';
import type { HintFix, HintReport, HintRule, HintSeverity, ShownHint } from '../../../model/hint.ts';
import { heatText } from './hintsText.ts';

const BASE = 'SRCROOT';

const levels: Readonly<Record<HintSeverity, 'warning' | 'note'>> = { warning: 'warning', information: 'note', hint: 'note' };

/**
 * Hints as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html), for code scanning. Files are named from the
 * workspace folder.
 */
export function toHintsSarif({ hints, rules, problems, laptimeVersion: version }: HintReport) {
  const places = new Map(rules.map(({ id }, index) => [id, index]));
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Laptime', version, semanticVersion: version, rules: rules.map(toRule) } },
        originalUriBaseIds: { [BASE]: { description: { text: 'The workspace folder.' } } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            ...(problems.length > 0 && {
              toolExecutionNotifications: problems.map((text) => ({ level: 'warning', message: { text } })),
            }),
          },
        ],
        results: hints.map((hint) => toResult(hint, places.get(hint.rule) ?? -1)),
      },
    ],
  };
}

function toRule({ id, title, about, example: { before, after }, category, gate }: HintRule) {
  const page = `docs/rules/${id}.md`;
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: withoutMarkup(about) },
    help: {
      text: `${withoutMarkup(about)}\n\nSlow:\n\n${before}\n\nBetter:\n\n${after}\n\nMore in ${page} of Laptime.`,
      markdown: `${about}\n\nSlow:\n\n${fenced(before)}\n\nBetter:\n\n${fenced(after)}\n\nMore in \`${page}\` of Laptime.`,
    },
    // A profile decides on all others: without one they are notes.
    defaultConfiguration: { level: gate === 'danger' ? 'warning' : 'note' },
    properties: { docs: page, tags: ['performance', category] },
  };
}

const fenced = (code: string): string => `\`\`\`ts\n${code}\n\`\`\``;

function toResult(hint: ShownHint, ruleIndex: number) {
  const { rule, severity, message, file, range, fingerprint, fixes, heat } = hint;
  const share = heatText(hint);
  return {
    ruleId: rule,
    ruleIndex,
    level: levels[severity],
    message: { text: `${message}${share === '' ? '' : ` (${share})`}.` },
    locations: [{ physicalLocation: { artifactLocation: artifact(file), region: region(range) } }],
    partialFingerprints: { 'laptimeHint/v1': fingerprint },
    ...(fixes.length > 0 && { fixes: fixes.map((fix) => toFix(file, fix)) }),
    ...(heat !== null && { properties: { heat } }),
  };
}

const toFix = (file: string, { title, edits }: HintFix) => ({
  description: { text: title },
  artifactChanges: [
    {
      artifactLocation: artifact(file),
      replacements: edits.map(({ range, text }) => ({ deletedRegion: region(range), insertedContent: { text } })),
    },
  ],
});

/** A URI has no half of a sign. */
const artifact = (file: string) => ({
  uri: file
    .replaceAll(/\p{Surrogate}/gu, '\uFFFD')
    .split('/')
    .map(encodeURIComponent)
    .join('/'),
  uriBaseId: BASE,
});

const region = ({ startLine, startColumn, endLine, endColumn }: SourceRange) => ({ startLine, startColumn, endLine, endColumn });

/** Messages of rules are plain text there; only backticks stand in them. */
const withoutMarkup = (text: string): string => text.replaceAll('`', '');
