// The parser stays out of here: it is large, and belongs into the worker alone.
export { benchFileMatcher, type BenchGlobs } from './benchGlobs.ts';
export { createDiscovery, type Discovery, type DiscoveryOptions } from './discovery.ts';
