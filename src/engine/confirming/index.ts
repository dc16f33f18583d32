export { confirmSigns, questionsOf } from './confirmSigns.ts';
