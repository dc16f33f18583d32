import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { emailChannel } from './email.ts';
import { exampleMessage } from './message.fixture.ts';

const PASSWORD = 'correct horse';
const secretOf = (name: string) => Promise.resolve(name === 'MAIL_PASSWORD' ? PASSWORD : null);
const { signal } = new AbortController();

let root: string;
let key: string;
let cert: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'laptime-mail-'));
  const files = ['-keyout', path.join(root, 'key.pem'), '-out', path.join(root, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...files, ...subject], { stdio: 'ignore' });
  key = readFileSync(path.join(root, 'key.pem'), 'utf8');
  cert = readFileSync(path.join(root, 'cert.pem'), 'utf8');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const servers: SMTPServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise<void>((resolve) => server.close(resolve))));
});

interface Received {
  readonly mails: { readonly text: string; readonly isSecure: boolean; readonly user: string }[];
  readonly port: number;
}

async function receive(options: SMTPServerOptions = {}): Promise<Received> {
  const mails: Received['mails'] = [];
  const server = new SMTPServer({
    ...{ key, cert, logger: false, closeTimeout: 1000 },
    onAuth({ username, password }, _session, done) {
      if (password === PASSWORD) done(null, { user: username });
      else done(new Error('wrong password'));
    },
    onData(stream, session, done) {
      let text = '';
      stream.on('data', (chunk) => (text += String(chunk)));
      stream.on('end', () => {
        mails.push({ text, isSecure: session.secure, user: String(session.user) });
        done();
      });
    },
    ...options,
  });
  servers.push(server);
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { mails, port: (server.server.address() as AddressInfo).port };
}

const mail = (port: number, other: object = {}) =>
  emailChannel(
    {
      ...{ kind: 'email', name: 'mail', host: 'localhost', port, security: 'starttls', certificate: 'cert.pem' },
      ...{ user: 'ada', password: 'MAIL_PASSWORD', from: 'laptime@example.com', to: ['team@example.com', 'ada@example.com'] },
      ...other,
    },
    root,
    secretOf,
  );

describe('mail', () => {
  it('goes through STARTTLS with a certificate that was named, signed in', async () => {
    const { mails, port } = await receive();
    await mail(port).send(exampleMessage('message-3'), signal);
    expect(mails).toMatchObject([{ isSecure: true, user: 'ada' }]);
    expect(mails[0]!.text).toMatch(/^Subject: \[Laptime\] Warning: CPU is busy\r?$/m);
    expect(mails[0]!.text).toMatch(/^Message-ID: <message-3@laptime>\r?$/m);
    expect(mails[0]!.text).toMatch(/^To: team@example\.com, ada@example\.com\r?$/m);
    expect(mails[0]!.text).toContain('CPU has been over 80 %');
  });

  it('goes through TLS from the beginning', async () => {
    const { mails, port } = await receive({ secure: true });
    await mail(port, { security: 'tls' }).send(exampleMessage(), signal);
    expect(mails).toMatchObject([{ isSecure: true }]);
  });

  it('does not trust a certificate that nobody named, nor a server without STARTTLS', async () => {
    const secure = await receive();
    await expect(mail(secure.port, { certificate: null }).send(exampleMessage(), signal)).rejects.toThrow(/certificate/);
    const plain = await receive({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'], allowInsecureAuth: true });
    await expect(mail(plain.port).send(exampleMessage(), signal)).rejects.toThrow('did not take the mail');
    expect([...secure.mails, ...plain.mails]).toEqual([]);
  });

  it('sends no password without TLS', async () => {
    const { mails, port } = await receive({ authOptional: true, disabledCommands: ['STARTTLS'], allowInsecureAuth: true });
    await mail(port, { security: 'none', user: null, password: null }).send(exampleMessage(), signal);
    expect(mails).toMatchObject([{ isSecure: false, user: 'undefined' }]);
  });

  it('gives up what the server refuses for good, and tries again what it may take later', async () => {
    const refusing = (code: number) => ({
      onRcptTo: (_address: unknown, _session: unknown, done: (error: Error) => void) =>
        done(Object.assign(new Error('no such mailbox'), { responseCode: code })),
    });
    const gone = await receive(refusing(550));
    await expect(mail(gone.port).send(exampleMessage(), signal)).rejects.toMatchObject({ name: 'Refusal', isFinal: false });
    const later = await receive(refusing(450));
    await expect(mail(later.port).send(exampleMessage(), signal)).rejects.toMatchObject({ name: 'Error' });
  });

  it('says who could not be reached, and never the password', async () => {
    const unused = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => unused.once('listening', resolve));
    const { port } = unused.address() as AddressInfo;
    await new Promise((resolve) => unused.close(resolve));
    await expect(mail(port).send(exampleMessage(), signal)).rejects.toThrow(`localhost:${port} did not take the mail`);
    const refusing = await receive({ onAuth: (_auth, _session, done) => done(new Error('wrong password')) });
    const message = await mail(refusing.port)
      .send(exampleMessage(), signal)
      .catch((error: unknown) => String(error));
    expect(message).toContain('wrong password');
    expect(message).not.toContain(PASSWORD);
    await expect(mail(refusing.port, { password: 'NOT_THERE' }).send(exampleMessage(), signal)).rejects.toThrow(
      'environment variable NOT_THERE',
    );
  });

  it('cannot be given headers by the text of an alert', async () => {
    const { mails, port } = await receive();
    await mail(port).send(exampleMessage('a', { title: 'x\r\nBcc: thief@example.com' }), signal);
    expect(mails[0]!.text.split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/m);
  });
});
