/** What a file is to rules: code, or the settings that code is compiled with. */
export type SourceKind = 'code' | 'tsconfig';

/** By its name. */
export const sourceKindOf = (file: string): SourceKind => (/(?:^|[\\/])tsconfig(?:[.-][\w.-]+)?\.json$/u.test(file) ? 'tsconfig' : 'code');
