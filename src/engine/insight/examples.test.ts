import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { explainInsight, insightReasons } from '../../base/insightWords.ts';
import { build, explain, nodes } from './insight.fixture.ts';

const docs = readFileSync(path.resolve(import.meta.dirname, '../../../docs/insight.md'), 'utf8');
const examples = Array.from(docs.matchAll(/^```js (before|after) ([\w-]+)\n(.*?)^```$/gmsu), ([, when, reason, text]) => ({
  when: when!,
  reason: reason!,
  text: text!,
}));

describe('docs/insight.md', () => {
  it('explains every reason under its anchor', () => {
    for (const reason of insightReasons) expect(docs).toContain(`\n<a id="${explainInsight({ reason }).anchor}"></a>\n\n## `);
  });

  it('has examples in pairs', () => {
    const reasons = (when: string) => examples.filter((example) => example.when === when).map(({ reason }) => reason);
    expect(reasons('before').length).toBeGreaterThanOrEqual(9);
    expect(reasons('after')).toEqual(reasons('before'));
    expect(insightReasons).toEqual(expect.arrayContaining(reasons('before')));
  });
});

// Where others have the processor, V8 compiles later than the examples are over.
describe.each(nodes)('the examples of docs/insight.md in %s', { retry: 2 }, (_, executable) => {
  beforeAll(build, 120_000);

  // Each takes seconds: in the oldest Node some of them will do, of every kind.
  const isWanted = (place: number) => executable === process.execPath || place % 3 === 0;
  const of = (when: string) => examples.filter((example) => example.when === when).filter((_example, place) => isWanted(place));
  const run = async (text: string) => {
    const { insights, samples, problems } = await explain(text, { executable });
    expect(problems).toEqual([]);
    expect(samples).toBeGreaterThan(100);
    return insights;
  };

  it.each(of('before'))('has the hint before: $reason', async ({ reason, text }) => {
    expect((await run(text)).map((insight) => insight.reason)).toContain(reason);
  });

  // Garbage near the share from which it is told comes and goes with what else the machine does.
  it.each(of('after'))('has no hint after: $reason', async ({ reason, text }) => {
    expect((await run(text)).filter(({ kind }) => kind !== 'garbage' || reason === 'allocation')).toEqual([]);
  });
});
