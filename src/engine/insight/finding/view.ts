import type { Insight } from '../../../model/insight.ts';
import { placeIn, type ScriptPlace } from '../log/scripts.ts';
import type { LoggedFunction, V8Log } from '../log/v8Log.ts';
import type { Placed, SourcePlaces } from '../sourcePlaces.ts';

/** A log with its places as they were written. What is of no file of the workspace or its packages is not in it. */
export interface View {
  readonly log: V8Log;
  placeOf(place: ScriptPlace, name: string): Placed | null;
  /** Where a function begins. */
  beginOf(logged: LoggedFunction): Placed | null;
  /** Of the measured time, what was spent on a line itself, 0 to 1. */
  shareOfLine(placed: Placed): number;
  /** Of the measured time, what was spent in a function itself. */
  shareOf(logged: LoggedFunction): number;
}

/** What the insights of one kind have of their own. */
export type Found = Omit<Insight, keyof typeof whereOf>;

const whereOf = { file: '', line: 0, column: 0, functionName: '' };

export function createView(log: V8Log, places: SourcePlaces): View {
  const share = (samples: number) => (log.samples === 0 ? 0 : samples / log.samples);
  const lines = new Map<string, number>();
  for (const { place, samples } of log.samplePlaces) {
    const placed = places.placeOf(place, '');
    if (placed) lines.set(lineOf(placed), (lines.get(lineOf(placed)) ?? 0) + samples);
  }
  return {
    log,
    placeOf: (place, name) => places.placeOf(place, name),
    beginOf({ scriptId, start, name }) {
      const script = log.scripts.get(scriptId);
      return script ? places.placeOf(placeIn(script, start), name) : null;
    },
    shareOfLine: (placed) => share(lines.get(lineOf(placed)) ?? 0),
    shareOf: (logged) => share(samplesOf(logged)),
  };
}

/** A place of its own is a line: compilers write many of them in one. */
export const lineOf = ({ file, line }: Placed): string => `${file}:${line}`;

export function samplesOf({ samples }: LoggedFunction): number {
  const { interpreter, baseline, maglev, turbofan } = samples;
  return interpreter + baseline + maglev + turbofan;
}

export function insightAt({ file, line, column, name }: Placed, found: Found): Insight {
  return { ...found, file, line, column, functionName: name };
}
