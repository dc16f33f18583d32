import type { AlertRule } from './alert.ts';

/** What Laptime goes by in one kind of use: how closely it looks, when it alerts, and how Node is started for runs. */
export interface Mode {
  readonly name: string;
  /** One sentence for people. */
  readonly about: string;
  /** What is left out is as the rest of the configuration has it. */
  readonly monitoring: {
    readonly everyMs?: number;
    readonly points?: number;
    readonly minutesMaxAgeDays?: number | null;
    readonly hoursMaxAgeDays?: number | null;
  };
  /** They take the places of rules with the same id. */
  readonly rules: readonly AlertRule[];
  /** For the processes of benchmarks, beside those of the configuration. */
  readonly node: { readonly flags: readonly string[]; readonly env: Readonly<Record<string, string>> };
}

/** What counts where nobody has chosen another one. */
export const USUAL_MODE = 'development';

/** How a comparison names a revision that ran under a mode: `work tree (production)`. No branch or tag can have that name. */
export const underMode = (revision: string, mode: string): string => `${revision} (${mode})`;

/** The revision and mode that a name means; null without a mode. */
export function readUnderMode(name: string): { readonly revision: string; readonly mode: string } | null {
  const found = /^(?<revision>.+) \((?<mode>[\w-]{1,60})\)$/u.exec(name)?.groups;
  return found === undefined ? null : { revision: found['revision']!, mode: found['mode']! };
}
