import type { SourceRange } from '../../../model/benchmark.ts';
import type { HintReport, ShownHint } from '../../../model/hint.ts';
import type { HintsJson } from './hintsJsonSchema.ts';

/** Hints as plain data by `docs/laptime-hints.schema.json`. */
export function toHintsJson({ laptimeVersion, level, files, inBaseline, hints, unusedDirectives, problems }: HintReport): HintsJson {
  return {
    format: 'laptime-hints',
    version: 1,
    laptimeVersion,
    level,
    files,
    inBaseline,
    hints: hints.map(toHint),
    unusedDirectives: unusedDirectives.map(({ file, range, message }) => ({ file, ...placeOf(range), message })),
    problems: [...problems],
  };
}

const toHint = ({
  file,
  range,
  rule,
  category,
  severity,
  message,
  measured,
  heat,
  fixes,
  fingerprint,
}: ShownHint): HintsJson['hints'][number] => ({
  file,
  ...placeOf(range),
  rule,
  docs: `docs/rules/${rule}.md`,
  category,
  severity,
  message,
  measured: measured.map(({ n, ratio, quantity }) => ({ n, ratio, ...(quantity && { quantity }) })),
  ...(heat !== null && { heat }),
  fixes: fixes.map(({ title, kind, edits }) => ({
    title,
    kind,
    edits: edits.map(({ range: changed, text }) => ({ ...placeOf(changed), text })),
  })),
  fingerprint,
});

const placeOf = ({ startLine, startColumn, endLine, endColumn }: SourceRange) => ({
  line: startLine,
  column: startColumn,
  endLine,
  endColumn,
});
