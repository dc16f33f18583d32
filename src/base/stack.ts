/** One frame of an error's stack. */
export interface StackFrame {
  /** As a path with `/`, also where the stack had a `file:` address. Built-in modules keep their `node:` name. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** The line of the stack, as it was. */
  readonly text: string;
}

const FRAME = /^\s+at (?:.*?\()?([^()]+?):(\d+):(\d+)\)?$/;

/** A path with `/` for a `file:` address or a path of either kind. */
export function toPlainPath(address: string): string {
  if (!address.startsWith('file://')) return address.replaceAll('\\', '/');
  const path = decodeURIComponent(address.slice('file://'.length)).replace(/[?#].*$/, '');
  return /^\/[A-Za-z]:\//.test(path) ? path.slice(1) : path;
}

/** The frame that a line of a stack describes; null for the message and for frames without a place. */
export function parseStackLine(text: string): StackFrame | null {
  const match = FRAME.exec(text);
  if (!match) return null;
  return { file: toPlainPath(match[1]!.replace(/^async /, '')), line: Number(match[2]), column: Number(match[3]), text };
}

export function parseStack(stack: string): StackFrame[] {
  return stack.split('\n').flatMap((text) => parseStackLine(text) ?? []);
}
