import type { DifferenceScale } from '../../../model/profile.ts';
import type { ProfileSessionApi } from '../../../protocol/profile.ts';
import type { ProfileForm } from '../../../protocol/profilePage.ts';

/** What a worker is started with. Files have absolute paths. */
export interface OpenRequest {
  readonly file: string;
  /** What it is compared with; null: nothing. */
  readonly baseline: { readonly file: string; readonly scale: DifferenceScale | null } | null;
  /** The workspace folder. */
  readonly root: string;
}

/** What the worker of an open profile does. */
export interface ProfileWorkerApi extends ProfileSessionApi {
  /** Throws what was wrong with the files. */
  opened(): void;
  write(form: ProfileForm, target: string): Promise<void>;
}
