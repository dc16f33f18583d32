import type { ProfileForm } from '../../../protocol/profilePage.ts';
import { ProfileSession } from '../session/profileSession.ts';
import { writeProfile } from '../writing/writeProfile.ts';
import type { OpenRequest, ProfileWorkerApi } from './openRequest.ts';
import { readProfileFile } from './readProfileFile.ts';

/** A session that a worker serves. */
export class ProfileWorker extends ProfileSession implements ProfileWorkerApi {
  opened(): void {
    // It would not be here, had it not been opened.
  }

  async write(form: ProfileForm, target: string): Promise<void> {
    await writeProfile(this.chosenProfile, form, target);
  }
}

/** Throws a `UserError` for what cannot be read. */
export function openForWorker({ file, root, baseline }: OpenRequest): ProfileWorker {
  const { format, profiles } = readProfileFile(file);
  if (!baseline) return new ProfileWorker(format, profiles, { root });
  const other = readProfileFile(baseline.file);
  return new ProfileWorker(format, profiles, { root, baseline: { profiles: other.profiles, scale: baseline.scale } });
}
