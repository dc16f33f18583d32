import { resolveStandIn } from './standIns.ts';

/** Module hooks for Node before 22.15, where they run in a thread of their own: an entry file. */

let folder: string | undefined;

export function initialize(data: string): void {
  folder = data;
}

type Resolve = (specifier: string, context: { parentURL?: string; conditions?: string[] }, next: (...args: unknown[]) => unknown) => unknown;

export const resolve: Resolve = (specifier, context, next) => (folder === undefined ? null : resolveStandIn(specifier, context, folder)) ?? next(specifier, context);
