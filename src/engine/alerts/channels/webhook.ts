import { createHmac } from 'node:crypto';
import type { AlertChannel } from '../../../model/alertConfig.ts';
import { neededSecret, Refusal, type Channel, type SecretOf } from './channel.ts';
import { toPayload } from './payload.ts';
import { post } from './post.ts';

type WebhookChannel = Extract<AlertChannel, { kind: 'webhook' }>;

/** Standard Webhooks, https://www.standardwebhooks.com: what is sent again has the id of the first time, and its own time. */
export function webhookChannel({ name, url, urlSecret, secret }: WebhookChannel, secretOf: SecretOf): Channel {
  return {
    name,
    pauseMs: 0,
    async send(message, signal) {
      const address = toUrl(url ?? (await neededSecret(secretOf, urlSecret ?? '', 'the address')), urlSecret);
      const body = JSON.stringify(toPayload(message));
      const seconds = Math.floor(Date.now() / 1000);
      const headers = {
        ...{ 'content-type': 'application/json', 'user-agent': 'Laptime', 'webhook-id': message.id, 'webhook-timestamp': String(seconds) },
        ...(secret !== null && {
          'webhook-signature': signatureOf(message.id, seconds, body, await neededSecret(secretOf, secret, 'the secret')),
        }),
      };
      const { status, text } = await post(address, body, headers, signal);
      if (status >= 200 && status < 300) return;
      const said = `${address.host} answered ${status}${text === '' ? '' : `: ${text}`}`;
      if (status === 410)
        throw new Refusal(`${said}; it wants no more messages, so that the channel is off until Laptime starts again`, true);
      if (status >= 300 && status < 400) throw new Error(`${said}; redirects are not followed: write the address that it leads to`);
      throw new Error(said);
    },
  };
}

const PREFIX = 'whsec_';

/** @throws Error where the secret is none of Standard Webhooks */
export function signatureOf(id: string, timestampSeconds: number, body: string, secret: string): string {
  const key = Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64');
  if (key.length < 16) throw new Error(`the secret of the signature is too short: it is ${PREFIX} and at least 24 bytes in base64`);
  return `v1,${createHmac('sha256', key).update(`${id}.${timestampSeconds}.${body}`).digest('base64')}`;
}

/** HTTPS, but for this machine. */
export function toUrl(text: string, secretName: string | null): URL {
  const shown = secretName === null ? 'the address' : `the address in ${secretName}`;
  if (!URL.canParse(text)) throw new Error(`${shown} is no URL`);
  const url = new URL(text);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal)) throw new Error(`${shown} has to begin with https://`);
  return url;
}
