export { pullRuns, type PullOutcome } from './pullRuns.ts';
export { pushRuns, type PushOutcome, type PushRequest } from './pushRuns.ts';
