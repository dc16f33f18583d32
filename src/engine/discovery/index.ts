// The parser stays out of here: it is large, and belongs into the worker alone.
export { createDiscovery } from './discovery.ts';
export type { ModuleImports } from './moduleImports.ts';
