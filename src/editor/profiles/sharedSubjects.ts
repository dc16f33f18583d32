import { toDisposable, type Disposable } from '../../base/lifecycle.ts';
import type { Failures } from '../failures.ts';
import { OpenSubject, type OpenProfile } from './openSubject.ts';

/** The use of a file that is open. It is closed with the last one. */
export interface SubjectUse extends Disposable {
  readonly shown: OpenSubject;
}

/** Profiles of files: one worker for a file, whoever looks at it. */
export class SharedSubjects implements Disposable {
  readonly #open: OpenProfile;
  readonly #failures: Failures;
  readonly #used = new Map<string, { readonly shown: OpenSubject; uses: number }>();

  constructor(open: OpenProfile, failures: Failures) {
    this.#open = open;
    this.#failures = failures;
  }

  /** Opens a file, by its absolute path, or joins those who look at it. */
  use(file: string): SubjectUse {
    let entry = this.#used.get(file);
    if (!entry) {
      entry = { shown: new OpenSubject({ kind: 'file', file }, this.#open, this.#failures), uses: 0 };
      this.#used.set(file, entry);
    }
    const used = entry;
    used.uses += 1;
    return { shown: used.shown, ...toDisposable(() => this.#leave(file, used)) };
  }

  #leave(file: string, entry: { readonly shown: OpenSubject; uses: number }): void {
    entry.uses -= 1;
    if (entry.uses > 0) return;
    if (this.#used.get(file) === entry) this.#used.delete(file);
    entry.shown.dispose();
  }

  dispose(): void {
    for (const { shown } of this.#used.values()) shown.dispose();
    this.#used.clear();
  }
}
