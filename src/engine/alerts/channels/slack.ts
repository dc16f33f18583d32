import type { AlertChannel } from '../../../model/alertConfig.ts';
import { messageLines, type AlertMessage } from '../message.ts';
import { neededSecret, Refusal, type Channel, type SecretOf } from './channel.ts';
import { post } from './post.ts';
import { toUrl } from './webhook.ts';

type SlackChannel = Extract<AlertChannel, { kind: 'slack' }>;

const MOST_SECTION = 3000;
const MOST_SECTIONS = 10;

/** An incoming webhook of Slack, whose address is its secret. */
export function slackChannel({ name, urlSecret }: SlackChannel, secretOf: SecretOf): Channel {
  return {
    name,
    // Slack takes one message a second.
    pauseMs: 1000,
    async send(message, signal) {
      const address = toUrl(await neededSecret(secretOf, urlSecret, 'the address'), urlSecret);
      const { status, text } = await post(address, JSON.stringify(toSlack(message)), { 'content-type': 'application/json' }, signal);
      if (status >= 200 && status < 300) return;
      const said = `Slack answered ${status}${text === '' ? '' : `: ${text}`}`;
      if (status === 410 || text === 'no_service' || text === 'invalid_token') {
        throw new Refusal(`${said}; the address is not valid any more: set ${urlSecret} to another one`, true);
      }
      throw new Error(said);
    },
  };
}

/** Nothing in it is markup: https://docs.slack.dev/messaging/formatting-message-text#escaping */
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export function toSlack(message: AlertMessage): object {
  const sections = [`*${plain(message.title)}*`];
  for (const line of messageLines(message).map((own) => `• ${cut(plain(own), MOST_SECTION - 2)}`)) {
    const last = sections.length - 1;
    const joined = `${sections[last]}\n${line}`;
    if (joined.length <= MOST_SECTION) sections[last] = joined;
    else sections.push(line);
  }
  const shown = sections.slice(0, MOST_SECTIONS);
  return {
    text: cut(escaped(message.title), MOST_SECTION),
    blocks: shown.map((text) => ({ type: 'section', text: { type: 'mrkdwn', text: cut(text, MOST_SECTION) } })),
  };
}

/** Characters that Slack would take for bold, italic, struck out or code. */
const plain = (text: string) => escaped(text).replaceAll(/[*_~`]/g, (mark) => `\u200b${mark}\u200b`);

/** Never within an entity. */
function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/&[a-z]*$/, '')}…`;
}
