import type { BenchApi } from './benchmark.ts';

/** The library that a package uses already; vitest 5 has no `bench` to import, so it counts only below. */
export function apiOfPackage(manifest: unknown): BenchApi {
  const versionOf = (name: string): string | undefined => {
    for (const field of ['dependencies', 'devDependencies']) {
      const versions: unknown = typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, field) : undefined;
      const version: unknown = typeof versions === 'object' && versions !== null ? Reflect.get(versions, name) : undefined;
      if (typeof version === 'string') return version;
    }
    return undefined;
  };
  const vitest = /^[~^]?(\d+)/.exec(versionOf('vitest') ?? '')?.[1];
  if (vitest !== undefined && Number(vitest) < 5) return 'vitest';
  if (versionOf('mitata') !== undefined) return 'mitata';
  if (versionOf('tinybench') !== undefined) return 'tinybench';
  return 'laptime';
}
