import type { Output } from './terminal.ts';

const ERASE_TO_END_OF_LINE = '\u001b[K';
const ERASE_BELOW = '\u001b[J';

/** Lines of a terminal that are drawn over. */
export interface LiveTable {
  /** Resolves to false when nobody reads any more. What comes while the last is still being written is left out. */
  draw(lines: readonly string[]): Promise<boolean>;
  /** The lines stay, and what comes next begins under them. */
  end(): Promise<void>;
}

/** `rows`: how many lines the terminal has; more are not drawn, because they could not be drawn over. */
export function createLiveTable(out: Output, rows: () => number = () => process.stdout.rows ?? 24): LiveTable {
  let drawn = 0;
  let writing: Promise<boolean> | null = null;
  return {
    draw(lines) {
      if (writing !== null) return Promise.resolve(true);
      const shown = lines.slice(0, Math.max(rows() - 1, 1));
      const up = drawn === 0 ? '' : `\u001b[${drawn}A\r`;
      drawn = shown.length;
      const text = `${up}${shown.map((line) => `${line}${ERASE_TO_END_OF_LINE}\n`).join('')}${ERASE_BELOW}`;
      writing = out.write(text).finally(() => {
        writing = null;
      });
      return writing;
    },
    async end() {
      await writing;
    },
  };
}
