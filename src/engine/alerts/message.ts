import { aboutText, graver, type Alert } from '../../model/alert.ts';

/** Why somebody is told: `graver` of one that was told and got worse since. */
export type NoticeKind = 'fired' | 'graver' | 'reminder' | 'escalated' | 'resolved';

export interface Notice {
  readonly alert: Alert;
  readonly kind: NoticeKind;
}

/** What a channel sends, as one. */
export interface AlertMessage {
  readonly id: string;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly atMs: number;
  /** `test`: there is nothing wrong. */
  readonly kind: 'alerts' | 'test';
  /** One line: `Warning: the event loop is blocked (and 2 more)`. */
  readonly title: string;
  /** The gravest first; empty of a test. */
  readonly notices: readonly Notice[];
}

const TEST_TEXT = 'This is a test of Laptime: alerts will come here. There is nothing wrong.';

const WORDS: Readonly<Record<NoticeKind, string>> = {
  fired: '',
  graver: 'Worse: ',
  reminder: 'Still: ',
  escalated: 'Not acknowledged: ',
  resolved: 'Resolved: ',
};

/** How grave it was does not matter when it is over. */
const headOf = ({ alert, kind }: Notice) => `${WORDS[kind]}${kind === 'resolved' ? '' : `${capital(alert.severity)}: `}${alert.title}`;

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export function composeMessage(id: string, atMs: number, notices: readonly Notice[]): AlertMessage {
  const rank = ({ kind }: Notice) => (kind === 'resolved' ? 1 : 0);
  const inOrder = notices.toSorted((a, b) => rank(a) - rank(b) || graver(a.alert.severity, b.alert.severity));
  const [first, ...others] = inOrder;
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  const head = first === undefined ? '' : headOf(first);
  return { id, atMs, kind: 'alerts', title: `${head}${more}`, notices: inOrder };
}

export function testMessage(id: string, atMs: number): AlertMessage {
  return { id, atMs, kind: 'test', title: 'Test of Laptime', notices: [] };
}

/** A line for each alert, as text. */
export function messageLines({ kind, notices }: AlertMessage): readonly string[] {
  if (kind === 'test') return [TEST_TEXT];
  return notices.map((notice) => `${headOf(notice)}${aboutText(notice.alert)}. ${notice.alert.text}`);
}
