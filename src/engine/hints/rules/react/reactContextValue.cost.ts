import type { RuleCosts } from '../../cost.ts';

export const costs: RuleCosts = {};
