import type { Diagnosis, Finding } from '../../../model/finding.ts';
import type { DiagnosisJson } from './diagnosisJsonSchema.ts';

/** What holds a program up as plain data by `docs/laptime-diagnosis.schema.json`. */
export function toDiagnosisJson(diagnosis: Diagnosis): DiagnosisJson {
  const { others, suggestions, score, fromMs, untilMs, problems } = diagnosis;
  return {
    format: 'laptime-diagnosis',
    version: 1,
    ...toFinding(diagnosis),
    others: others.map(toFinding),
    suggestions: suggestions.map((each) => ({
      ...each,
      steps: [...each.steps],
      rules: [...each.rules],
      hints: each.hints.map((hint) => ({ ...hint })),
    })),
    score,
    from: new Date(fromMs).toISOString(),
    until: new Date(untilMs).toISOString(),
    problems: [...problems],
  };
}

const toFinding = ({ class: about, confidence, summary, evidence }: Finding): DiagnosisJson['others'][number] => ({
  class: about,
  confidence,
  summary,
  evidence: evidence.map((each) => ({ ...each })),
});
