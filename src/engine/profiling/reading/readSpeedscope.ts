import type { ProfileUnit } from '../../../model/profile.ts';
import type { NamedProfile } from '../profile.ts';
import { JsonScanner, keysOf, NO_KEY } from './jsonScanner.ts';
import { MOST_PROFILES } from './mostProfiles.ts';
import { StackProfile } from './stackProfile.ts';

const FILE = keysOf('shared', 'profiles');
const SHARED = keysOf('frames');
const FRAME = keysOf('name', 'file', 'line', 'col');
const PROFILE = keysOf('type', 'name', 'unit', 'samples', 'weights', 'events', 'startValue', 'endValue');
const EVENT = keysOf('type', 'frame', 'at');

interface SharedFrame {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** How many of our units one of theirs is. */
const UNITS: ReadonlyMap<string, { readonly unit: ProfileUnit; readonly perUnit: number }> = new Map([
  ['nanoseconds', { unit: 'microseconds', perUnit: 1e-3 }],
  ['microseconds', { unit: 'microseconds', perUnit: 1 }],
  ['milliseconds', { unit: 'microseconds', perUnit: 1e3 }],
  ['seconds', { unit: 'microseconds', perUnit: 1e6 }],
  ['bytes', { unit: 'bytes', perUnit: 1 }],
  ['none', { unit: 'samples', perUnit: 1 }],
]);

/**
 * The format of speedscope (https://www.speedscope.app/file-format-schema.json): sampled and evented profiles.
 * @throws UserError `bad-profile` that says where the file is not what it should be
 */
export function readSpeedscope(bytes: Uint8Array): NamedProfile[] {
  const scanner = new JsonScanner(bytes);
  const frames: SharedFrame[] = [];
  let profilesAt = -1;
  scanner.beginObject();
  for (let key = scanner.nextKey(FILE); key !== NO_KEY; key = scanner.nextKey(FILE)) {
    if (key === 0) readShared(scanner, frames);
    else if (key === 1) {
      // They name frames, which may stand after them.
      scanner.peek();
      profilesAt = scanner.at;
      scanner.skip();
    } else scanner.skip();
  }
  scanner.finish();
  if (profilesAt === -1) scanner.fail('a list of profiles', 0);
  scanner.seek(profilesAt);
  const profiles: NamedProfile[] = [];
  scanner.beginList();
  while (scanner.nextElement()) {
    if (profiles.length >= MOST_PROFILES) scanner.fail(`no more than ${MOST_PROFILES} profiles`);
    profiles.push(readOne(scanner, frames));
  }
  if (profiles.length === 0) scanner.fail('at least one profile', profilesAt);
  return profiles;
}

function readShared(scanner: JsonScanner, frames: SharedFrame[]): void {
  scanner.beginObject();
  for (let key = scanner.nextKey(SHARED); key !== NO_KEY; key = scanner.nextKey(SHARED)) {
    if (key !== 0) {
      scanner.skip();
      continue;
    }
    scanner.beginList();
    while (scanner.nextElement()) frames.push(readSharedFrame(scanner));
  }
}

function readSharedFrame(scanner: JsonScanner): SharedFrame {
  let [name, file, line, column] = ['', '', 0, 0];
  scanner.beginObject();
  for (let key = scanner.nextKey(FRAME); key !== NO_KEY; key = scanner.nextKey(FRAME)) {
    if (key === 0 && scanner.isString) name = scanner.string();
    else if (key === 1 && scanner.isString) file = scanner.string();
    else if (key === 2 && scanner.isNumber) line = Math.max(0, scanner.int32());
    else if (key === 3 && scanner.isNumber) column = Math.max(0, scanner.int32());
    else scanner.skip();
  }
  return { name, file, line, column };
}

function readOne(scanner: JsonScanner, frames: readonly SharedFrame[]): NamedProfile {
  const begin = (scanner.peek(), scanner.at);
  let [type, name, unitName, samplesAt, weightsAt, eventsAt, startValue, endValue] = ['', '', 'none', -1, -1, -1, 0, Number.NaN];
  scanner.beginObject();
  for (let key = scanner.nextKey(PROFILE); key !== NO_KEY; key = scanner.nextKey(PROFILE)) {
    scanner.peek();
    if (key === 0) type = scanner.string();
    else if (key === 1) name = scanner.string();
    else if (key === 2) unitName = scanner.string();
    else if (key === 6) startValue = scanner.number();
    else if (key === 7) endValue = scanner.number();
    else {
      if (key === 3) samplesAt = scanner.at;
      else if (key === 4) weightsAt = scanner.at;
      else if (key === 5) eventsAt = scanner.at;
      scanner.skip();
    }
  }
  const after = scanner.at;
  const stacks = new StackProfile();
  // Only those that it has: a file may have many frames and many profiles.
  const own = new Map<number, number>();
  const frameOf = (frame: number): number => {
    let known = own.get(frame);
    if (known === undefined) {
      const shared = frames[frame] ?? scanner.fail(`a frame below ${frames.length}`);
      own.set(frame, (known = stacks.frameOf(shared.name, shared.file, shared.line, shared.column)));
    }
    return known;
  };
  if (type === 'sampled' && samplesAt !== -1) readSamples(scanner, { samplesAt, weightsAt }, stacks, frameOf);
  else if (type === 'evented' && eventsAt !== -1) readEvents(scanner, eventsAt, { startValue, endValue }, stacks, frameOf);
  else scanner.fail('a profile with samples or events', begin);
  scanner.seek(after);
  const { unit, perUnit } = UNITS.get(unitName) ?? { unit: 'samples' as const, perUnit: 1 };
  return { name, profile: stacks.toProfile(unit, perUnit, true, []) };
}

type FrameOf = (frame: number) => number;

function readSamples(
  scanner: JsonScanner,
  { samplesAt, weightsAt }: { readonly samplesAt: number; readonly weightsAt: number },
  stacks: StackProfile,
  frameOf: FrameOf,
): void {
  const weights: number[] = [];
  if (weightsAt !== -1) {
    scanner.seek(weightsAt);
    scanner.beginList();
    while (scanner.nextElement()) weights.push(scanner.number());
  }
  scanner.seek(samplesAt);
  scanner.beginList();
  for (let sample = 0; scanner.nextElement(); sample += 1) {
    let node = 0;
    scanner.beginList();
    while (scanner.nextElement()) node = stacks.callOf(node, frameOf(scanner.int32()));
    const weight = weightsAt === -1 ? 1 : (weights[sample] ?? scanner.fail('as many weights as samples'));
    stacks.add(node, Math.max(0, weight));
  }
}

function readEvents(
  scanner: JsonScanner,
  eventsAt: number,
  { startValue, endValue }: { readonly startValue: number; readonly endValue: number },
  stacks: StackProfile,
  frameOf: FrameOf,
): void {
  let [node, before] = [0, startValue];
  const pass = (at: number) => {
    if (at < before) scanner.fail(`an event at ${before} or later`);
    if (at > before) stacks.add(node, at - before);
    before = at;
  };
  scanner.seek(eventsAt);
  scanner.beginList();
  while (scanner.nextElement()) {
    let [type, frame, at] = ['', -1, Number.NaN];
    scanner.beginObject();
    for (let key = scanner.nextKey(EVENT); key !== NO_KEY; key = scanner.nextKey(EVENT)) {
      if (key === 0) type = scanner.string();
      else if (key === 1) frame = scanner.int32();
      else if (key === 2) at = scanner.number();
      else scanner.skip();
    }
    if (Number.isNaN(at)) scanner.fail('an event with a time');
    pass(at);
    if (type === 'O') node = stacks.callOf(node, frameOf(frame));
    else if (type === 'C' && node !== 0 && stacks.frameOfNode(node) === frameOf(frame)) node = stacks.parentOf(node);
    else scanner.fail('an event that opens a frame, or closes the one that was opened last');
  }
  if (endValue > before) pass(endValue);
}
