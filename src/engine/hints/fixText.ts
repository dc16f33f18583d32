import { parseSource, syntaxProblems } from '../syntax/index.ts';
import { applyEdits } from './edits.ts';
import { scriptOf } from './embedded.ts';
import { isOff, readScript, type OnRuleFailure } from './hintsOf.ts';
import type { Edit, Rule } from './rule.ts';

/** Fixes that touch each other wait for the next round; real code needs two or three. */
const MOST_ROUNDS = 10;

/**
 * A text with every safe fix of these rules made, so that none is left. The text as it was where it would not be code any more: all of
 * them or none. Line ends stay as they are. Never throws.
 */
export function fixText(file: string, text: string, rules: readonly Rule[], onFailure: OnRuleFailure): string {
  try {
    const lineEnd = /\r\n/u.test(text) && !/(?<!\r)\n/u.test(text) ? '\r\n' : '\n';
    const asWritten = ({ start, end, text }: Edit): Edit => ({ start, end, text: text.replaceAll(/\r?\n/gu, lineEnd) });
    let fixed = text;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const safe = safeFixes(file, fixed, rules, onFailure);
      if (safe.length === 0) break;
      fixed = applyEdits(
        fixed,
        safe.map((edits) => edits.map(asWritten)),
      );
    }
    return fixed === text || problemCount(file, fixed) <= problemCount(file, text) ? fixed : text;
  } catch (error) {
    onFailure(null, error);
    return text;
  }
}

function safeFixes(file: string, text: string, rules: readonly Rule[], onFailure: OnRuleFailure): (readonly Edit[])[] {
  const script = readScript(file, text, onFailure, rules);
  if (!script) return [];
  const { source, found, directives } = script;
  return found.flatMap((one) => {
    const safe = isOff(source, one, directives) ? undefined : one.fixes?.find(({ kind }) => kind === 'safe');
    return safe ? [safe.edits] : [];
  });
}

function problemCount(file: string, text: string): number {
  const script = scriptOf(file, text);
  return syntaxProblems(parseSource(script.file, script.text)).length;
}
