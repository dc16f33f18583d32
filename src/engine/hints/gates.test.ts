import { describe, expect, it } from 'vitest';
import { hintsOf } from './hintsOf.ts';

const gateOf = (rule: string, text: string) =>
  hintsOf('src/code.ts', text, (_, error) => expect.unreachable(String(error))).hints.find((hint) => hint.rule === rule)?.gate;

describe('the gate of a hint', () => {
  it.each([
    ['no-split-for-part', 'lines of a text', "export const heads = texts.map((text: string) => text.split('\\n')[0]);", 'loop'],
    ['no-split-for-part', 'parts of a path', "export const names = paths.map((path: string) => path.split('/').pop());", 'heat'],
    ['no-split-for-part', 'a count of parts', "export const depths = paths.map((path: string) => path.split('/').length - 1);", 'heat'],
    ['prefer-regexp-test', 'all matches', 'export const found = lines.filter((line: string) => line.match(/TODO\\d/g));', 'loop'],
    ['prefer-regexp-test', 'one match', 'export const found = lines.filter((line: string) => line.match(/TODO\\d/));', 'heat'],
    ['prefer-regexp-test', 'plain text', 'export const found = lines.filter((line: string) => /TODO/.test(line));', 'heat'],
    ['prefer-starts-ends-with', 'a text once', 'export const isSecure = (url: string) => /^https:/.test(url);', 'heat'],
    ['prefer-starts-ends-with', 'texts of a list', 'export const all = urls.filter((url: string) => /^https:/.test(url));', 'always'],
    ['no-keys-membership', 'a key once', 'export const hasName = (user: object) => Object.keys(user).includes("name");', 'heat'],
    ['no-keys-membership', 'keys in a loop', 'for (const user of users) if (Object.keys(user).includes("name")) keep(user);', 'always'],
    ['no-spread-args-large', 'a push', "for (const file of files) lines.push(...read(file).split('\\n'));", 'heat'],
    ['no-process-env-hot', 'a loop', 'for (const row of rows) if (process.env.DEBUG) trace(row);', 'heat'],
    ['no-process-env-hot', 'a function', 'export function log(text: string) { if (process.env.DEBUG) write(text); }', 'hot'],
    ['no-delete-hot', 'a loop', 'for (const order of orders) delete order.draft;', 'heat'],
    ['no-delete-hot', 'a function', 'export function strip(user: User) { delete user.password; }', 'hot'],
  ])('of %s in %s', (rule, _, text, gate) => {
    expect(gateOf(rule, text)).toBe(gate);
  });
});
