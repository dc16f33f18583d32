import { UserError } from '../../../base/errors.ts';

/** A field of a message: its number and how its value is written. */
export interface ProtoField {
  readonly number: number;
  readonly wire: number;
}

/** Names and paths are shorter. */
const MOST_TEXT_BYTES = 2 ** 16;

const [VARINT, FIXED64, BYTES, FIXED32] = [0, 1, 2, 5];

/** Reads protocol buffers (https://protobuf.dev/programming-guides/encoding), as far as pprof needs them. Throws a `UserError` that names the byte. */
export class ProtoReader {
  readonly bytes: Uint8Array;
  readonly end: number;
  #at: number;

  constructor(bytes: Uint8Array, at = 0, end = bytes.length) {
    this.bytes = bytes;
    this.#at = at;
    this.end = end;
  }

  /** Null at the end. */
  field(): ProtoField | null {
    if (this.#at >= this.end) return null;
    const tag = this.varint();
    return { number: Math.floor(tag / 8), wire: tag % 8 };
  }

  /** Exact up to 2^53; negative numbers as they are. */
  varint(): number {
    let [low, high] = [0, 0];
    for (let shift = 0; shift < 70; shift += 7) {
      if (this.#at >= this.end) this.fail('the end of a number');
      const byte = this.bytes[this.#at]!;
      this.#at += 1;
      if (shift < 28) low |= (byte & 127) << shift;
      else if (shift === 28) {
        low |= (byte & 127) << 28;
        high |= (byte & 127) >> 4;
      } else if (shift < 63) high |= (byte & 127) << (shift - 32);
      else high |= (byte & 1) << 31;
      if (byte < 128) return (high | 0) * 2 ** 32 + (low >>> 0);
    }
    return this.fail('a number of at most ten bytes');
  }

  /** A message or text inside of this one. */
  message(field: ProtoField): ProtoReader {
    if (field.wire !== BYTES) this.fail(`a text or message as field ${field.number}`);
    const length = this.varint();
    if (!(length >= 0 && this.#at + length <= this.end)) this.fail(`${length} more bytes`);
    const start = this.#at;
    this.#at += length;
    return new ProtoReader(this.bytes, start, this.#at);
  }

  text(field: ProtoField): string {
    const { bytes, end, at } = this.message(field);
    return Buffer.from(bytes.buffer, bytes.byteOffset + at, Math.min(end - at, MOST_TEXT_BYTES)).toString('utf8');
  }

  get at(): number {
    return this.#at;
  }

  number(field: ProtoField): number {
    if (field.wire !== VARINT) this.fail(`a number as field ${field.number}`);
    return this.varint();
  }

  /** Adds the numbers of a repeated field, which may be packed. */
  numbers(field: ProtoField, into: number[]): void {
    if (field.wire === VARINT) into.push(this.varint());
    else for (const packed = this.message(field); packed.at < packed.end;) into.push(packed.varint());
  }

  skip({ wire, number }: ProtoField): void {
    if (wire === VARINT) this.varint();
    else if (wire === BYTES) this.message({ wire, number });
    else if (wire === FIXED64 || wire === FIXED32) {
      this.#at += wire === FIXED64 ? 8 : 4;
      if (this.#at > this.end) this.fail('the end of a number');
    } else this.fail('a field that is written in a way that is known');
  }

  fail(wanted: string): never {
    throw new UserError(
      'bad-profile',
      `At byte ${this.#at} of the unpacked file ${wanted} is expected: it is no profile of pprof, or cut off.`,
    );
  }
}
