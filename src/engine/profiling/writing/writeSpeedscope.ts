import type { ProfileUnit } from '../../../model/profile.ts';
import type { NamedProfile } from '../profile.ts';
import type { CallTree } from '../tree/callTree.ts';
import { inPieces } from './inPieces.ts';

const UNITS: Readonly<Record<ProfileUnit, string>> = { microseconds: 'microseconds', bytes: 'bytes', samples: 'none' };

/** For speedscope, in pieces: calls that open and close where there is a time, else the stack of each node that has something of its own. */
export function* writeSpeedscope({ name, profile }: NamedProfile): Generator<string> {
  const { tree, timeline, unit } = profile;
  const { frames } = tree;
  yield '{"$schema":"https://www.speedscope.app/file-format-schema.json","exporter":"laptime","shared":{"frames":[';
  yield* inPieces(frames.count, (frame) => {
    const [line, col] = [frames.lines[frame]!, frames.columns[frame]!];
    const file = frames.strings[frames.urls[frame]!]!;
    const about = { name: frames.strings[frames.names[frame]!]! || '(anonymous)', ...(file !== '' && { file }) };
    const json = JSON.stringify({ ...about, ...(line > 0 && { line }), ...(col > 0 && { col }) });
    return frame === 0 ? json : `,${json}`;
  });
  yield ']},"profiles":[{';
  yield `"name":${JSON.stringify(name === '' ? 'profile' : name)},"unit":"${UNITS[unit]}","startValue":0,`;
  if (timeline) {
    const { nodes, startsUs } = timeline;
    const end = startsUs.at(-1)!;
    yield `"endValue":${end},"type":"evented","events":[`;
    let isFirst = true;
    const joined = (events: string): string => {
      if (events === '') return '';
      const text = isFirst ? events : `,${events}`;
      isFirst = false;
      return text;
    };
    yield* inPieces(nodes.length, (sample) => joined(eventsBetween(tree, nodes[sample - 1] ?? 0, nodes[sample]!, startsUs[sample]!)));
    yield joined(eventsBetween(tree, nodes.at(-1) ?? 0, 0, end));
    yield ']}]}\n';
    return;
  }
  const own = Int32Array.from(tree.self.keys()).filter((node) => tree.self[node]! > 0);
  yield `"endValue":${tree.total[0] ?? 0},"type":"sampled","samples":[`;
  yield* inPieces(own.length, (index) => {
    const stack: number[] = [];
    for (let at = own[index]!; at > 0; at = tree.parentOf[at]!) stack.push(tree.frameOf[at]!);
    return `${index === 0 ? '' : ','}[${stack.toReversed().join(',')}]`;
  });
  yield '],"weights":[';
  yield* inPieces(own.length, (index) => `${index === 0 ? '' : ','}${tree.self[own[index]!]!}`);
  yield ']}]}\n';
}

/** Calls that end and begin where one stack follows another, without the root. */
function eventsBetween({ depthOf, parentOf, frameOf }: CallTree, before: number, after: number, at: number): string {
  const closed: string[] = [];
  const opened: string[] = [];
  const close = (node: number) => closed.push(`{"type":"C","frame":${frameOf[node]!},"at":${at}}`);
  const open = (node: number) => opened.push(`{"type":"O","frame":${frameOf[node]!},"at":${at}}`);
  let [from, to] = [before, after];
  while (from !== to) {
    if (depthOf[from]! >= depthOf[to]!) {
      close(from);
      from = parentOf[from]!;
    } else {
      open(to);
      to = parentOf[to]!;
    }
  }
  return [...closed, ...opened.toReversed()].join(',');
}
