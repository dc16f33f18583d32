import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    "let text = ''; for (const word of words) { if (!text.endsWith('\\n')) text += ' '; text += word; }",
    "let all = ''; for (const name of names) if (!all.includes(name)) all += `${name};`;",
    'function quote(input: string): string { let out = ""; for (let i = 0; i < input.length; i += 1) { if (out[out.length - 1] === "\\\\") out += "\\\\"; out += input[i]; } return out; }',
    '// lib/css.js\nfunction minify(blocks) {\n  var css = "";\n  blocks.forEach(function (block) {\n    if (css.charAt(css.length - 1) !== "}") css += ";";\n    css += block.text;\n  });\n  return css;\n}',
    "let body = ''; while (!body.endsWith(end)) body += reader.next();",
    "let line = ''; for (const part of parts) { line = line + part.text; if (/\\s$/.test(line)) spaces += 1; }",
    "let key = ''; do { key += signs[index]; index += 1; } while (key.indexOf(mark) < 0);",
    'function slug(title: string) { let text = ""; for (const sign of title) { const isDash = !/[a-z]/.test(sign); if (text !== "" && text.at(-1) === "-" && isDash) continue; text += isDash ? "-" : sign; } return text; }',
    'export const wrap = (rows: string[]) => { let out: string = ""; for (const row of rows) { out += row; if (out.slice(-1) !== "\\n") { out += "\\n"; } } return out; };',
  ],
  silent: [
    "let text = ''; for (const word of words) { text += word; if (text.length > 1000) break; }",
    "let token = ''; for (const sign of input) { if (sign === ' ') { if (token.includes('x')) emit(token); token = ''; } else token += sign; }",
    "let text = ''; for (const word of words) { if (word === '') { if (text.endsWith(' ')) count += 1; } else { text += word; } }",
    "let id = ''; while (id.length < 8) { const sign = next(); if (!id.includes(sign)) id += sign; }",
    "let text = ''; for (const word of words) text += word; if (text.endsWith(',')) text = text.slice(0, -1);",
    'for (const row of rows) { let line = ""; line += row.a; if (line.endsWith(" ")) line += row.b; print(line); }',
    'let sum = 0; for (const price of prices) { sum += price; if (seen.includes(sum)) found = sum; }',
    'const found = []; let list = []; for (const each of rows) { if (!list.includes(each)) list = list + each; }',
    "let text = ''; for (const arg of args) { if (text.endsWith(' ')) text += arg; }",
    "let text = ''; for await (const chunk of stream) { text += chunk; if (text.includes('\\n')) await flush(text); }",
    "let text = ''; for (let i = 0; i < 16; i += 1) { text += pick(); if (text.endsWith('0')) text += '1'; }",
    "let text = ''; for (const sign of signs) { if (sign === ' ' && text.endsWith(' ')) continue; text += sign; }",
    "let text = ''; for (const sign of signs) { if (sign !== '/') { text += sign; continue; } if (text.endsWith('*')) break; text += sign; }",
    "let text = ''; for (const sign of signs) { if (sign === ',') { if (text.slice(-1) === ',') isClean = false; else text += sign; } else text += sign; }",
    "let text = ''; for (const word of words) { text += word; later(() => text.includes('a')); }",
    "let text = ''; for (const row of rows) { for (const word of row) text += word; if (text.endsWith(',')) count += 1; }",
  ],
};
