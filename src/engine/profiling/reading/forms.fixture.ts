import type { RawProfile } from './cpuProfile.fixture.ts';
import { bytesField, numberField, packedField, textField } from './pprof.fixture.ts';

/** A stack with what was spent in its innermost call, in microseconds. */
interface RawSample {
  /** Indexes of nodes from the outermost call on, without the root. */
  readonly stack: readonly number[];
  readonly valueUs: number;
}

/**
 * One profile in each form that is read, written by the plainest means and without the product's writers. Ids of nodes are their places,
 * from 1; values are whole microseconds, which heap profiles call bytes and collapsed stacks samples.
 */
export const forms = {
  'V8 CPU profile': (raw: RawProfile): Uint8Array => json(raw),
  'V8 heap profile': heapForm,
  'Chrome trace': traceForm,
  'speedscope, sampled': (raw: RawProfile): Uint8Array => speedscopeForm(raw, sampledPart),
  'speedscope, evented': (raw: RawProfile): Uint8Array => speedscopeForm(raw, eventedPart),
  'collapsed stacks': collapsedForm,
  pprof: pprofForm,
} as const satisfies Readonly<Record<string, (raw: RawProfile) => Uint8Array>>;

const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

function parentsOf({ nodes }: RawProfile): Map<number, number> {
  return new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id] as const)));
}

function samplesOf(raw: RawProfile): RawSample[] {
  const parents = parentsOf(raw);
  const takenUs = raw.timeDeltas.reduce((sum, delta) => sum + delta, raw.startTime);
  return raw.samples.map((id, index) => {
    const stack: number[] = [];
    for (let at = id; at !== 1; at = parents.get(at)!) stack.unshift(at - 1);
    return { stack, valueUs: raw.timeDeltas[index + 1] ?? raw.endTime - takenUs };
  });
}

function heapForm(raw: RawProfile): Uint8Array {
  const sizes = new Map<number, number>();
  for (const [index, { valueUs }] of samplesOf(raw).entries()) {
    const id = raw.samples[index]!;
    sizes.set(id, (sizes.get(id) ?? 0) + valueUs);
  }
  const nodeOf = (id: number): object => {
    const { callFrame, children = [] } = raw.nodes[id - 1]!;
    return { callFrame, selfSize: sizes.get(id) ?? 0, id, children: children.map(nodeOf) };
  };
  return json({ head: nodeOf(1), samples: [] });
}

function traceForm(raw: RawProfile): Uint8Array {
  const parents = parentsOf(raw);
  const half = raw.nodes.length >> 1;
  const part = (from: number, to: number) =>
    raw.nodes.slice(from, to).map(({ id, callFrame }) => ({ id, callFrame, ...(parents.has(id) && { parent: parents.get(id) }) }));
  const about = { cat: 'disabled-by-default-v8.cpu_profiler', id: '0x1', ph: 'P', pid: 7, tid: 8 };
  const lines = raw.samples.map(() => 3);
  return json({
    traceEvents: [
      { ...about, name: 'Profile', args: { data: { startTime: raw.startTime } } },
      { ...about, name: 'ProfileChunk', args: { data: { cpuProfile: { nodes: part(0, half) } } } },
      {
        ...{ ...about, name: 'ProfileChunk' },
        args: { data: { cpuProfile: { nodes: part(half, raw.nodes.length), samples: raw.samples }, timeDeltas: raw.timeDeltas, lines } },
      },
      { ...about, name: 'ProfileChunk', args: { data: { endTime: raw.endTime } } },
    ],
  });
}

function speedscopeForm(raw: RawProfile, partOf: (samples: readonly RawSample[]) => object): Uint8Array {
  const frames = raw.nodes.map(({ callFrame: { functionName, url, lineNumber, columnNumber } }) => ({
    ...{ name: functionName, file: url, line: lineNumber + 1, col: columnNumber + 1 },
  }));
  return json({ shared: { frames }, profiles: [{ name: 'one', unit: 'microseconds', startValue: 0, ...partOf(samplesOf(raw)) }] });
}

const sampledPart = (samples: readonly RawSample[]): object => ({
  ...{ type: 'sampled', samples: samples.map(({ stack }) => stack), weights: samples.map(({ valueUs }) => valueUs) },
});

/** Every call of every sample opens and closes for itself. */
function eventedPart(samples: readonly RawSample[]): object {
  let at = 0;
  const events = samples.flatMap(({ stack, valueUs }) => {
    const opened = stack.map((frame) => ({ type: 'O', frame, at }));
    at += valueUs;
    return [...opened, ...stack.toReversed().map((frame) => ({ type: 'C', frame, at }))];
  });
  return { type: 'evented', endValue: at, events };
}

function collapsedForm(raw: RawProfile): Uint8Array {
  const nameOf = (node: number): string => raw.nodes[node]!.callFrame.functionName;
  const lines = samplesOf(raw).filter(({ stack }) => stack.length > 0);
  return new TextEncoder().encode(lines.map(({ stack, valueUs }) => `${stack.map(nameOf).join(';')} ${valueUs}\n`).join(''));
}

function pprofForm(raw: RawProfile): Uint8Array {
  const texts = ['', 'cpu', 'microseconds', ...raw.nodes.flatMap(({ callFrame: { functionName, url } }) => [functionName, url])];
  const samples = samplesOf(raw).flatMap(({ stack, valueUs }) =>
    bytesField(2, [...packedField(1, stack.map((node) => node + 1).toReversed()), ...packedField(2, [valueUs])]),
  );
  const locations = raw.nodes.flatMap(({ id, callFrame: { lineNumber } }) =>
    bytesField(4, [...numberField(1, id), ...bytesField(4, [...numberField(1, id), ...numberField(2, lineNumber + 2)])]),
  );
  const functions = raw.nodes.flatMap(({ id, callFrame: { lineNumber } }) =>
    bytesField(5, [...numberField(1, id), ...numberField(2, 1 + id * 2), ...numberField(4, 2 + id * 2), ...numberField(5, lineNumber + 1)]),
  );
  return Uint8Array.from([
    ...bytesField(1, [...numberField(1, 1), ...numberField(2, 2)]),
    ...samples,
    ...locations,
    ...functions,
    ...texts.flatMap((text) => textField(6, text)),
  ]);
}
