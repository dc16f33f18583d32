import type { LoaderChoice } from '../../model/run.ts';

/** How a bench file is loaded: the same way for collecting and for every block. */
export interface LoadPlan {
  readonly choice: LoaderChoice;
  readonly esmFiles: readonly string[];
}
