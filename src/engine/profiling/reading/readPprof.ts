import type { ProfileUnit } from '../../../model/profile.ts';
import type { NamedProfile } from '../profile.ts';
import { ProtoReader, type ProtoField } from './protoReader.ts';
import { StackProfile } from './stackProfile.ts';

interface Sample {
  /** Innermost first. */
  readonly locations: readonly number[];
  readonly values: readonly number[];
}

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
  readonly samples: Sample[];
  readonly locations: Map<number, readonly Line[]>;
  readonly functions: Map<number, FunctionFacts>;
  readonly texts: string[];
}

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
  return parts.types.map(({ type, unit }, place) => {
    const stacks = new StackProfile();
    for (const { locations, values } of parts.samples) addSample(parts, locations, Math.max(0, values[place] ?? 0), stacks);
    const known = UNITS.get(parts.texts[unit] ?? '') ?? { unit: 'samples' as const, perUnit: 1 };
    return { name: parts.texts[type] ?? '', profile: stacks.toProfile(known.unit, known.perUnit, false, []) };
  });
}

function addSample({ locations, functions, texts }: Parts, stack: readonly number[], value: number, stacks: StackProfile): void {
  if (value === 0) return;
  let [node, line] = [0, 0];
  for (const location of stack.toReversed()) {
    // Of functions that were put into others, the outermost comes last.
    for (const at of (locations.get(location) ?? []).toReversed()) {
      const about = functions.get(at.functionId);
      const frame = stacks.frameOf(texts[about?.name ?? 0] ?? '', texts[about?.file ?? 0] ?? '', Math.max(0, about?.line ?? 0), 0);
      node = stacks.callOf(node, frame);
      line = at.line;
    }
  }
  stacks.add(node, value, line);
}

function readParts(reader: ProtoReader): Parts {
  const parts: Parts = { types: [], samples: [], locations: new Map(), functions: new Map(), texts: [] };
  for (let field = reader.field(); field; field = reader.field()) {
    if (field.number === 1) {
      const [type = 0, unit = 0] = numbersOf(reader.message(field), 2);
      parts.types.push({ type, unit });
    } else if (field.number === 2) parts.samples.push(readSample(reader.message(field)));
    else if (field.number === 4) readLocation(reader.message(field), parts.locations);
    else if (field.number === 5) {
      const [id = 0, name = 0, , file = 0, line = 0] = numbersOf(reader.message(field), 5);
      parts.functions.set(id, { name, file, line });
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

function readSample(reader: ProtoReader): Sample {
  const [locations, values]: [number[], number[]] = [[], []];
  for (let field = reader.field(); field; field = reader.field()) {
    if (field.number === 1) reader.numbers(field, locations);
    else if (field.number === 2) reader.numbers(field, values);
    else reader.skip(field);
  }
  return { locations, values };
}

function readLocation(reader: ProtoReader, locations: Map<number, readonly Line[]>): void {
  let id = 0;
  const lines: Line[] = [];
  const readLine = (field: ProtoField): void => {
    const [functionId = 0, line = 0] = numbersOf(reader.message(field), 2);
    lines.push({ functionId, line });
  };
  for (let field = reader.field(); field; field = reader.field()) {
    if (field.number === 1) id = reader.number(field);
    else if (field.number === 4) readLine(field);
    else reader.skip(field);
  }
  locations.set(id, lines);
}
