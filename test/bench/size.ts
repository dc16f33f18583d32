import { readFileSync, statSync } from 'node:fs';
import { formatBytes } from '../../src/base/units.ts';
import type { Row, Section } from './section.ts';
import { withVsix } from './vsix.ts';

const LIMIT_BYTES = 3e6;
/** esbuild's program, which reads TypeScript and JSX: the native part. */
const NATIVE = /dist\/node_modules\/@esbuild\//;

export const size: Section = {
  name: 'size',
  title: 'Size of the extension',
  method:
    'The VSIX for this platform. The native part is esbuild, through which bench files in TypeScript are loaded; its share is what it takes inside the VSIX, compressed.',
  run: () =>
    withVsix((vsix) => {
      const bytes = statSync(vsix).size;
      const nativeBytes = compressedBytes(vsix);
      const rest = bytes - nativeBytes;
      const row = (label: string, value: number): Row => ({ label, value: formatBytes(value), interval: '', target: '', met: true });
      return [
        row('VSIX', bytes),
        row('its native part', nativeBytes),
        { ...row('VSIX without the native part', rest), target: `under ${formatBytes(LIMIT_BYTES)}`, met: rest < LIMIT_BYTES },
      ];
    }),
};

/** Compressed bytes of the native files, from the central directory of the archive (PKWARE APPNOTE 4.3.12). */
function compressedBytes(archive: string): number {
  const data = readFileSync(archive);
  let bytes = 0;
  const end = data.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  let place = data.readUInt32LE(end + 16);
  for (let left = data.readUInt16LE(end + 10); left > 0; left--) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => data.readUInt16LE(place + offset));
    const name = data.toString('utf8', place + 46, place + 46 + nameLength!);
    if (NATIVE.test(name)) bytes += data.readUInt32LE(place + 20);
    place += 46 + nameLength! + extraLength! + commentLength!;
  }
  return bytes;
}
