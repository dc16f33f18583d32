import { writeFileSync } from 'node:fs';
import type { Reporter } from 'vitest/node';

const OUTPUT = '--outputFile.json=';

/** What went wrong in no test is not in vitest's report as JSON: where there is any, a file beside that, `.unhandled`, has how many. */
// oxlint-disable-next-line import/no-default-export -- vitest asks for it
export default class UnhandledReporter implements Reporter {
  onTestRunEnd(_modules: unknown, errors: readonly unknown[]): void {
    const output = process.argv.find((argument) => argument.startsWith(OUTPUT));
    if (errors.length > 0 && output !== undefined) writeFileSync(`${output.slice(OUTPUT.length)}.unhandled`, String(errors.length));
  }
}
