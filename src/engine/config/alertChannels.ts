import * as v from 'valibot';
import type { AlertChannel } from '../../model/alertConfig.ts';
import { choice, insideRoot, text } from './configFields.ts';

/** Real secrets have small letters, or characters that no name has: what was pasted here is not one of these. */
const SECRET_NAME = /^[A-Z][A-Z0-9_]{0,99}$/;
const NOT_A_NAME =
  'which must be the name of an environment variable or of a secret that the editor keeps, like "ALERT_SECRET", in capital letters. A secret itself never belongs into this file: if one stands here, replace it by another one';

const secret = (description: string) => v.optional(text(description));

const address = v.pipe(
  text('An address of mail.'),
  v.regex(/^[^\s@<>,;:"]+@[^\s@<>,;:"]+$/, 'must be an address like "team@example.com"'),
  v.description('An address of mail.'),
);
const port = 'must be a whole number from 1 to 65535';

const fields = v.strictObject(
  {
    name: v.pipe(
      text('What rules call it.'),
      v.regex(
        /^(?!editor$)[\w-]{1,60}$/,
        'must have letters, digits, dashes and underscores only, at most 60, and not be "editor", which is always there',
      ),
      v.description('What rules call it.'),
    ),
    kind: choice(['file', 'webhook', 'slack', 'email'], 'What it is.'),
    path: v.optional(
      v.pipe(
        text('A path.'),
        insideRoot,
        v.description('kind "file": the file that gets a line of JSON for each message, relative to the workspace folder.'),
      ),
    ),
    url: v.optional(
      v.pipe(
        text('An address.'),
        v.check(isPlainUrl, 'must be an address that begins with https:// (http:// for this machine only), without a user and password'),
        v.description('kind "webhook": the address, if it is no secret.'),
      ),
    ),
    urlSecret: secret('kinds "webhook" and "slack": the name of the secret that has the address.'),
    secret: secret('kind "webhook": the name of the secret that signs, as Standard Webhooks has it (whsec_…).'),
    host: v.optional(
      v.pipe(text('A name.'), v.regex(/^[\w.:-]+$/, 'must be the name of a server'), v.description('kind "email": the SMTP server.')),
    ),
    port: v.optional(
      v.pipe(
        v.number(port),
        v.integer(port),
        v.minValue(1, port),
        v.maxValue(65_535, port),
        v.description('kind "email": 465 for "tls", 587 for "starttls" and 25 for "none" unless given.'),
      ),
    ),
    security: v.optional(
      choice(
        ['tls', 'starttls', 'none'],
        'kind "email": "tls" from the beginning, "starttls", which must be there, or "none", without which no password is sent.',
      ),
      'tls',
    ),
    certificate: v.optional(
      v.pipe(
        text('A path.'),
        insideRoot,
        v.description('kind "email": a file with a certificate to trust, in PEM, relative to the workspace folder.'),
      ),
    ),
    user: v.optional(text('kind "email": who signs in; nobody unless given.')),
    password: secret('kind "email": the name of the secret that has the password.'),
    from: v.optional(address),
    to: v.optional(
      v.pipe(
        v.array(address, 'must be a list of addresses'),
        v.minLength(1, 'must have an address'),
        v.description('kind "email": who gets it.'),
      ),
    ),
  },
  'must be an object with "name" and "kind"',
);
type Fields = v.InferOutput<typeof fields>;

export const channel = v.pipe(
  fields,
  v.rawTransform(({ dataset, addIssue, NEVER }): AlertChannel => {
    // Judged here: without its signature or password the channel would be another one than was asked for.
    const wrong = (['secret', 'urlSecret', 'password'] as const).find((field) => !SECRET_NAME.test(dataset.value[field] ?? 'NONE'));
    const found = wrong === undefined ? channelOf(dataset.value) : `has a "${wrong}", ${NOT_A_NAME}`;
    if (typeof found !== 'string') return found;
    addIssue({ message: found });
    return NEVER;
  }),
);

function isPlainUrl(given: string): boolean {
  if (!URL.canParse(given)) return false;
  const { protocol, hostname, username, password } = new URL(given);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return username === '' && password === '' && (protocol === 'https:' || (protocol === 'http:' && isLocal));
}

/** A text says what is missing. */
function channelOf(given: Fields): AlertChannel | string {
  const { name, kind, url = null, urlSecret = null, secret: signer = null } = given;
  switch (kind) {
    case 'file':
      return given.path === undefined ? 'needs "path"' : { kind, name, path: given.path };
    case 'webhook':
      if ((url === null) === (urlSecret === null)) return 'needs either "url" or "urlSecret"';
      return { kind, name, url, urlSecret, secret: signer };
    case 'slack':
      if (url !== null) return 'has its address as "url", but an address of Slack is a secret: name the one that has it as "urlSecret"';
      return urlSecret === null ? 'needs "urlSecret", the name of the secret that has the address' : { kind, name, urlSecret };
    case 'email': {
      const { host, security, certificate = null, user = null, password = null, from, to } = given;
      if (host === undefined || from === undefined || to === undefined) return 'needs "host", "from" and "to"';
      if ((user === null) !== (password === null)) return 'needs both "user" and "password", or neither';
      if (user !== null && security === 'none')
        return 'has a "password", which is not sent without TLS: set "security" to "tls" or "starttls"';
      const usual = { tls: 465, starttls: 587, none: 25 }[security];
      return { kind, name, host, port: given.port ?? usual, security, certificate, user, password, from, to };
    }
  }
}
