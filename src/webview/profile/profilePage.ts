import { effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { isCancellation } from '../../base/errors.ts';
import type { ProfileHostApi, ProfilePageApi, ProfilePageState } from '../../protocol/profilePage.ts';
import type { Remote } from '../../protocol/rpc.ts';
import { failureText } from '../failureText.ts';
import { readKept, type Kept } from './kept.ts';
import { createOpenProfile, type OpenProfile } from './openProfile.ts';

interface Storage {
  getState(): unknown;
  setState(state: unknown): void;
}

/** All that the page shows, as signals. */
export interface ProfilePage {
  readonly host: Remote<ProfileHostApi>;
  readonly api: ProfilePageApi;
  /** Null until the host has answered for the first time. */
  readonly state: ReadonlySignal<ProfilePageState | null>;
  /** Null while there is none to look at. */
  readonly open: ReadonlySignal<OpenProfile | null>;
  /** An error to show until it is dismissed. */
  readonly notice: Signal<string | null>;
  attempt(call: Promise<unknown>): void;
  /** Looks at another profile of the file. */
  choose(profile: number): void;
  start(): void;
}

export function createProfilePage(host: Remote<ProfileHostApi>, storage: Storage): ProfilePage {
  const kept = signal<Kept>(readKept(storage.getState()));
  const state = signal<ProfilePageState | null>(null);
  const open = signal<OpenProfile | null>(null);
  const notice = signal<string | null>(null);
  const keep = (change: Partial<Kept>): void => {
    kept.value = { ...kept.peek(), ...change };
  };
  effect(() => storage.setState(kept.value));

  const failed = (error: unknown): void => {
    if (!isCancellation(error)) notice.value = failureText(error);
  };
  const attempt = (call: Promise<unknown>): void => {
    call.catch(failed);
  };

  const put = (next: OpenProfile | null): void => {
    open.peek()?.dispose();
    open.value = next;
  };

  // What is read for one state must not be shown in the next one.
  let opening = 0;
  let toSelect: number | null = null;
  /** What was kept is of what is read for the first time; what is read after that is another state of the file. */
  let hasRead = false;
  const look = async (isAnother: boolean): Promise<void> => {
    opening += 1;
    const own = opening;
    const profiles = await host.profiles();
    const { profile } = kept.peek();
    const chosen = profile < profiles.names.length ? profile : profiles.chosen;
    if (chosen !== profiles.chosen) await host.choose(chosen);
    const summary = await host.summary(null);
    if (own !== opening) return;
    if (isAnother) keep({ range: null, focus: null, selection: null, looks: {} });
    const next = createOpenProfile({ id: own, host, kept, keep, attempt, failed, profiles: { ...profiles, chosen }, summary });
    if (!next.hasTime && kept.peek().view === 'time') keep({ view: 'heavy' });
    put(next);
    const wanted = toSelect;
    toSelect = null;
    const { view, selection } = kept.peek();
    if (wanted !== null) attempt(next.go.selectFunction(wanted));
    else if (selection === null && (view === 'time' || view === 'heavy')) attempt(next.go.selectHottest());
  };

  const show = (next: ProfilePageState): void => {
    const before = kept.peek();
    const isSame = JSON.stringify(before.subject) === JSON.stringify(next.subject);
    const wasRead = hasRead;
    hasRead ||= next.kind === 'open';
    // How one looks stays, as when a difference is read on another scale; what was looked at goes.
    if (!isSame) keep({ subject: next.subject, profile: 0, range: null, focus: null, selection: null, looks: {} });
    state.value = next;
    if (next.kind === 'open') attempt(look(isSame && wasRead));
    else {
      opening += 1;
      put(null);
    }
  };

  return {
    host,
    api: {
      show,
      select(functionId) {
        const shown = open.peek();
        if (shown) attempt(shown.go.selectFunction(functionId));
        else toSelect = functionId;
      },
    },
    state,
    open,
    notice,
    attempt,
    choose(profile) {
      keep({ profile });
      attempt(look(true));
    },
    start: () => attempt(host.ready().then(show)),
  };
}

const ProfileContext = createContext<ProfilePage | null>(null);
export const ProfileProvider = ProfileContext.Provider;

export function useProfilePage(): ProfilePage {
  const page = useContext(ProfileContext);
  if (page === null) throw new Error('the component is outside of the page');
  return page;
}

const OpenContext = createContext<OpenProfile | null>(null);
export const OpenProvider = OpenContext.Provider;

/** The profile that is looked at. */
export function useOpen(): OpenProfile {
  const open = useContext(OpenContext);
  if (open === null) throw new Error('no profile is open here');
  return open;
}
