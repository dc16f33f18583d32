import type { DifferenceScale } from '../model/profile.ts';
import type { ProfileSessionApi } from './profile.ts';

/** What a page shows, by absolute paths. */
export type ProfileSubject =
  | { readonly kind: 'file'; readonly file: string }
  /** `scale`: null until the user chose one. */
  | { readonly kind: 'difference'; readonly baseline: string; readonly candidate: string; readonly scale: DifferenceScale | null };

/** `subject`: the page keeps it as `subject` in its state, by which the host brings a page back that was open before. */
export type ProfilePageState = { readonly title: string; readonly subject: ProfileSubject } & (
  | { readonly kind: 'reading' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'open' }
);

/** Forms that a profile can be written in. */
export type ProfileForm = 'cpuprofile' | 'speedscope' | 'collapsed' | 'svg';

/** What the page of a profile asks of its host: all of the session, which lives in a worker, and what only an editor can do. */
export interface ProfileHostApi extends ProfileSessionApi {
  /** The page listens from now on. */
  ready(): ProfilePageState;
  /** Opens the line that a function begins in, or one of a file as the profile shows it. */
  openFunction(functionId: number): void;
  openLine(file: string, line: number): void;
  /** The same beside the page, which keeps the focus; nothing where the source is not on this machine. */
  showFunction(functionId: number): void;
  /** Asks for another profile, and opens the difference. */
  compareWith(): void;
  /** Reads a difference again on another scale. */
  rescale(scale: DifferenceScale): void;
  /** Asks for a place, and writes what is open there. */
  saveAs(form: ProfileForm): void;
}

/** What the host asks of the page. */
export interface ProfilePageApi {
  /** A file was read, read again after it changed, or could not be. */
  show(state: ProfilePageState): void;
  /** Brings a function into view and selects it. */
  select(functionId: number): void;
}
