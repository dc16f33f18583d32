import { asNeeded, resolveStandIn, type HookData } from './standIns.ts';

/** Module hooks for Node before 22.15, where they run in a thread of their own: an entry file. */

let data: HookData | undefined;

export function initialize(given: HookData): void {
  data = given;
}

type Resolved = Parameters<typeof asNeeded>[0];
type Resolve = (
  specifier: string,
  context: { parentURL?: string; conditions?: string[] },
  next: (specifier: string, context: object) => Promise<Resolved>,
) => Promise<Resolved>;

export const resolve: Resolve = async (specifier, context, next) => {
  if (!data) return next(specifier, context);
  return resolveStandIn(specifier, context, data) ?? asNeeded(await next(specifier, context), data);
};
