/** V8 separates fields with commas, and writes a comma inside of one as `\x2C`: this never parts a name. */
export const fieldsOf = (line: string): string[] => line.split(',');

const ESCAPE = /\\(?:x([\dA-Fa-f]{2})|u([\dA-Fa-f]{4})|([\\n]))/gu;

/** A field as it was before V8 wrote it. What is no escape of V8's stays as it is. */
export function unescapeField(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(ESCAPE, (_, byte?: string, unit?: string, sign?: string) => {
    if (sign !== undefined) return sign === 'n' ? '\n' : sign;
    return String.fromCharCode(Number.parseInt((byte ?? unit)!, 16));
  });
}

/** An address, as `0x7f9` or `7f9`; NaN where it is none. */
export const addressOf = (field: string | undefined): number => (field === undefined || field === '' ? Number.NaN : Number(field));
