import * as v from 'valibot';
import { messageOf } from '../../base/errors.ts';
import type { Block } from '../../model/measurement.ts';
import { describeIssues } from './storedJson.ts';

export type Row = Readonly<Record<string, unknown>>;

/** The rest of the store can be read: one row holds what no Laptime has written. */
export class UnreadableRow extends Error {}

/** @throws UnreadableRow */
export function parse<T extends v.GenericSchema>(expected: T, text: unknown, what: string): v.InferOutput<T> {
  let value: unknown;
  try {
    value = JSON.parse(String(text));
  } catch (error) {
    throw new UnreadableRow(`${what}: ${messageOf(error)}`);
  }
  return check(expected, value, what);
}

/** @throws UnreadableRow */
export function check<T extends v.GenericSchema>(expected: T, value: unknown, what: string): v.InferOutput<T> {
  const result = v.safeParse(expected, value);
  if (!result.success) throw new UnreadableRow(`${what}: ${describeIssues(result.issues)}`);
  return result.output;
}

/**
 * The samples of a block, from its two columns.
 * @throws UnreadableRow
 */
export function samplesOf(samples: unknown, times: unknown): Pick<Block, 'samplesNs' | 'sampleAtMs'> {
  const samplesNs = fromBlob(samples);
  const sampleAtMs = fromBlob(times);
  if (samplesNs.length !== sampleAtMs.length) throw new UnreadableRow('block: not as many times as samples');
  return { samplesNs, sampleAtMs };
}

function fromBlob(value: unknown): number[] {
  if (!(value instanceof Uint8Array) || value.byteLength % 8 !== 0) throw new UnreadableRow('block: samples are not 64-bit floats');
  // Copied, because a view of doubles must begin at a multiple of 8 bytes.
  return Array.from(new Float64Array(value.slice().buffer));
}

/** Little-endian, as all processors are that Node runs on but one (s390x, whose files stay on it). */
export function toBlob(numbers: readonly number[]): Uint8Array {
  return new Uint8Array(Float64Array.from(numbers).buffer);
}
