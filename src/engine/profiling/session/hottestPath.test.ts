import { describe, expect, it } from 'vitest';
import { readCpuProfile } from '../reading/readCpuProfile.ts';
import { ProfileSession } from './profileSession.ts';

/** A profile of these stacks, each with its microseconds. */
function pathOf(stacks: readonly (readonly [stack: string, valueUs: number])[]): readonly string[] {
  const nodes = [{ id: 1, callFrame: frame('(root)'), children: [] as number[] }];
  const ids = new Map([['', 1]]);
  const samples: number[] = [];
  const timeDeltas: number[] = [];
  let beforeUs = 0;
  for (const [stack, valueUs] of stacks) {
    let [key, at] = ['', 1];
    for (const name of stack.split(';')) {
      key += `;${name}`;
      if (!ids.has(key)) {
        const id = nodes.length + 1;
        ids.set(key, id);
        nodes.push({ id, callFrame: frame(name), children: [] });
        nodes[at - 1]!.children.push(id);
      }
      at = ids.get(key)!;
    }
    samples.push(at);
    timeDeltas.push(beforeUs);
    beforeUs = valueUs;
  }
  const endTime = stacks.reduce((sum, [, valueUs]) => sum + valueUs, 0);
  const profile = readCpuProfile(Buffer.from(JSON.stringify({ nodes, samples, timeDeltas, startTime: 0, endTime })));
  const session = new ProfileSession('V8 CPU profile', [{ name: '', profile }], { root: null });
  const { functionPath } = session.node({ kind: 'heavy', range: null }, session.hottestPath(null).at(-1)!);
  return session.functions(Int32Array.from(functionPath)).map(({ name }) => name);
}

const frame = (functionName: string) => {
  const place = functionName.startsWith('(') ? { url: '', lineNumber: -1 } : { url: 'file:///a.js', lineNumber: functionName.length };
  return { functionName, scriptId: '0', columnNumber: 0, ...place };
};

describe('hottestPath', () => {
  it('goes into the heaviest call until a function costs more itself', () => {
    expect(
      pathOf([
        ['main;sort;compare', 30],
        ['main;sort', 20],
        ['main;read', 40],
        ['main;sort;swap', 15],
      ]),
    ).toEqual(['(root)', 'main', 'sort', 'compare']);
    expect(
      pathOf([
        ['main;sort;compare', 30],
        ['main;sort', 31],
      ]),
    ).toEqual(['(root)', 'main', 'sort']);
  });

  it('leads to code, however long nothing ran or V8 does not say what', () => {
    expect(
      pathOf([
        ['(idle)', 500],
        ['(program)', 300],
        ['main;read', 10],
      ]),
    ).toEqual(['(root)', 'main', 'read']);
    expect(
      pathOf([
        ['(garbage collector)', 300],
        ['main', 10],
      ]),
    ).toEqual(['(root)', '(garbage collector)']);
    expect(pathOf([['(idle)', 500]])).toEqual(['(root)']);
  });
});
