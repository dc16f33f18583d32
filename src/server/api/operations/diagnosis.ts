import * as v from 'valibot';
import { toDiagnosisJson } from '../../../engine/reports/index.ts';
import { operation } from '../operation.ts';
import { diagnosisReport } from '../reports.ts';

const whole = (least: number, most: number, description: string) => {
  const message = `must be a whole number from ${least} to ${most}`;
  return v.pipe(v.number(message), v.integer(message), v.minValue(least, message), v.maxValue(most, message), v.description(description));
};

export const diagnosisOperations = [
  operation({
    id: 'diagnose',
    method: 'POST',
    path: '/diagnoses',
    tag: 'Diagnosis',
    summary: 'Say what holds a process up; the answer comes when it has been watched for that long, and was asked',
    body: v.strictObject(
      {
        pid: whole(1, 2 ** 31 - 1, 'A process that runs, and goes on afterwards.'),
        seconds: v.optional(whole(1, 60, 'How long it is watched.'), 10),
      },
      'must be an object with "pid"',
    ),
    result: diagnosisReport,
    run: async ({ body: { pid, seconds } }, { engine }, signal) =>
      toDiagnosisJson(await engine.diagnose({ pid, durationMs: seconds * 1000 }, () => {}, signal)),
  }),
];
