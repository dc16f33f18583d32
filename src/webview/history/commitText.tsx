import { LinkButton, Name } from '../controls.tsx';
import { formatTime } from '../format.ts';
import { usePanel } from '../panel.ts';
import { dayOf, language, shortHash, subjectOf, type CommitWords } from './historyWords.ts';

/** `89abcde  Sort with fewer copies  Ada Lovelace  21 Nov 2026`; the hash opens what it changed. */
export function CommitText({ commit }: { commit: CommitWords }) {
  const panel = usePanel();
  const day = dayOf(commit);
  return (
    <span class="revision">
      <LinkButton title={`Show what ${commit.hash} changed`} onClick={() => panel.attempt(panel.host.openCommit(commit.hash))}>
        <code class="commit">{shortHash(commit)}</code>
      </LinkButton>
      <span class="subject" title={subjectOf(commit)}>
        {commit.subject.trim() === '' ? <span class="muted">(no subject)</span> : <Name>{subjectOf(commit)}</Name>}
      </span>
      {commit.authorName !== null && (
        <span class="muted">
          <Name>{commit.authorName}</Name>
        </span>
      )}
      {day !== null && (
        <time class="muted" dateTime={new Date(commit.authoredAtMs).toISOString()} title={formatTime(commit.authoredAtMs, language())}>
          {day}
        </time>
      )}
    </span>
  );
}

/** What one can do with a hash, wherever one stands. */
export function CopyHash({ hash }: { hash: string }) {
  const panel = usePanel();
  return (
    <LinkButton title={hash} onClick={() => panel.attempt(panel.host.copyText(hash))}>
      Copy Hash
    </LinkButton>
  );
}
