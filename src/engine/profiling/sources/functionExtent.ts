/** Signs after which a slash begins a regular expression, and not a division. */
const BEFORE_REGEX = /[(,=:[!&|?{};+\-*%<>~^]$/u;
const WORD_BEFORE_REGEX = /(?:^|[^\w$])(?:return|typeof|case|in|of|delete|void|throw|new|else|do)$/u;
/** After these a brace begins a type, where a function says what it returns. */
const BEFORE_TYPE = /[:|&<,]$/u;

/**
 * The line that a function ends in, by its brackets: no parser is at hand, and a wrong answer only leaves a line where it was. `line` and
 * `column`, from 1, are where V8 says that it begins: before or at its parameters. Null where no end is found.
 */
export function endLineOf(lines: readonly string[], line: number, column: number): number | null {
  const open: string[] = [];
  // What came before on the line, without texts and comments.
  let before = '';
  let hasBody = false;
  // A class without a constructor has none; a type of parameters may have braces before them.
  let hasParameters = /^\s*class\b/u.test(lines[line - 1]?.slice(column - 1) ?? '');
  let isExpression = false;
  for (let at = line - 1; at < lines.length; at += 1) {
    const text = lines[at]!;
    for (let index = at === line - 1 ? column - 1 : 0; index < text.length; index += 1) {
      const sign = text[index]!;
      const inTemplate = open.at(-1) === '`';
      if (inTemplate) {
        if (sign === '\\') index += 1;
        else if (sign === '`') open.pop();
        else if (sign === '$' && text[index + 1] === '{') {
          open.push('{');
          index += 1;
        }
        continue;
      }
      if (open.at(-1) === '/*') {
        if (sign === '*' && text[index + 1] === '/') {
          open.pop();
          index += 1;
        }
        continue;
      }
      if (sign === '/' && text[index + 1] === '/') break;
      if (sign === '/' && text[index + 1] === '*') {
        open.push('/*');
        index += 1;
        continue;
      }
      if (sign === '"' || sign === "'") index = endOfText(text, index, sign);
      else if (sign === '/' && (before.trim() === '' || BEFORE_REGEX.test(before.trimEnd()) || WORD_BEFORE_REGEX.test(before.trimEnd()))) {
        index = endOfRegex(text, index);
      } else if (sign === '`') open.push('`');
      else if (sign === '(' || sign === '[' || sign === '{') {
        if (sign === '{' && open.length === 0 && hasParameters && !BEFORE_TYPE.test(before.trimEnd())) hasBody = true;
        open.push(sign);
      } else if (sign === ')' || sign === ']' || sign === '}') {
        // The call that an arrow function is an argument of.
        if (open.length === 0) return at + 1;
        open.pop();
        if (open.length === 0 && sign === ')') hasParameters = true;
        if (open.length === 0 && sign === '}' && hasBody && !isExpression) return at + 1;
      } else if (open.length === 0 && sign === '=' && text[index + 1] === '>') {
        hasParameters = true;
        isExpression = !/^\s*(?:\{|$)/u.test(text.slice(index + 2));
        index += 1;
      } else if (open.length === 0 && (sign === ';' || (sign === ',' && isExpression))) return at + 1;
      before = (before + sign).slice(-40);
    }
    before += ' ';
  }
  return null;
}

/** Texts do not reach over lines. */
function endOfText(text: string, start: number, quote: string): number {
  for (let index = start + 1; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === quote) return index;
  }
  return text.length;
}

function endOfRegex(text: string, start: number): number {
  let inClass = false;
  for (let index = start + 1; index < text.length; index += 1) {
    const sign = text[index];
    if (sign === '\\') index += 1;
    else if (sign === '[') inClass = true;
    else if (sign === ']') inClass = false;
    else if (sign === '/' && !inClass) return index;
  }
  // It was a division.
  return start;
}
