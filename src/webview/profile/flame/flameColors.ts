import type { CodeOwner, ProfiledFunction } from '../../../model/profile.ts';
import type { Surface } from '../../charts/canvas.ts';
import type { Colors } from './paint.ts';

/** Groups of functions with a colour of their own, as `style/profile.css` names them: `--flame-NAME`. */
const groupNames = [
  'workspace-0',
  'workspace-1',
  'workspace-2',
  'package-0',
  'package-1',
  'package-2',
  'package-3',
  'package-4',
  'package-5',
  'node',
  'native',
  'harness',
  'gc',
  'program',
  'idle',
] as const;

type GroupName = (typeof groupNames)[number];

/** Files and packages are told apart by their names, so that each keeps its colour in every view and every profile. */
export function groupOf({ owner, file, packageName }: Pick<ProfiledFunction, 'owner' | 'file' | 'packageName'>): GroupName {
  if (owner === 'workspace') return `workspace-${(hashOf(file) % 3) as 0 | 1 | 2}`;
  if (owner === 'package') return `package-${(hashOf(packageName) % 6) as 0 | 1 | 2 | 3 | 4 | 5}`;
  return owner;
}

/** Shades of one colour tell functions of one owner apart. */
const SHADES = 3;
/** As much of the background is in each darker, or paler, one: names stay as readable. */
const SHADE_SHARE = 0.15;

/** The colour of a function: that of its group, in a shade of its own. */
export function colorOfFunction(one: ProfiledFunction, { groups, background }: Pick<FlamePalette, 'groups' | 'background'>): number {
  const shade = hashOf(`${one.name} ${one.line}`) % SHADES;
  return mixed(groups[groupNames.indexOf(groupOf(one))]!, background, shade * SHADE_SHARE);
}

export const ownerWords: Readonly<Record<CodeOwner, string>> = {
  workspace: 'Workspace',
  package: 'Package',
  node: 'Node',
  native: 'Native code',
  harness: 'Laptime around the benchmark',
  idle: 'Idle',
  gc: 'Garbage collector',
  program: 'Engine',
};

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** Colours of a theme, as the bytes of a picture have them where boxes are painted, else as the style sheet does. */
export interface FlamePalette {
  readonly groups: Colors;
  readonly unknown: number;
  readonly deltas: Colors;
  readonly more: number;
  readonly less: number;
  readonly background: number;
  readonly text: string;
  readonly muted: string;
  readonly paper: string;
  readonly focus: string;
  readonly outline: string;
}

/** Of a difference, on each side of no change. */
const DELTA_STEPS = 8;

export function readFlamePalette({ context, palette }: Surface): FlamePalette {
  const style = getComputedStyle(context.canvas);
  const resolve = createResolver();
  const token = (name: string) => style.getPropertyValue(`--flame-${name}`).trim();
  const color = (name: string) => resolve(token(name));
  const [none, more, less] = [color('same'), color('more'), color('less')];
  const deltas = new Uint32Array(2 * DELTA_STEPS + 1);
  for (let step = 1; step <= DELTA_STEPS; step += 1) {
    // The smallest one can be told from none.
    const share = 0.25 + 0.75 * (step / DELTA_STEPS);
    deltas[DELTA_STEPS + step] = mixed(none, more, share);
    deltas[DELTA_STEPS - step] = mixed(none, less, share);
  }
  deltas[DELTA_STEPS] = none;
  return {
    groups: Uint32Array.from(groupNames, (name) => color(name)),
    unknown: color('unknown'),
    deltas,
    more: color('more-mark'),
    less: color('less-mark'),
    background: resolve(palette.background),
    text: palette.text,
    muted: palette.muted,
    paper: palette.background,
    focus: palette.focus,
    outline: token('outline'),
  };
}

/** The bytes of a colour, however it is written or mixed. */
function createResolver(): (color: string) => number {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [1, 1];
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  return (color) => {
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    return new Uint32Array(context.getImageData(0, 0, 1, 1).data.buffer)[0]!;
  };
}

function mixed(one: number, other: number, share: number): number {
  let result = 0xff000000;
  for (const shift of [0, 8, 16]) {
    const [a, b] = [(one >>> shift) & 0xff, (other >>> shift) & 0xff];
    result |= Math.round(a + (b - a) * share) << shift;
  }
  return result >>> 0;
}

/** A colour, three parts of four of which are the background. */
export const dimmedOn =
  (background: number) =>
  (color: number): number =>
    // By halves, twice: this is done for every box of every frame.
    halfOf(halfOf(color, background), background) >>> 0;

const halfOf = (a: number, b: number): number => (((a & 0xfefefe) >>> 1) + ((b & 0xfefefe) >>> 1)) | 0xff000000;
