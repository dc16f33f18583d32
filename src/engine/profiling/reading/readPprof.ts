import type { ProfileUnit } from '../../../model/profile.ts';
import type { NamedProfile } from '../profile.ts';
import { NumberIndex } from '../tree/numberIndex.ts';
import { Float64List } from '../tree/numberList.ts';
import { MOST_PROFILES } from './mostProfiles.ts';
import { ProtoReader } from './protoReader.ts';
import { StackProfile } from './stackProfile.ts';

interface Line {
  readonly functionId: number;
  readonly line: number;
}

interface FunctionFacts {
  readonly name: number;
  readonly file: number;
  readonly line: number;
}

interface Parts {
  /** Type and unit, numbers of texts. */
  readonly types: { type: number; unit: number }[];
  /** Where samples begin and end in the file: they are read for each type, as they take many times more room when read. */
  readonly sampleStarts: Float64List;
  readonly sampleEnds: Float64List;
  readonly locationIds: NumberIndex;
  readonly locations: (readonly Line[])[];
  readonly functionIds: NumberIndex;
  readonly functions: FunctionFacts[];
  readonly texts: string[];
}

const LARGEST_LINE = 2 ** 31 - 1;
/** Calls in all stacks. Few bytes may name a place in which many functions were put into each other, again and again. */
const MOST_CALLS = 2 ** 26;

const UNITS: ReadonlyMap<string, { readonly unit: ProfileUnit; readonly perUnit: number }> = new Map([
  ['nanoseconds', { unit: 'microseconds', perUnit: 1e-3 }],
  ['microseconds', { unit: 'microseconds', perUnit: 1 }],
  ['milliseconds', { unit: 'microseconds', perUnit: 1e3 }],
  ['seconds', { unit: 'microseconds', perUnit: 1e6 }],
  ['bytes', { unit: 'bytes', perUnit: 1 }],
]);

/**
 * A profile of pprof (https://github.com/google/pprof/blob/main/proto/profile.proto), unpacked: one for each thing that it counts.
 * @throws UserError `bad-profile` that names the byte
 */
export function readPprof(bytes: Uint8Array): NamedProfile[] {
  const parts = readParts(new ProtoReader(bytes));
  const budget = { calls: MOST_CALLS };
  return parts.types.map(({ type, unit }, place) => {
    const stacks = new StackProfile();
    addSamples(bytes, parts, place, stacks, budget);
    const known = UNITS.get(parts.texts[unit] ?? '') ?? { unit: 'samples' as const, perUnit: 1 };
    return { name: parts.texts[type] ?? '', profile: stacks.toProfile(known.unit, known.perUnit, false, []) };
  });
}

function addSamples(bytes: Uint8Array, parts: Parts, place: number, stacks: StackProfile, budget: { calls: number }): void {
  const { sampleStarts, sampleEnds, locationIds, locations, functionIds, functions, texts } = parts;
  const frameOfFunction = new Int32Array(functions.length).fill(-1);
  const [stack, values]: [number[], number[]] = [[], []];
  for (let sample = 0; sample < sampleStarts.length; sample += 1) {
    const reader = new ProtoReader(bytes, sampleStarts.at(sample), sampleEnds.at(sample));
    readSample(reader, stack, values);
    const value = Math.max(0, values[place] ?? 0);
    if (value === 0) continue;
    let [node, line] = [0, 0];
    for (const location of stack.toReversed()) {
      const lines = locations[locationIds.placeOf(location)] ?? [];
      budget.calls -= lines.length + 1;
      if (budget.calls < 0) reader.fail(`no more than ${MOST_CALLS} calls in all stacks`);
      // Of functions that were put into others, the outermost comes last.
      for (let at = lines.length - 1; at >= 0; at -= 1) {
        node = stacks.callOf(node, frameOf(lines[at]!.functionId));
        line = lines[at]!.line;
      }
    }
    stacks.add(node, value, Math.min(line, LARGEST_LINE));
  }

  function frameOf(functionId: number): number {
    const at = functionIds.placeOf(functionId);
    const about = functions[at];
    if (!about) return stacks.frameOf('', '', 0, 0);
    if (frameOfFunction[at] === -1) {
      const line = Math.max(0, Math.min(about.line, LARGEST_LINE));
      frameOfFunction[at] = stacks.frameOf(texts[about.name] ?? '', texts[about.file] ?? '', line, 0);
    }
    return frameOfFunction[at]!;
  }
}

function readParts(reader: ProtoReader): Parts {
  const parts: Parts = {
    ...{ types: [], sampleStarts: new Float64List(), sampleEnds: new Float64List(), texts: [] },
    ...{ locationIds: new NumberIndex(), locations: [], functionIds: new NumberIndex(), functions: [] },
  };
  for (let field = reader.field(); field; field = reader.field()) {
    if (field.number === 1) {
      if (parts.types.length >= MOST_PROFILES) reader.fail(`no more than ${MOST_PROFILES} things that are counted`);
      const [type = 0, unit = 0] = numbersOf(reader.message(field), 2);
      parts.types.push({ type, unit });
    } else if (field.number === 2) {
      const sample = reader.message(field);
      parts.sampleStarts.push(sample.at);
      parts.sampleEnds.push(sample.end);
    } else if (field.number === 4) readLocation(reader.message(field), parts);
    else if (field.number === 5) {
      const [id = 0, name = 0, , file = 0, line = 0] = numbersOf(reader.message(field), 5);
      parts.functions[parts.functionIds.add(id)] = { name, file, line };
    } else if (field.number === 6) parts.texts.push(reader.text(field));
    else reader.skip(field);
  }
  if (parts.types.length === 0) reader.fail('what the samples count');
  return parts;
}

/** The fields from 1 on that are one number each. */
function numbersOf(reader: ProtoReader, most: number): number[] {
  const numbers: number[] = [];
  for (let field = reader.field(); field; field = reader.field()) {
    if (field.number >= 1 && field.number <= most) numbers[field.number - 1] = reader.number(field);
    else reader.skip(field);
  }
  return numbers;
}

/** Fills the lists anew: locations innermost first, and a value for each type. */
function readSample(reader: ProtoReader, locations: number[], values: number[]): void {
  locations.length = 0;
  values.length = 0;
  for (let field = reader.field(); field; field = reader.field()) {
    if (field.number === 1) reader.numbers(field, locations);
    else if (field.number === 2) reader.numbers(field, values);
    else reader.skip(field);
  }
}

function readLocation(reader: ProtoReader, { locationIds, locations }: Parts): void {
  let id = 0;
  const lines: Line[] = [];
  for (let field = reader.field(); field; field = reader.field()) {
    if (field.number === 1) id = reader.number(field);
    else if (field.number === 4) {
      const [functionId = 0, line = 0] = numbersOf(reader.message(field), 2);
      lines.push({ functionId, line });
    } else reader.skip(field);
  }
  locations[locationIds.add(id)] = lines;
}
