import type { ReadonlySignal } from '@preact/signals';
import type { FlameMatches } from '../../protocol/profile.ts';
import type { ProfileHostApi } from '../../protocol/profilePage.ts';
import type { Remote } from '../../protocol/rpc.ts';
import type { Names } from './functions/names.ts';
import type { Kept } from './kept.ts';
import type { Latest } from './latest.ts';

/** What every part of an open profile works with. */
export interface ProfileParts {
  readonly host: Remote<ProfileHostApi>;
  readonly kept: ReadonlySignal<Kept>;
  keep(change: Partial<Kept>): void;
  /** Shows the error of a call to the host. */
  attempt(call: Promise<unknown>): void;
  failed(error: unknown): void;
  readonly names: Names;
  readonly matches: ReadonlySignal<Latest<string, FlameMatches> | null>;
}
