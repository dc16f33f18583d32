export { gainsInAll } from './gainsInAll.ts';
export { suggestionsOf } from './suggestionsOf.ts';
