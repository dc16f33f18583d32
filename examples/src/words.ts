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

/** The same words in one pass over the characters; text without accents is not normalized. */
export function scanWords(text: string): string[] {
  const plain = isAscii(text) ? text : text.normalize('NFD');
  const found: string[] = [];
  let word = '';
  for (let index = 0; index <= plain.length; index++) {
    const code = index < plain.length ? plain.charCodeAt(index) : 32;
    if ((code >= 97 && code <= 122) || (code >= 48 && code <= 57)) word += plain[index];
    else if (code >= 65 && code <= 90) word += String.fromCharCode(code + 32);
    else if (code < 0x300 || code > 0x36f) {
      if (word !== '' && !STOP_WORD_SET.has(word)) found.push(word);
      word = '';
    }
  }
  return found;
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 127) return false;
  return true;
}
