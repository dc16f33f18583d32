export { findViteConfig } from './loading/viteConfig.ts';
export { takeTurns, type TurnTaker } from './timing/takeTurns.ts';
export { cleanPlaces } from './timing/withoutWaiting.ts';
