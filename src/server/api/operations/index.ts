import type { Operation } from '../operation.ts';
import { alertOperations } from './alerts.ts';
import { diagnosisOperations } from './diagnosis.ts';
import { hintOperations } from './hints.ts';
import { metricOperations } from './metrics.ts';
import { modeOperations } from './modes.ts';
import { runOperations } from './runs.ts';
import { statusOperations } from './status.ts';

/** All that the server can be asked under `/api/v1`. */
export const operations: readonly Operation[] = [
  ...statusOperations,
  ...modeOperations,
  ...metricOperations,
  ...runOperations,
  ...hintOperations,
  ...alertOperations,
  ...diagnosisOperations,
];
