import type { BenchApi } from '../../model/benchmark.ts';

export interface BenchTemplate {
  readonly text: string;
  /** Text that the cursor selects: the first thing to replace. */
  readonly selected: string;
}

const SELECTED = 'join with a loop';

const IMPORTS: Readonly<Record<BenchApi, string>> = {
  laptime: `import { bench, group, keep } from 'laptime';`,
  vitest: `import { bench, describe } from 'vitest';`,
  tinybench: `import { Bench } from 'tinybench';`,
  mitata: `import { bench, do_not_optimize, group } from 'mitata';`,
};

const DATA = `const words = Array.from({ length: 1000 }, (_, index) => \`word\${index}\`);`;
const LOOP = `let text = '';\n    for (const word of words) text += \`\${word} \`;`;
const BUILTIN = `words.join(' ')`;

const BODIES: Readonly<Record<BenchApi, string>> = {
  laptime: `group('joining words', () => {
  bench('${SELECTED}', () => {
    ${LOOP}
    return keep(text);
  });

  bench('Array.prototype.join', () => keep(${BUILTIN}));
});`,
  vitest: `describe('joining words', () => {
  bench('${SELECTED}', () => {
    ${LOOP}
  });

  bench('Array.prototype.join', () => {
    ${BUILTIN};
  });
});`,
  tinybench: `const bench = new Bench({ name: 'joining words' });

bench
  .add('${SELECTED}', () => {
    ${LOOP}
  })
  .add('Array.prototype.join', () => {
    ${BUILTIN};
  });

await bench.run();`,
  mitata: `group('joining words', () => {
  bench('${SELECTED}', () => {
    ${LOOP}
    do_not_optimize(text);
  });

  bench('Array.prototype.join', () => do_not_optimize(${BUILTIN}));
});`,
};

/** A small bench file that says something at once: two ways to do one thing, side by side. */
export function benchTemplate(api: BenchApi): BenchTemplate {
  return { text: `${IMPORTS[api]}\n\n${DATA}\n\n${BODIES[api]}\n`, selected: SELECTED };
}
