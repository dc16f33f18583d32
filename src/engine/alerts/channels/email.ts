import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../../../base/errors.ts';
import type { AlertChannel } from '../../../model/alertConfig.ts';
import { messageLines, type AlertMessage } from '../message.ts';
import { neededSecret, Refusal, type Channel, type SecretOf } from './channel.ts';

type EmailChannel = Extract<AlertChannel, { kind: 'email' }>;

const TIMEOUT_MS = 20_000;

/** By SMTP, with TLS unless it was turned off, and then without a password. */
export function emailChannel(channel: EmailChannel, root: string, secretOf: SecretOf): Channel {
  const { name, host, port, from, to } = channel;
  return {
    name,
    pauseMs: 0,
    async send(message, signal) {
      const options = await optionsOf(channel, root, secretOf);
      // A CommonJS package: once it is a chunk of ours, this is the one name that it exports.
      const { default: mailer } = await import('nodemailer');
      const transport = mailer.createTransport(options);
      const stop = () => transport.close();
      signal.addEventListener('abort', stop, { once: true });
      try {
        await transport.sendMail({
          ...{ from, to: [...to], subject: subjectOf(message), text: textOf(message), date: new Date(message.atMs) },
          // What is sent again is the same mail.
          messageId: `<${message.id}@laptime>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (error) {
        signal.throwIfAborted();
        throw explain(error, `${host}:${port}`);
      } finally {
        signal.removeEventListener('abort', stop);
        transport.close();
      }
    },
  };
}

async function optionsOf({ host, port, security, user, password, certificate }: EmailChannel, root: string, secretOf: SecretOf) {
  const ca = certificate === null ? undefined : await readFile(path.resolve(root, certificate), 'utf8');
  const sends = user !== null && security !== 'none';
  return {
    ...{ host, port, secure: security === 'tls', requireTLS: security === 'starttls', ignoreTLS: security === 'none' },
    ...(ca !== undefined && { tls: { ca } }),
    ...(sends && { auth: { user, pass: await neededSecret(secretOf, password ?? '', 'the password') } }),
    ...{ connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS },
    // Texts of alerts are never paths or addresses to be read.
    ...{ disableFileAccess: true, disableUrlAccess: true },
  };
}

/** 5xx to the message itself does not change; a password that is wrong may be set right. */
function explain(error: unknown, server: string): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const status = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;
  const text = `${server} did not take the mail: ${messageOf(error)}`;
  const isRefused = status >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE');
  return isRefused ? new Refusal(text) : new Error(text, { cause: error });
}

// oxlint-disable-next-line no-control-regex
const subjectOf = ({ title }: AlertMessage) => `[Laptime] ${title.replaceAll(/[\u0000-\u001f\u007f]+/g, ' ')}`;

const textOf = (message: AlertMessage) =>
  `${messageLines(message).join('\n\n')}\n\nSent by Laptime at ${new Date(message.atMs).toISOString()}.\n`;
