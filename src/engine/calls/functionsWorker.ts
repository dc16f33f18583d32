import { findFunction, type FunctionPlace, type FunctionToRecord } from './findFunction.ts';

/** What reads files, away from the thread of the one who asks. Executes nothing. */
export interface FunctionsWorkerApi {
  find(file: string, text: string, place: FunctionPlace): FunctionToRecord;
}

export const createFunctionsWorker = (): FunctionsWorkerApi => ({ find: findFunction });
