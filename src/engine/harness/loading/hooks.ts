import { resolveStandIn, type StandIns } from './standIns.ts';

/** Module hooks for Node before 22.15, where they run in a thread of their own: an entry file. */

let standIns: StandIns | undefined;

export function initialize(data: StandIns): void {
  standIns = data;
}

type Resolve = (specifier: string, context: { parentURL?: string; conditions?: string[] }, next: (...args: unknown[]) => unknown) => unknown;

export const resolve: Resolve = (specifier, context, next) => (standIns && resolveStandIn(specifier, context, standIns)) ?? next(specifier, context);
