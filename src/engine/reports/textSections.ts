/** Narrower terminals than this get lines of this width. */
export const NARROWEST = 40;

/** Sections of lines with an empty line between them, without those that are empty; ends in a newline. */
export const joinSections = (sections: readonly (readonly string[])[]): string =>
  `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
