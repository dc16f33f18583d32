/** One frame of an error's stack. */
export interface StackFrame {
  /** As a path with `/`, also where the stack had a `file:` address. Built-in modules keep their `node:` name. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** What was called: `new Sorter`, `async Object.run`; `<anonymous>` where the stack names nothing. */
  readonly label: string;
}

const FRAME = /^\s+at (?:(.*?) ?\()?([^()]+?):(\d+):(\d+)\)?$/;

/** A path with `/` for a `file:` address or a path of either kind. */
export function toPlainPath(address: string): string {
  if (!address.startsWith('file://')) return address.replaceAll('\\', '/');
  const path = decoded(address.slice('file://'.length).replace(/[?#].*$/, ''));
  return /^\/[A-Za-z]:\//.test(path) ? path.slice(1) : path;
}

/** A stack is text that a program may have made up: what is no encoding stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The frame that a line of a stack describes; null for the message and for frames without a place. */
export function parseStackLine(text: string): StackFrame | null {
  const match = FRAME.exec(text.trimEnd());
  if (!match) return null;
  const [, label, place, line, column] = match;
  return { file: toPlainPath(place!.replace(/^async /, '')), line: Number(line), column: Number(column), label: label || '<anonymous>' };
}

export function parseStack(stack: string): StackFrame[] {
  return stack.split('\n').flatMap((text) => parseStackLine(text) ?? []);
}
