export interface TextOptions {
  /** Columns of the terminal; the text keeps to them from 40 up. */
  readonly width: number;
  readonly color: boolean;
  /** False for terminals that show ASCII only: the report's own signs are then spelled in it. Names stay as they are. */
  readonly unicode: boolean;
}

export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  /** The report's own words in the characters that the terminal has. */
  readonly spell: (text: string) => string;
  readonly ellipsis: string;
}

const ASCII: readonly (readonly [RegExp, string])[] = [
  [/±/gu, '+/-'],
  [/µ/gu, 'u'],
  [/–/gu, '-'],
  [/✗/gu, 'x'],
  [/…/gu, '...'],
  [/·/gu, '|'],
  [/→/gu, '->'],
  [/▲/gu, '^'],
  [/▼/gu, 'v'],
];

/** Colours by the eight of every terminal (ECMA-48), which follow the user's theme. */
export function createStyle({ color, unicode }: Pick<TextOptions, 'color' | 'unicode'>): Style {
  const paint = (open: number, close: number) => (text: string) => (color && text !== '' ? `\u001b[${open}m${text}\u001b[${close}m` : text);
  const spell = (text: string) => (unicode ? text : ASCII.reduce((spelled, [sign, ascii]) => spelled.replace(sign, ascii), text));
  return {
    bold: paint(1, 22),
    dim: paint(2, 22),
    red: paint(31, 39),
    green: paint(32, 39),
    yellow: paint(33, 39),
    spell,
    ellipsis: spell('…'),
  };
}
