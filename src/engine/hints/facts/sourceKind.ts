/** What a file is to rules: code, or settings that decide how fast code is. */
export type SourceKind = 'code' | 'package' | 'tsconfig';

/** By its name. */
export function sourceKindOf(file: string): SourceKind {
  if (/(?:^|[\\/])package\.json$/u.test(file)) return 'package';
  return /(?:^|[\\/])tsconfig(?:[.-][\w.-]+)?\.json$/u.test(file) ? 'tsconfig' : 'code';
}
