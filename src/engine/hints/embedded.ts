/** A file as the parser takes it. */
export interface Script {
  /** With an extension that the parser knows. */
  readonly file: string;
  /** As long as the file: what is no script is spaces, so that places are the same. */
  readonly text: string;
}

const BLOCK = /<script\b((?:[^>"']|"[^"]*"|'[^']*')*)>([\s\S]*?)<\/script\s*>/giu;
const TYPESCRIPT = /\blang\s*=\s*["']?(?:ts|tsx|typescript)\b/iu;
const OTHER = /\b(?:src|type\s*=\s*["']?(?!module|text\/javascript|text\/typescript|text\/babel)[^\s"'>]+)/iu;

/** The code of a file: of `.vue` and `.svelte` their script blocks; every other file is code as a whole. */
export function scriptOf(file: string, text: string): Script {
  if (!/\.(?:svelte|vue)$/iu.test(file)) return { file, text };
  let [code, at, isTypeScript] = ['', 0, false];
  for (const match of withoutComments(text).matchAll(BLOCK)) {
    const [whole, attributes = '', content = ''] = match;
    if (OTHER.test(attributes)) continue;
    isTypeScript ||= TYPESCRIPT.test(attributes);
    const start = match.index + whole.indexOf('>', whole.indexOf(attributes) + attributes.length) + 1;
    code += blank(text.slice(at, start)) + content;
    at = start + content.length;
  }
  return { file: `${file}.${isTypeScript ? 'ts' : 'js'}`, text: code + blank(text.slice(at)) };
}

const blank = (text: string): string => text.replaceAll(/[^\n\r]/gu, ' ');

/** Scripts may hold what looks like a comment of the page; only what is outside of them is one. */
const withoutComments = (text: string): string =>
  text.replaceAll(/<script\b[\s\S]*?<\/script\s*>|<!--[\s\S]*?-->/giu, (part) => (part.startsWith('<!--') ? blank(part) : part));
