const STOP_WORDS = ['a', 'an', 'and', 'every', 'fits', 'for', 'in', 'last', 'made', 'of', 'on', 'the', 'to', 'with'];

/** Words of a text as search sees them: lower case, without accents and without words that say nothing. */
export function words(text: string): string[] {
  return text
    .normalize('NFD')
    .replace(new RegExp('[\\u0300-\\u036f]', 'g'), '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 0 && STOP_WORDS.indexOf(word) === -1);
}

const STOP_WORD_SET = new Set(STOP_WORDS);

const MARKS = /[\u0300-\u036f]/g;

/** The same words, cut out in one pass over the characters; text without accents is not normalized. */
export function scanWords(text: string): string[] {
  const plain = (isAscii(text) ? text : text.normalize('NFD').replace(MARKS, '')).toLowerCase();
  const found: string[] = [];
  let start = -1;
  for (let index = 0; index <= plain.length; index++) {
    if (isWordCode(plain.charCodeAt(index))) {
      if (start === -1) start = index;
    } else if (start !== -1) {
      const word = plain.slice(start, index);
      if (!STOP_WORD_SET.has(word)) found.push(word);
      start = -1;
    }
  }
  return found;
}

/** Of a letter or a digit; `NaN`, behind the end, is neither. */
function isWordCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 127) return false;
  return true;
}
