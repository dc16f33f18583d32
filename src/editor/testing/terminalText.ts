// Everything that steers a terminal, colours apart: cursor moves, titles, links and clipboard writes.
const SGR = '\\u001B\\[[0-9;]*m';
const STEERING = new RegExp(
  `(${SGR})|\\u001B\\][^\\u0007\\u001B]*(?:\\u0007|\\u001B\\\\)?|\\u001B\\[[0-?]*[ -/]*[@-~]?|\\u001B.?|[\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001A\\u001C-\\u001F\\u007F-\\u009F]`,
  'g',
);

/** What a benchmark printed, ready for a test run's output: colours stay, and lines end as its terminal wants them. */
export function terminalText(text: string): string {
  return text.replace(STEERING, (_match, colour: string | undefined) => colour ?? '').replace(/\r?\n|\r/g, '\r\n');
}
