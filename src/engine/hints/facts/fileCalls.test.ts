import { describe, expect, it } from 'vitest';
import { parseSource, ts } from '../../syntax/index.ts';
import { fileFunctionOf, wholeFileOf } from './fileCalls.ts';
import { namesOf } from './names.ts';
import { nodesIn } from './shapes.ts';

/** What the call `last(…)` at the end of a text is given. */
function given(text: string) {
  const source = parseSource('a.ts', text, true);
  const names = namesOf(source);
  const calls = [...nodesIn(source)].filter((node): node is ts.CallExpression => ts.isCallExpression(node));
  const last = calls.findLast(({ expression }) => expression.getText(source) === 'last')!;
  return { argument: last.arguments[0]!, names };
}

const functionOf = (text: string): string | null => {
  const { argument, names } = given(text);
  return fileFunctionOf(argument, names);
};

const wholeOf = (text: string): string | undefined => {
  const { argument, names } = given(text);
  return wholeFileOf(argument, names)?.getText();
};

describe('a function of files', () => {
  it.each([
    ["import fs from 'node:fs'; last(fs.readFileSync);", 'readFileSync'],
    ["import { readFile as read } from 'fs/promises'; last(read);", 'readFile'],
    ["import { promises as fs } from 'fs'; last(fs.readFile);", 'readFile'],
    ["const fs = require('fs'); last(fs.promises.writeFile);", 'writeFile'],
    ["import fse from 'fs-extra'; last(fse.readJson);", 'readJson'],
    ["import { readFile } from './files'; last(readFile);", null],
    ['last(fs.readFile);', null],
  ])('%s', (text, expected) => {
    expect(functionOf(text)).toBe(expected);
  });
});

describe('the content of a whole file', () => {
  it.each([
    ["import fs from 'fs'; last(fs.readFileSync(a, 'utf8'));", "fs.readFileSync(a, 'utf8')"],
    ["import { readFile } from 'fs/promises'; const text = await readFile(a); last(text);", 'readFile(a)'],
    ["import fs from 'fs'; last(fs.readFileSync(a).toString());", 'fs.readFileSync(a)'],
    ["import { readFile } from 'fs/promises'; last(readFile(a));", undefined],
    ["import fs from 'fs'; let text = fs.readFileSync(a); last(text);", undefined],
    ["import fs from 'fs'; last(fs.statSync(a));", undefined],
  ])('%s', (text, expected) => {
    expect(wholeOf(text)).toBe(expected);
  });
});
