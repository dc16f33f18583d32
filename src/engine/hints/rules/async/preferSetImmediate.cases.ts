import type { RuleCases } from '../../cases.fixture.ts';

const NODE = "import { readFile } from 'node:fs/promises';\n";

export const cases: RuleCases = {
  hits: [
    `${NODE}async function all(chunks) { for (const chunk of chunks) { work(chunk); await new Promise((resolve) => setTimeout(resolve, 0)); } }`,
    `${NODE}export async function flush(): Promise<void> { await new Promise<void>((done) => { setTimeout(done, 0); }); }`,
    `${NODE}const turn = async () => { await new Promise((r) => setTimeout(r)); };`,
    "const fs = require('node:fs');\nmodule.exports = async function () { await new Promise(function (resolve) { setTimeout(resolve, 0); }); };",
    `${NODE}class Queue { async drain() { while (this.size > 0) { this.step(); await new Promise((resolve) => setTimeout(resolve, 0)); } } }`,
    `${NODE}const NOW = 0;\nasync function f() { await new Promise((resolve) => setTimeout(resolve, NOW)); }`,
    `${NODE}export default async () => { await (new Promise((resolve) => setTimeout(resolve, 0))); };`,
    `${NODE}async function f() { return (await new Promise((resolve) => setTimeout(resolve, 0)), 1); }`,
  ],
  silent: [
    `${NODE}async function f() { await new Promise((resolve) => setTimeout(resolve, 1)); }`,
    'async function f() { await new Promise((resolve) => setTimeout(resolve, 0)); }',
    "import { f } from 'node-fetch'; async function g() { await new Promise((resolve) => setTimeout(resolve, 0)); }",
    `${NODE}async function f() { await new Promise((resolve) => setTimeout(resolve, 100)); }`,
    `${NODE}async function f(ms) { await new Promise((resolve) => setTimeout(resolve, ms)); }`,
    `${NODE}async function f() { await new Promise((resolve) => setTimeout(() => resolve(1), 0)); }`,
    `${NODE}async function f() { await new Promise((resolve) => setImmediate(resolve)); }`,
    `${NODE}function f() { return new Promise((resolve) => setTimeout(resolve, 0)); }`,
    `${NODE}import { setTimeout } from './timers'; async function f() { await new Promise((resolve) => setTimeout(resolve, 0)); }`,
    `${NODE}async function f() { await new Promise((_, reject) => setTimeout(reject, 0)); }`,
    `${NODE}async function f() { await new Promise((resolve) => setTimeout(resolve, 0, 'a')); }`,
    `${NODE}async function f() { await new Promise((resolve) => { start(); setTimeout(resolve, 0); }); }`,
    `${NODE}setTimeout(go, 0);`,
    `// src/a.test.ts\n${NODE}async function f() { await new Promise((resolve) => setTimeout(resolve, 0)); }`,
  ],
  fixed: [
    [
      `${NODE}async function f() {\n  // A turn for others.\n  await new Promise<void>((resolve) => setTimeout(resolve, 0));\n}`,
      `${NODE}async function f() {\n  // A turn for others.\n  await new Promise<void>((resolve) => setImmediate(resolve));\n}`,
    ],
    [
      `${NODE}async function f() { await new Promise((done) => { setTimeout(done); }); }`,
      `${NODE}async function f() { await new Promise((done) => { setImmediate(done); }); }`,
    ],
  ],
};
