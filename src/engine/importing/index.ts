import { foreignFormats } from './formats/index.ts';

export { importResults, type ImportOutcome, type ImportRequest } from './importResults.ts';

/** What can be imported, by the names that `--format` takes. */
export const importFormats: readonly string[] = ['laptime', ...foreignFormats.map(({ name }) => name)];
