import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'const startedAt = new Date().getTime();',
    'export const elapsed = (since: number) => +new Date() - since;',
    'class Timer { #from = new Date().valueOf(); }',
    'function id() { return `${Number(new Date())}-${counter++}`; }',
    '// lib/log.js\nmodule.exports = (text) => console.log((new Date).getTime(), text);',
    'for (const job of jobs) if (job.at < new Date().getTime()) run(job);',
    'const isOld = ({ at }) => at < (new Date() as Date).getTime() - 1000;',
    'const Clock = () => <time dateTime={String(new Date().getTime())} />;',
  ],
  silent: [
    'const startedAt = Date.now();',
    'const day = new Date().getDay();',
    'const at = new Date(text).getTime();',
    'const date = new Date(); const at = date.getTime();',
    'import { Date } from "./clock"; const at = new Date().getTime();',
    'const at = -new Date();',
    'const text = new Date().toISOString();',
    'const at = Number(new Date("2026-01-01"));',
    'const at = new Temporal().getTime();',
    '// src/a.test.ts\nconst at = new Date().getTime();',
  ],
  fixed: [
    ['const a = new Date().getTime() - b;', 'const a = Date.now() - b;'],
    ['const a = b - +new Date();', 'const a = b - Date.now();'],
    ['const a = Number(new Date);', 'const a = Date.now();'],
    ['const a = new Date(/* now */).getTime();', 'const a = new Date(/* now */).getTime();'],
  ],
};
