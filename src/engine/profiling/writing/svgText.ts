import { visibleText } from '../../../base/text.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Any text between the tags of an SVG file: no markup, and none of the characters that XML cannot have or that reorder others. */
export const svgText = (text: string): string =>
  visibleText(text).replaceAll(/[&<>"']|[\uFFFE\uFFFF]/gu, (sign) => ENTITIES[sign] ?? '\uFFFD');
