/** Signs after which a slash begins a regular expression, and not a division. */
const BEFORE_REGEX = '(,=:[!&|?{};+-*%<>~^';
const WORD_BEFORE_REGEX = /(?:^|[^\w$])(?:return|typeof|case|in|of|delete|void|throw|new|else|do)\s*$/u;
/** Signs after which a brace begins a type, where a function says what it returns. */
const BEFORE_TYPE = ':|&<,';

const CLOSING = ')]}';
const OPENING = '([{';

/** How much may be read on; less with each call. Profiles name as many functions as they like. */
export interface ReadingBudget {
  /** In characters. */
  left: number;
}

/**
 * The line that a function ends in, by its brackets: no parser is at hand, and a wrong answer only leaves a line where it was. `line` and
 * `column`, from 1, are where V8 says that it begins: before or at its parameters. Null where no end is found.
 */
export function endLineOf(lines: readonly string[], line: number, column: number, budget: ReadingBudget): number | null {
  // Brackets, templates and comments that are open.
  const open: string[] = [];
  // A class without a constructor has none; the type of parameters may have braces before them.
  let hasParameters = /^\s*class\b/u.test((lines[line - 1] ?? '').slice(column - 1, column + 100));
  let [hasBody, isExpression] = [false, false];
  // The last one that is no space, text or comment.
  let last = '';
  for (let at = line - 1; at < lines.length && budget.left > 0; at += 1) {
    const text = lines[at]!;
    let index = at === line - 1 ? column - 1 : 0;
    const start = index;
    for (; index < text.length && index - start < budget.left; index += 1) {
      const sign = text[index]!;
      const next = text[index + 1];
      const inside = open.at(-1);
      if (inside === '`') {
        if (sign === '\\') index += 1;
        else if (sign === '`') open.pop();
        else if (sign === '$' && next === '{') {
          open.push('{');
          index += 1;
        }
        continue;
      }
      if (inside === '/*') {
        if (sign === '*' && next === '/') {
          open.pop();
          index += 1;
        }
        continue;
      }
      if (sign === ' ' || sign === '\t') continue;
      if (sign === '/') {
        if (next === '/') break;
        if (next === '*') {
          open.push('/*');
          index += 1;
          continue;
        }
        const isRegex = last === '' || BEFORE_REGEX.includes(last) || WORD_BEFORE_REGEX.test(text.slice(Math.max(0, index - 20), index));
        if (isRegex) index = endOfRegex(text, index);
      } else if (sign === '"' || sign === "'") index = endOfText(text, index, sign);
      else if (sign === '`') open.push('`');
      else if (OPENING.includes(sign)) {
        if (sign === '{' && open.length === 0 && hasParameters && !(last !== '' && BEFORE_TYPE.includes(last))) hasBody = true;
        open.push(sign);
      } else if (CLOSING.includes(sign)) {
        // That of the call which an arrow function is given to.
        if (open.length === 0) return at + 1;
        open.pop();
        if (open.length === 0 && sign === ')') hasParameters = true;
        if (open.length === 0 && sign === '}' && hasBody && !isExpression) return at + 1;
      } else if (open.length === 0 && sign === '=' && next === '>') {
        hasParameters = true;
        isExpression = !/^\s*(?:\{|$)/u.test(text.slice(index + 2, index + 100));
        index += 1;
      } else if (open.length === 0 && (sign === ';' || (sign === ',' && isExpression))) return at + 1;
      last = sign;
    }
    budget.left -= index - start + 1;
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
