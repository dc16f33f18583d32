import * as v from 'valibot';
import { toHintsJson, toOptimizationJson } from '../../../engine/reports/index.ts';
import { nameText, oneOf } from '../fields.ts';
import { operation } from '../operation.ts';
import { hintsReport, suggestionsReport } from '../reports.ts';

const HINTS = 'Hints';

const query = {
  file: v.optional(
    v.pipe(
      nameText('Only this file, from the workspace folder, with /.'),
      v.check((file) => !/^[/\\]|^[a-z]:|\0/iu.test(file) && !file.split(/[/\\]/u).includes('..'), 'must stay inside the workspace folder'),
    ),
  ),
  level: v.optional(oneOf(['conservative', 'balanced', 'aggressive', 'maximum'], 'Which hints; as laptime.config.json says unless given.')),
  rule: v.optional(nameText('Only of this rule.')),
};
type Asked = { readonly [Name in keyof typeof query]?: v.InferOutput<(typeof query)[Name]> };

const requestOf = ({ file, level, rule }: Asked) => ({
  targets: { files: file === undefined ? [] : [file], folders: [] },
  ...(level !== undefined && { level }),
  ...(rule !== undefined && { rule }),
});

export const hintOperations = [
  operation({
    id: 'getHints',
    method: 'GET',
    path: '/hints',
    tag: HINTS,
    summary: 'Code that is slow as it is written, as laptime hints --json writes it',
    query,
    result: hintsReport,
    run: async ({ query }, { engine }, signal) => toHintsJson(await engine.hints(requestOf(query), signal)),
  }),
  operation({
    id: 'getSuggestions',
    method: 'GET',
    path: '/suggestions',
    tag: HINTS,
    summary: 'What to do about hints, the best first, as laptime hints --suggestions writes it',
    query,
    result: suggestionsReport,
    run: async ({ query }, { engine }, signal) => toOptimizationJson(await engine.suggest(await engine.hints(requestOf(query), signal))),
  }),
];
