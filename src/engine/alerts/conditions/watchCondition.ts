import type { AlertRule } from '../../../model/alert.ts';
import { watchAbsence } from './absence.ts';
import { watchAnomaly } from './anomaly.ts';
import { watchRatio } from './ratio.ts';
import { watchRegression } from './regression.ts';
import { watchThreshold } from './threshold.ts';
import { watchTrend } from './trend.ts';
import type { Watch } from './watch.ts';

export function watchCondition({ condition, severity }: Pick<AlertRule, 'condition' | 'severity'>): Watch {
  switch (condition.kind) {
    case 'threshold':
      return watchThreshold(condition, severity);
    case 'ratio':
      return watchRatio(condition);
    case 'trend':
      return watchTrend(condition, severity);
    case 'anomaly':
      return watchAnomaly(condition, severity);
    case 'regression':
      return watchRegression(condition, severity);
    case 'absence':
      return watchAbsence(condition, severity);
  }
}
