import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import * as v from 'valibot';
import { messageOf, UserError } from '../../base/errors.ts';
import type { Hint } from '../../model/hint.ts';

const baselineSchema = v.object({
  format: v.literal('laptime-hints-baseline'),
  version: v.literal(1),
  files: v.record(v.string(), v.record(v.string(), v.array(v.string()))),
});

/** Fingerprints of hints that are known, by file and rule. */
export type HintsBaseline = v.InferOutput<typeof baselineSchema>['files'];

/** `file`: its absolute path. Throws a `UserError` where it is not there, or no baseline. */
export async function readBaseline(file: string): Promise<HintsBaseline> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new UserError('baseline-unreadable', `The baseline ${file} cannot be read: ${messageOf(error)}. --update-baseline writes it.`, {
      cause: error,
    });
  });
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), baselineSchema), text);
  if (read.success) return read.output.files;
  throw new UserError('baseline-broken', `${file} is not a baseline of hints. --update-baseline writes a new one.`);
}

export function isInBaseline({ file, rule, fingerprint }: Pick<Hint, 'file' | 'rule' | 'fingerprint'>, baseline: HintsBaseline): boolean {
  const rules = Object.hasOwn(baseline, file) ? baseline[file]! : {};
  return Object.hasOwn(rules, rule) && rules[rule]!.includes(fingerprint);
}

/** The baseline with what these files have now; of other files it stays as it was. */
export function updatedBaseline(before: HintsBaseline, files: readonly string[], hints: readonly Hint[]): HintsBaseline {
  const looked = new Set(files);
  const after = new Map(Object.entries(before).filter(([file]) => !looked.has(file)));
  for (const { file, rule, fingerprint } of hints) {
    const rules = after.get(file) ?? {};
    after.set(file, { ...rules, [rule]: [...(rules[rule] ?? []), fingerprint].toSorted() });
  }
  return Object.fromEntries(
    [...after].toSorted(byName).map(([file, rules]) => [file, Object.fromEntries(Object.entries(rules).toSorted(byName))]),
  );
}

/** Written as a whole, in an order that keeps differences small. */
export async function writeBaseline(file: string, files: HintsBaseline): Promise<void> {
  const draft = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(draft, `${JSON.stringify({ format: 'laptime-hints-baseline', version: 1, files }, null, 2)}\n`, { flag: 'wx' });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw new UserError('baseline-unwritable', `The baseline ${file} cannot be written: ${messageOf(error)}`, { cause: error });
  }
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : a > b ? 1 : 0);
