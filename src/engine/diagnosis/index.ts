export { leakAnswer, placeAnswer, type Answer, type FoundPlace, type Kept } from './answers.ts';
export { CALIBRATION } from './calibration.ts';
export { conclude, findSigns } from './conclude.ts';
export { readingOf } from './reading.ts';
export type { Sign } from './sign.ts';
export { windowsOf } from './window.ts';
