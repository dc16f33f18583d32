/** One line of a stack, as `Failure.stack` has it. Line and column count from 1. */
export interface StackFrame {
  readonly label: string;
  /** Null for frames inside Node itself. */
  readonly file: string | null;
  readonly line: number;
  readonly column: number;
}

const FRAME = /^\s*at (?:(?<label>.*?) \()?(?<place>(?:file:\/\/)?[^()]+?):(?<line>\d+):(?<column>\d+)\)?$/;

/** Reads V8's frames; lines of another form (the message, `at async Promise.all (index 0)`) are left out. */
export function parseStack(stack: string): StackFrame[] {
  return stack.split('\n').flatMap((text) => {
    const found = FRAME.exec(text.trimEnd())?.groups;
    if (!found) return [];
    const place = found['place']!;
    const file = place.startsWith('node:') ? null : place;
    return [{ label: found['label'] ?? '<anonymous>', file, line: Number(found['line']), column: Number(found['column']) }];
  });
}
