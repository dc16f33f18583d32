import * as vscode from 'vscode';
import type { Disposable } from '../../base/lifecycle.ts';
import { oneLine } from '../wording.ts';

/** A terminal that shows what a program prints. */
export interface ProgramTerminal extends Disposable {
  write(chunk: Uint8Array, stream: 'stdout' | 'stderr'): void;
  /** A line of our own. */
  tell(text: string): void;
}

const INTERRUPT = '\u0003';
/** What a program prints before the terminal is drawn; more than that was never seen to be waited for. */
const MOST_WAITING = 1_000_000;

/** Ctrl+C in it, and closing it, call `onInterrupt` and `onClose`: there is no other input. It stays until the user closes it. */
export function openProgramTerminal(
  title: string,
  { onInterrupt, onClose }: { readonly onInterrupt: () => void; readonly onClose: () => void },
): ProgramTerminal {
  const written = new vscode.EventEmitter<string>();
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  let waiting: string | null = '';
  let isOver = false;

  const show = (text: string) => {
    const lines = text.replace(/\r?\n/g, '\r\n');
    if (waiting === null) written.fire(lines);
    else if (waiting.length < MOST_WAITING) waiting += lines;
  };
  const terminal = vscode.window.createTerminal({
    name: oneLine(title, 60),
    iconPath: new vscode.ThemeIcon('flame'),
    isTransient: true,
    pty: {
      onDidWrite: written.event,
      open() {
        const before = waiting ?? '';
        waiting = null;
        if (before !== '') written.fire(before);
      },
      close() {
        if (!isOver) onClose();
        written.dispose();
      },
      handleInput(data: string) {
        if (data === INTERRUPT && !isOver) onInterrupt();
      },
    },
  });
  terminal.show(true);
  return {
    write: (chunk, stream) => show(decoders[stream].decode(chunk, { stream: true })),
    tell: (text) => show(`\u001B[2m${oneLine(text, 1000)}\u001B[0m\n`),
    dispose() {
      isOver = true;
    },
  };
}
