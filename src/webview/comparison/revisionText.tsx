import type { ComparedRevision } from '../../model/comparison.ts';
import { Name } from '../controls.tsx';
import { formatDay, formatRevision, formatTime } from '../format.ts';

/** `HEAD~1  89abcde  Sort with fewer copies  1 Jan 2026`; what is on disk with its branch and whether it has edits. */
export function RevisionText({ revision }: { revision: ComparedRevision }) {
  const { name, commit, branch, dirtyHash, subject, authoredAtMs } = revision;
  const language = document.documentElement.lang;
  return (
    <span class="revision">
      {!isCommit(revision) && (
        <strong>
          <Name>{name}</Name>
        </strong>
      )}
      {subject === null && branch !== null && (
        <span class="muted">
          <Name>{branch}</Name>
        </span>
      )}
      {commit !== null && (
        <code class="commit" title={commit}>
          {commit.slice(0, 7)}
        </code>
      )}
      {dirtyHash !== null && <span class="muted">+ edits</span>}
      {subject !== null && (
        <span class="subject" title={subject}>
          <Name>{subject}</Name>
        </span>
      )}
      {authoredAtMs !== null && (
        <time class="muted" dateTime={new Date(authoredAtMs).toISOString()} title={formatTime(authoredAtMs, language)}>
          {formatDay(authoredAtMs, language)}
        </time>
      )}
    </span>
  );
}

/** `HEAD~1 · 89abcde · Sort with fewer copies`. */
export function describeRevision(revision: ComparedRevision): string {
  const { name, subject } = revision;
  return [isCommit(revision) ? null : name, formatRevision(revision), subject].filter((part) => part !== null).join(' · ');
}

/** A name that is the commit itself is not said twice. */
const isCommit = ({ name, commit }: ComparedRevision): boolean => commit !== null && /^[\da-f]{7,}$/u.test(name) && commit.startsWith(name);
