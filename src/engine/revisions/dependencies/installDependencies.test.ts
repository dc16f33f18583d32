import { describe, expect, it } from 'vitest';
import { isUnreachable } from './installDependencies.ts';

describe('isUnreachable', () => {
  it.each([
    // npm, pnpm, Yarn 1, Yarn 4, Bun.
    'npm error code ECONNREFUSED',
    'npm error code E503',
    'npm error code E401\nnpm error Unable to authenticate',
    'npm error network This is a problem related to network connectivity.',
    'npm error code UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    ' ENOTFOUND  request to http://registry.example/a.tgz failed, reason: getaddrinfo ENOTFOUND registry.example',
    ' ERR_PNPM_FETCH_403  GET https://registry.example/a: Forbidden - 403',
    ' ERR_PNPM_META_FETCH_FAIL  GET https://registry.example/a: request failed',
    'error An unexpected error occurred: "https://registry.example/a.tgz: Request failed \\"503 Service Unavailable\\""',
    "info There appears to be trouble with your network connection. Retrying...\nerror Couldn't find",
    'YN0001: RequestError: connect ETIMEDOUT 192.0.2.1:443',
    'YN0035: Response Code: 502 (Bad Gateway)',
    'error: ConnectionRefused downloading package manifest a',
  ])('is true of %j', (output) => expect(isUnreachable(output)).toBe(true));

  it.each([
    'npm error code EUSAGE\nnpm error `npm ci` can only install packages when your package.json and package-lock.json are in sync.',
    'npm error code E404\nnpm error 404 Not Found - GET https://registry.example/gone',
    'npm error code ERESOLVE',
    'npm error code EINTEGRITY',
    ' ERR_PNPM_OUTDATED_LOCKFILE  Cannot install with "frozen-lockfile"',
    ' ERR_PNPM_FETCH_404  GET https://registry.example/gone: Not Found - 404',
    'YN0028: The lockfile would have been modified by this install, which is explicitly forbidden.',
    'YN0035: Response Code: 404 (Not Found)',
    'error: lockfile had changes, but lockfile is frozen',
    '',
  ])('is false of %j', (output) => expect(isUnreachable(output)).toBe(false));
});
