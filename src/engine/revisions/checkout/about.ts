import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';

const aboutSchema = v.object({
  /** What the user should know of it, every time that it is used. */
  notes: v.array(v.string()),
  /** Other folders of the cache that it has links into. */
  needs: v.array(v.object({ key: v.string(), path: v.string() })),
});
/** What is to be remembered of a checkout, beside its files. */
export type About = v.InferOutput<typeof aboutSchema>;

const FILE = 'about.json';

export async function writeAbout(folder: string, about: About): Promise<void> {
  await writeFile(path.join(folder, FILE), JSON.stringify(about));
}

/** Null when it is damaged. */
export async function readAbout(folder: string): Promise<About | null> {
  const text = await readFile(path.join(folder, FILE), 'utf8').catch(() => null);
  const about = v.safeParse(v.pipe(v.string(), v.parseJson(), aboutSchema), text);
  return about.success ? about.output : null;
}
