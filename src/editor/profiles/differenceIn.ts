import type { ProfileSubject } from '../../protocol/profilePage.ts';

const SCALES = [null, 'share', 'iterations', 'none'] as const;

/** The difference that the page of an earlier session showed, by the state that it kept; null where that is none. */
export function differenceIn(state: unknown): ProfileSubject | null {
  const subject = isObject(state) && 'subject' in state ? state.subject : null;
  if (!(isObject(subject) && 'baseline' in subject && 'candidate' in subject && 'scale' in subject)) return null;
  const { baseline, candidate } = subject;
  const scale = SCALES.find((one) => one === subject.scale);
  const isRead = typeof baseline === 'string' && typeof candidate === 'string' && scale !== undefined;
  return isRead ? { kind: 'difference', baseline, candidate, scale } : null;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
